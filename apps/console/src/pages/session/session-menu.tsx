import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconCoin, IconMail, IconRocket } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FullSession } from '../../api.ts';
import type { CommandSender } from '../station/use-command.ts';

/** What can be asked and told of a session under way, where the station's version can. */
export function SessionMenu({ session, sender, protocol }: { session: FullSession; sender: CommandSender; protocol: string | null }) {
  const { t } = useTranslation('sessions');
  if (protocol === null || protocol === 'ocpp1.6') return null;
  const isRunning = session.status === 'active';
  const { id: sessionId } = session;
  return (
    <Menu position="bottom-end" width={270}>
      <Menu.Target>
        <Button variant="default" loading={sender.waiting} rightSection={<IconChevronDown size={16} aria-hidden />}>
          {t('sessions:menu.name')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconMail size={16} aria-hidden />}
          onClick={() => sender.send({ verb: 'getTransactionStatus', sessionId })}
        >
          {t('sessions:menu.waiting')}
        </Menu.Item>
        {isRunning && session.cost && (
          <Menu.Item leftSection={<IconCoin size={16} aria-hidden />} onClick={() => sender.send({ verb: 'costUpdated', sessionId })}>
            {t('sessions:menu.showCost')}
          </Menu.Item>
        )}
        {isRunning && protocol === 'ocpp2.1' && (
          <>
            <Menu.Item
              leftSection={<IconRocket size={16} aria-hidden />}
              onClick={() => sender.send({ verb: 'usePriorityCharging', sessionId, active: true })}
            >
              {t('sessions:menu.priority')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconRocket size={16} aria-hidden />}
              onClick={() => sender.send({ verb: 'usePriorityCharging', sessionId, active: false })}
            >
              {t('sessions:menu.noPriority')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
