import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { Station } from '../../../api.ts';
import { lazily } from '../../../components/lazily.tsx';
import { useMay } from '../../../me.ts';
import { ToldPanel } from '../told-panel.tsx';
import type { CommandSender } from '../use-command.ts';
import { useRecords } from '../use-records.ts';
import { type Transfer, TransferRow } from './transfer-row.tsx';

const LogDialog = lazily(async () => (await import('./log-dialog.tsx')).LogDialog);

/** Logs and diagnostics the station was asked to upload. */
export function LogsPanel({ station, command }: { station: Station; command: CommandSender }) {
  const { t } = useTranslation('upkeep');
  const operator = useMay('operator');
  const [asking, ask] = useDisclosure(false);
  const logs = useRecords<Transfer>(station.id, 'log');
  return (
    <>
      <ToldPanel
        title={t('upkeep:logs')}
        actions={
          operator && (
            <Button size="xs" disabled={!station.connected || command.waiting} onClick={ask.open}>
              {t('upkeep:getLog')}
            </Button>
          )
        }
        empty={t('upkeep:noLogs')}
        list={logs}
      >
        {logs.items.slice(0, 6).map((transfer) => (
          <TransferRow key={transfer.key} stationId={station.id} transfer={transfer} />
        ))}
      </ToldPanel>
      {asking && (
        <LogDialog
          protocol={station.protocol}
          onClose={ask.close}
          onSend={(request) => {
            ask.close();
            command.send(request);
          }}
        />
      )}
    </>
  );
}
