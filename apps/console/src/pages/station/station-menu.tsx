import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconEraser, IconHeartbeat, IconPower, IconRefresh, IconReload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Station } from '../../api.ts';
import { lazily } from '../../components/lazily.tsx';
import { useMay } from '../../me.ts';
import { useLater } from './later.tsx';
import { type CommandRequest, useCommand } from './use-command.ts';

const OutcomeDialog = lazily(async () => (await import('./outcome-dialog.tsx')).OutcomeDialog);
const ConfirmDanger = lazily(async () => (await import('../../components/confirm-danger.tsx')).ConfirmDanger);

interface Question {
  title: string;
  action: string;
  request: CommandRequest;
}

/** What can be done with the whole station. What hits running cars asks first and says how many. */
export function StationMenu({ station }: { station: Station }) {
  const { t } = useTranslation('station');
  const operator = useMay('operator');
  const command = useCommand(station.id);
  const later = useLater(station, command);
  const [question, setQuestion] = useState<Question | null>(null);
  if (!operator) return null;
  const charging = station.connectors.filter((connector) => connector.sessionId !== null).length;
  const ask = (action: 'restart' | 'hardRestart' | 'resumeRestart' | 'shutAll', request: CommandRequest) => () =>
    station.connected ? setQuestion({ title: t(`station:${action}Title`), action: t(`station:${action}`), request }) : later.send(request);
  return (
    <>
      <Menu position="bottom-end" width={270}>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            {t('station:actions')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconReload size={16} aria-hidden />} onClick={ask('restart', { verb: 'reset', kind: 'soft' })}>
            {t('station:restart')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconReload size={16} aria-hidden />}
            color="red"
            onClick={ask('hardRestart', { verb: 'reset', kind: 'hard' })}
          >
            {t('station:hardRestart')}
          </Menu.Item>
          {station.protocol === 'ocpp2.1' && (
            <Menu.Item leftSection={<IconReload size={16} aria-hidden />} onClick={ask('resumeRestart', { verb: 'reset', kind: 'resume' })}>
              {t('station:resumeRestart')}
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconPower size={16} aria-hidden />}
            onClick={() => later.send({ verb: 'changeAvailability', operative: true, evseId: 0 })}
          >
            {t('station:openAll')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconPower size={16} aria-hidden />}
            onClick={ask('shutAll', { verb: 'changeAvailability', operative: false, evseId: 0 })}
          >
            {t('station:shutAll')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconHeartbeat size={16} aria-hidden />}
            onClick={() => later.send({ verb: 'trigger', message: 'Heartbeat' })}
          >
            {t('station:askHeartbeat')}
          </Menu.Item>
          <Menu.Item leftSection={<IconEraser size={16} aria-hidden />} onClick={() => command.send({ verb: 'clearCache' })}>
            {t('lists:clearCache')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={() => later.send({ verb: 'trigger', message: 'BootNotification' })}
          >
            {t('station:askBoot')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {question && (
        <ConfirmDanger
          title={question.title}
          action={question.action}
          consequence={t('station:carsCharging', { count: charging })}
          onClose={() => setQuestion(null)}
          onConfirm={() => {
            later.send(question.request);
            setQuestion(null);
          }}
        />
      )}
      {later.question}
      {command.shown && <OutcomeDialog command={command.shown} waiting={command.waiting} error={command.error} onClose={command.forget} />}
    </>
  );
}
