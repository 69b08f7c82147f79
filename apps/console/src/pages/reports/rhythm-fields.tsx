import { Group, Select, TextInput } from '@mantine/core';
import { reportSpans, rhythms } from '@stationmaster/domain';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../locale.ts';
import { weekdayName } from './rhythm-words.ts';
import type { Fields } from './schedule-fields.ts';

const zones = [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])];
/** What one wants to know that often. */
const usual = { day: 'lastDay', week: 'lastWeek', month: 'lastMonth' } as const;

/** When it goes out and which days it covers. */
export function RhythmFields({ fields, set }: { fields: Fields; set: (change: Partial<Fields>) => void }) {
  const { t } = useTranslation('reports');
  const locale = useLocale();
  const days = fields.every === 'week' ? 7 : 28;
  return (
    <>
      <Group grow align="flex-end">
        <Select
          label={t('reports:schedule.every')}
          value={fields.every}
          onChange={(value) => {
            const every = rhythms.find((known) => known === value);
            if (every) set({ every, on: 1, span: usual[every] });
          }}
          data={rhythms.map((value) => ({ value, label: t(`reports:schedule.everyOf.${value}`) }))}
          allowDeselect={false}
        />
        {fields.every !== 'day' && (
          <Select
            label={t('reports:schedule.on')}
            value={String(fields.on)}
            onChange={(on) => on && set({ on: Number(on) })}
            data={Array.from({ length: days }, (_, index) => ({
              value: String(index + 1),
              label: fields.every === 'week' ? weekdayName(index + 1, locale) : t('reports:schedule.dayOfMonth', { day: index + 1 }),
            }))}
            allowDeselect={false}
          />
        )}
        <TextInput
          type="time"
          label={t('reports:schedule.time')}
          value={fields.time}
          onChange={(event) => set({ time: event.currentTarget.value })}
          required
        />
      </Group>
      <Group grow align="flex-end">
        <Select
          label={t('reports:schedule.zone')}
          value={fields.timeZone}
          onChange={(timeZone) => timeZone && set({ timeZone })}
          data={zones.includes(fields.timeZone) ? zones : [fields.timeZone, ...zones]}
          searchable
          allowDeselect={false}
          limit={200}
        />
        <Select
          label={t('reports:schedule.covers')}
          value={fields.span}
          onChange={(value) => {
            const span = reportSpans.find((known) => known === value);
            if (span) set({ span });
          }}
          data={reportSpans.map((value) => ({ value, label: t(`reports:schedule.span.${value}`) }))}
          allowDeselect={false}
        />
      </Group>
    </>
  );
}
