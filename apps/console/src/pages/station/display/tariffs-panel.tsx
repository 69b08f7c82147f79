import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { Station } from '../../../api.ts';
import { lazily } from '../../../components/lazily.tsx';
import { RelativeTime } from '../../../components/quantity.tsx';
import { useMay } from '../../../me.ts';
import { ToldPanel, ToldRow } from '../told-panel.tsx';
import type { CommandSender } from '../use-command.ts';
import { useRecords } from '../use-records.ts';

const TariffDialog = lazily(async () => (await import('./tariff-dialog.tsx')).TariffDialog);

interface StationTariff {
  assignments: { tariffKind: 'DefaultTariff' | 'DriverTariff'; evseIds?: number[]; idTokens?: string[]; validFrom?: string }[];
}
/** Tariffs by which the station computes costs itself: which it has, for which plugs and cards. */
export function TariffsPanel({ station, command }: { station: Station; command: CommandSender }) {
  const { t } = useTranslation('display');
  const operator = useMay('operator');
  const [giving, give] = useDisclosure(false);
  const tariffs = useRecords<StationTariff>(station.id, 'tariff');
  const usable = operator && station.connected && !command.waiting;
  return (
    <>
      <ToldPanel
        title={t('display:tariffs')}
        note={t('display:tariffsHint')}
        actions={
          operator && (
            <>
              <Button size="xs" variant="default" disabled={!usable} onClick={() => command.send({ verb: 'getTariffs', evseId: 0 })}>
                {t('display:readTariffs')}
              </Button>
              <Button size="xs" variant="default" disabled={!usable} onClick={give.open}>
                {t('display:giveTariff')}
              </Button>
            </>
          )
        }
        empty={t('display:noTariffs')}
        list={tariffs}
      >
        {tariffs.items.map(({ key, data, at }) => (
          <ToldRow
            key={key}
            what={<span className="sm-mono">{key}</span>}
            known={data.assignments.map((one) => assigned(one, t)).join(' · ')}
            when={<RelativeTime at={at} />}
            action={
              usable && (
                <Button size="compact-xs" variant="default" onClick={() => command.send({ verb: 'clearTariffs', tariffIds: [key] })}>
                  {t('display:removeTariff')}
                </Button>
              )
            }
          />
        ))}
      </ToldPanel>
      {giving && (
        <TariffDialog
          title={t('display:giveTariff')}
          hint={t('display:giveTariffHint')}
          action={t('display:giveIt')}
          plugs={[...new Set(station.connectors.map(({ evseId }) => evseId))].filter((id) => id > 0).sort((x, y) => x - y)}
          onClose={give.close}
          onSend={(tariff, evseId) => {
            give.close();
            command.send({ verb: 'setDefaultTariff', evseId, tariff });
          }}
        />
      )}
    </>
  );
}

type T = ReturnType<typeof useTranslation<'display'>>['t'];
function assigned({ tariffKind, evseIds = [], idTokens = [] }: StationTariff['assignments'][number], t: T): string {
  if (tariffKind === 'DriverTariff') return t('display:ofCards', { cards: idTokens.join(', ') || '–' });
  const isAll = evseIds.length === 0 || evseIds.includes(0);
  return isAll ? t('display:ofAll') : t('display:ofPlugs', { plugs: evseIds.join(', ') });
}
