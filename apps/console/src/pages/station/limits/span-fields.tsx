import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LimitFields } from './limit-fields.ts';
import classes from './limits.module.css';
import { minuteOf, momentAt, timeText, wallAt } from './wall-clock.ts';

interface Props {
  fields: LimitFields;
  zone: string;
  onChange: (change: Partial<LimitFields>) => void;
}

/** From and until when, by the clock of the site. */
export function SpanFields({ fields, zone, onChange }: Props) {
  const { t } = useTranslation('limits');
  const read = (text: string): number | null => {
    const [date = '', time = ''] = text.split('T');
    const day = Date.parse(`${date}T00:00:00Z`) / 86_400_000;
    const minute = minuteOf(time.slice(0, 5));
    return Number.isNaN(day) || minute === null ? null : momentAt(zone, day, minute);
  };
  return (
    <div className={classes.pair}>
      {(['from', 'until'] as const).map((name) => (
        <TextInput
          key={name}
          type="datetime-local"
          label={t(`limits:form.${name}`)}
          value={localText(zone, fields[name])}
          onChange={(event) => {
            const at = read(event.currentTarget.value);
            if (at !== null) onChange({ [name]: at });
          }}
        />
      ))}
    </div>
  );
}

/** `2026-05-06T22:00` as the field wants it. */
function localText(zone: string, at: number): string {
  const { day, minute } = wallAt(zone, at);
  return `${new Date(day * 86_400_000).toISOString().slice(0, 10)}T${timeText(minute)}`;
}
