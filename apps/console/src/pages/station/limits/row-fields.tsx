import { ActionIcon, Button, NumberInput, Select, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { FigureInput } from '../../../components/figure-input.tsx';
import { type LimitFields, nextRow, placed, type Row } from './limit-fields.ts';
import classes from './limits.module.css';
import { minuteOf, timeText } from './wall-clock.ts';

interface Props {
  fields: LimitFields;
  onChange: (rows: readonly Row[]) => void;
}

/** The steps of a limit: from when, how much, on how many phases. */
export function RowFields({ fields, onChange }: Props) {
  const { t } = useTranslation('limits');
  const { rhythm, rows } = fields;
  const isSingle = rhythm === 'always' || rhythm === 'once' || rhythm === 'told';
  const shown = isSingle ? rows.slice(0, 1) : placed(rhythm, rows);
  const change = (key: number, to: Partial<Row>) => onChange(rows.map((row) => (row.key === key ? { ...row, ...to } : row)));
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
      <legend style={{ fontSize: 14, fontWeight: 560, padding: 0, marginBottom: 6 }}>{t('limits:form.rows')}</legend>
      <ul className={classes.rows}>
        {shown.map((row) => (
          <li
            key={row.key}
            className={classes.row}
            {...(rhythm === 'weekly' && { 'data-weekly': true })}
            {...(isSingle && { 'data-single': true })}
          >
            {rhythm === 'weekly' && (
              <Select
                label={t('limits:form.weekday')}
                value={String(row.weekday)}
                onChange={(value) => change(row.key, { weekday: Number(value ?? 0) })}
                data={['0', '1', '2', '3', '4', '5', '6'].map((value) => ({ value, label: t(`limits:weekday.${value}`) }))}
                allowDeselect={false}
              />
            )}
            {(rhythm === 'daily' || rhythm === 'weekly') && <TimeField row={row} onChange={(minute) => change(row.key, { minute })} />}
            {rhythm === 'session' && (
              <NumberInput
                label={t('limits:form.minutes')}
                value={row.minute}
                onChange={(value) => change(row.key, { minute: Math.max(0, Math.round(Number(value) || 0)) })}
                min={0}
                max={100_000}
              />
            )}
            <LimitField row={row} unit={fields.unit} onChange={(limit) => change(row.key, { limit })} />
            <Select
              label={t('limits:form.phases')}
              value={row.phases === null ? '' : String(row.phases)}
              onChange={(value) => change(row.key, { phases: value === '1' ? 1 : value === '3' ? 3 : null })}
              data={[
                { value: '', label: t('limits:form.allPhases') },
                { value: '1', label: t('limits:form.onePhase') },
                { value: '3', label: t('limits:form.threePhases') },
              ]}
              allowDeselect={false}
            />
            {!isSingle && (
              <ActionIcon
                variant="default"
                size="lg"
                aria-label={t('limits:form.removeRow')}
                disabled={rows.length === 1}
                onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {!isSingle && (
        <Button
          mt="xs"
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...rows, nextRow(fields)])}
        >
          {t('limits:form.addRow')}
        </Button>
      )}
    </fieldset>
  );
}

function TimeField({ row, onChange }: { row: Row; onChange: (minute: number) => void }) {
  const { t } = useTranslation('limits');
  return (
    <TextInput
      type="time"
      label={t('limits:form.time')}
      value={timeText(row.minute)}
      onChange={(event) => {
        const minute = minuteOf(event.currentTarget.value);
        if (minute !== null) onChange(minute % 1440);
      }}
    />
  );
}

/** Empty: no limit from here. */
function LimitField({ row, unit, onChange }: { row: Row; unit: 'A' | 'W'; onChange: (limit: number | null) => void }) {
  const { t } = useTranslation('limits');
  return (
    <FigureInput
      label={t('limits:form.limit')}
      placeholder={t('limits:form.noLimit')}
      value={row.limit}
      onChange={onChange}
      min={0}
      max={100_000}
      decimalScale={unit === 'A' ? 1 : 3}
      step={unit === 'A' ? 1 : 0.5}
      suffix={unit === 'A' ? ' A' : ' kW'}
    />
  );
}
