import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Station, Token } from '../../../api.ts';
import { CardSelect } from '../../../components/card-select.tsx';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { RelativeTime } from '../../../components/quantity.tsx';
import { ToneBadge } from '../../../components/status-badge.tsx';
import { useMay } from '../../../me.ts';
import { ToldPanel, ToldRow } from '../told-panel.tsx';
import type { CommandSender } from '../use-command.ts';
import { useRecords } from '../use-records.ts';

interface Swap {
  eventType: 'BatteryIn' | 'BatteryOut' | 'BatteryOutTimeout';
  token: string;
  batteries: { serialNumber: string; soC: number; soH: number }[];
}
const looks = {
  BatteryIn: { tone: 'busy', shape: 'check' },
  BatteryOut: { tone: 'free', shape: 'check' },
  BatteryOutTimeout: { tone: 'wait', shape: 'question' },
} as const;

/** Batteries that went in and came out, and for whom. */
export function SwapsPanel({ station, command }: { station: Station; command: CommandSender }) {
  const { t } = useTranslation('grid');
  const operator = useMay('operator');
  const [asking, ask] = useDisclosure(false);
  const swaps = useRecords<Swap>(station.id, 'batterySwap');
  return (
    <>
      <ToldPanel
        title={t('grid:swaps')}
        actions={
          operator && (
            <Button size="xs" variant="default" disabled={!station.connected || command.waiting} onClick={ask.open}>
              {t('grid:swap')}
            </Button>
          )
        }
        empty={t('grid:noSwaps')}
        list={swaps}
      >
        {swaps.items.slice(0, 8).map(({ key, data, at }) => (
          <ToldRow
            key={key}
            what={<ToneBadge {...looks[data.eventType]}>{t(`grid:swapped.${data.eventType}`)}</ToneBadge>}
            known={
              <>
                {data.batteries.map(({ serialNumber, soC, soH }) => (
                  <div key={serialNumber}>
                    <span className="sm-mono">{serialNumber}</span> {t('grid:battery', { soc: Math.round(soC), soh: Math.round(soH) })}
                  </div>
                ))}
                {t('grid:forCard', { card: data.token })}
              </>
            }
            when={<RelativeTime at={at} />}
          />
        ))}
      </ToldPanel>
      {asking && (
        <SwapDialog
          onClose={ask.close}
          onSend={(token) => {
            ask.close();
            command.send({ verb: 'requestBatterySwap', token });
          }}
        />
      )}
    </>
  );
}

function SwapDialog({ onSend, onClose }: { onSend: (token: string) => void; onClose: () => void }) {
  const { t } = useTranslation('grid');
  const [card, setCard] = useState<Token | null>(null);
  const submit = () => {
    if (card) onSend(card.value);
  };
  return (
    <FormDialog title={t('grid:swap')} onClose={onClose} onSubmit={submit} action={t('grid:swapIt')} disabled={!card}>
      <CardSelect label={t('station:card')} description={t('grid:swapHint')} value={card} onChange={setCard} />
    </FormDialog>
  );
}
