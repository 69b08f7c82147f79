import { type ChargingProfileView, toChargingProfile } from '@stationmaster/contract';
import { useTranslation } from 'react-i18next';
import type { Station } from '../../../api.ts';
import { RelativeTime } from '../../../components/quantity.tsx';
import { ToneBadge } from '../../../components/status-badge.tsx';
import { useLocale } from '../../../locale.ts';
import { ToldPanel, ToldRow } from '../told-panel.tsx';
import { type Kept, useRecords } from '../use-records.ts';
import { amountText } from './limit-words.ts';

interface LimitOfOthers {
  source: string;
  isGridCritical: boolean;
  profile: ChargingProfileView | null;
}

/** Limits that an energy manager or the grid has put on the station by itself. */
export function OthersPanel({ station }: { station: Station }) {
  const { t } = useTranslation('limits');
  const list = useRecords<LimitOfOthers>(station.id, 'chargingLimit');
  return (
    <ToldPanel title={t('limits:others')} empty={t('limits:noOthers')} list={list}>
      {list.items.map((record) => (
        <OtherRow key={record.key} record={record} />
      ))}
    </ToldPanel>
  );
}

function OtherRow({ record: { data, evseId, at } }: { record: Kept<LimitOfOthers> }) {
  const { t } = useTranslation('limits');
  const locale = useLocale();
  const where = evseId === 0 ? t('limits:wholeStation') : t('limits:plug', { plug: evseId });
  const schedule = data.profile === null ? undefined : toChargingProfile(data.profile).schedules[0];
  const limit = schedule?.periods[0]?.limit;
  const values = { source: data.source, where };
  return (
    <ToldRow
      what={
        schedule === undefined || limit === undefined
          ? t('limits:other.unknown', values)
          : t('limits:other.limit', { ...values, amount: amountText(limit, schedule.unit, locale) })
      }
      {...(data.isGridCritical && {
        known: (
          <ToneBadge tone="broken" shape="triangle">
            {t('limits:other.critical')}
          </ToneBadge>
        ),
      })}
      when={<RelativeTime at={at} />}
    />
  );
}
