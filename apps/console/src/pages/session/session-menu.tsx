import { Button, Menu } from '@mantine/core';
import { IconArrowsLeftRight, IconChevronDown, IconCoin, IconMail, IconRocket, IconTag } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FullSession } from '../../api.ts';
import { lazily } from '../../components/lazily.tsx';
import type { CommandSender } from '../station/use-command.ts';

const TransferDialog = lazily(async () => (await import('./transfer-dialog.tsx')).TransferDialog);
const TariffDialog = lazily(async () => (await import('../station/display/tariff-dialog.tsx')).TariffDialog);

/** What can be asked and told of a session under way, where the station's version can. */
export function SessionMenu({ session, sender, protocol }: { session: FullSession; sender: CommandSender; protocol: string | null }) {
  const { t } = useTranslation('sessions');
  const [asking, ask] = useState<'transfer' | 'tariff' | null>(null);
  if (protocol === null || protocol === 'ocpp1.6') return null;
  const isRunning = session.status === 'active';
  const { id: sessionId } = session;
  const close = () => ask(null);
  return (
    <>
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
              <Menu.Item leftSection={<IconArrowsLeftRight size={16} aria-hidden />} onClick={() => ask('transfer')}>
                {t('sessions:menu.allow')}
              </Menu.Item>
              <Menu.Item leftSection={<IconTag size={16} aria-hidden />} onClick={() => ask('tariff')}>
                {t('sessions:menu.tariff')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {asking === 'transfer' && (
        <TransferDialog
          onClose={close}
          onSend={(allowed) => {
            close();
            sender.send({ verb: 'notifyAllowedEnergyTransfer', sessionId, allowed });
          }}
        />
      )}
      {asking === 'tariff' && (
        <TariffDialog
          title={t('sessions:menu.tariff')}
          hint={t('sessions:menu.tariffHint')}
          action={t('sessions:menu.tariffIt')}
          currency={session.cost?.currency}
          onClose={close}
          onSend={(tariff) => {
            close();
            sender.send({ verb: 'changeTransactionTariff', sessionId, tariff });
          }}
        />
      )}
    </>
  );
}
