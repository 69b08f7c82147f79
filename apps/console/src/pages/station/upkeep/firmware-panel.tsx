import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Station } from '../../../api.ts';
import { lazily } from '../../../components/lazily.tsx';
import { useMay } from '../../../me.ts';
import { ToldPanel } from '../told-panel.tsx';
import type { CommandSender } from '../use-command.ts';
import { type Kept, useRecords } from '../use-records.ts';
import { type Transfer, TransferRow } from './transfer-row.tsx';

const FirmwareDialog = lazily(async () => (await import('./firmware-dialog.tsx')).FirmwareDialog);
const PublishDialog = lazily(async () => (await import('./publish-dialog.tsx')).PublishDialog);

/** Which firmware runs, and how far its updates are. A station that serves others can publish it to them (2.x). */
export function FirmwarePanel({ station, command }: { station: Station; command: CommandSender }) {
  const { t } = useTranslation('upkeep');
  const operator = useMay('operator');
  const [open, setOpen] = useState<'update' | 'publish' | null>(null);
  const updates = useRecords<Transfer>(station.id, 'firmware');
  const published = useRecords<Transfer>(station.id, 'publishFirmware');
  const usable = station.connected && !command.waiting;
  const rows = [...updates.items, ...published.items].slice(0, 6);
  const close = () => setOpen(null);
  return (
    <>
      <ToldPanel
        title={t('upkeep:firmware')}
        note={station.firmwareVersion ? t('upkeep:runs', { version: station.firmwareVersion }) : t('upkeep:runsUnknown')}
        actions={
          operator && (
            <>
              {station.protocol !== 'ocpp1.6' && (
                <Button size="xs" variant="default" disabled={!usable} onClick={() => setOpen('publish')}>
                  {t('upkeep:publish')}
                </Button>
              )}
              <Button size="xs" disabled={!usable} onClick={() => setOpen('update')}>
                {t('upkeep:update')}
              </Button>
            </>
          )
        }
        empty={t('upkeep:noFirmware')}
        list={{ items: rows, isLoading: updates.isLoading, error: updates.error ?? published.error }}
      >
        {rows.map((transfer: Kept<Transfer>) => (
          <TransferRow key={`${transfer.kind}/${transfer.key}`} stationId={station.id} transfer={transfer} />
        ))}
      </ToldPanel>
      {open === 'update' && (
        <FirmwareDialog
          station={station}
          onClose={close}
          onSend={(request) => {
            close();
            command.send(request);
          }}
        />
      )}
      {open === 'publish' && (
        <PublishDialog
          onClose={close}
          onSend={(request) => {
            close();
            command.send(request);
          }}
        />
      )}
    </>
  );
}
