import { ActionIcon, Button, Checkbox, Select } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SpendingLimit } from '../../api.ts';
import { FigureInput } from '../../components/figure-input.tsx';
import classes from './drivers.module.css';
import { useCurrencies } from './use-currencies.ts';

const kinds = ['energy.day', 'energy.month', 'money.day', 'money.month'] as const;
type Kind = (typeof kinds)[number];

/** Limits of a driver, company or cost centre, one a row. */
export function LimitFields({ value, onChange }: { value: readonly SpendingLimit[]; onChange: (limits: SpendingLimit[]) => void }) {
  const { t } = useTranslation('drivers');
  const [currency = 'EUR'] = useCurrencies();
  const put = (index: number, limit: SpendingLimit) => onChange(value.map((one, at) => (at === index ? limit : one)));
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0, minWidth: 0, display: 'grid', gap: 10 }}>
      <legend style={{ fontWeight: 560, fontSize: 14, padding: 0, marginBottom: 6 }}>{t('drivers:limits.title')}</legend>
      {value.length === 0 && <span className="sm-quiet">{t('drivers:limits.none')}</span>}
      {value.map((limit, index) => (
        <LimitRow
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own
          key={index}
          limit={limit}
          onChange={(next) => put(index, next)}
          onRemove={() => onChange(value.filter((_, at) => at !== index))}
        />
      ))}
      {value.length < 8 && (
        <Button
          variant="default"
          size="xs"
          style={{ justifySelf: 'start' }}
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => onChange([...value, { of: 'money', per: 'month', most: '100', currency, stops: false }])}
        >
          {t('drivers:limits.add')}
        </Button>
      )}
    </fieldset>
  );
}

function LimitRow({ limit, onChange, onRemove }: { limit: SpendingLimit; onChange: (limit: SpendingLimit) => void; onRemove: () => void }) {
  const { t } = useTranslation('drivers');
  const currencies = useCurrencies();
  const [first = 'EUR'] = currencies;
  const choose = (kind: Kind) => {
    const [of, per] = kind.split('.') as ['energy' | 'money', 'day' | 'month'];
    const { stops } = limit;
    if (of === limit.of) onChange({ ...limit, per });
    else onChange(of === 'energy' ? { of, per, stops, mostWh: 100_000 } : { of, per, stops, most: '100', currency: first });
  };
  return (
    <div className={classes.box}>
      <div className={classes.row}>
        <Select
          label={t('drivers:limits.kind')}
          value={`${limit.of}.${limit.per}`}
          onChange={(kind) => kind !== null && choose(kind as Kind)}
          data={kinds.map((kind) => ({ value: kind, label: t(`drivers:limits.kinds.${kind.replace('.', '')}`) }))}
          allowDeselect={false}
          style={{ flex: '1 1 170px' }}
        />
        <FigureInput
          label={t('drivers:limits.most')}
          min={0}
          max={1_000_000}
          decimalScale={2}
          suffix={limit.of === 'energy' ? ' kWh' : ''}
          value={limit.of === 'energy' ? limit.mostWh / 1000 : Number(limit.most)}
          onChange={(most) => {
            if (most === null) return;
            onChange(limit.of === 'energy' ? { ...limit, mostWh: Math.round(most * 1000) } : { ...limit, most: String(most) });
          }}
          style={{ flex: '1 1 110px' }}
        />
        {limit.of === 'money' && (
          <Select
            label={t('drivers:currency')}
            value={limit.currency}
            onChange={(currency) => currency !== null && onChange({ ...limit, currency })}
            data={[...new Set([...currencies, limit.currency])]}
            allowDeselect={false}
            style={{ flex: '0 1 96px' }}
          />
        )}
        <ActionIcon onClick={onRemove} aria-label={t('drivers:limits.remove')} size="lg">
          <IconTrash size={17} aria-hidden />
        </ActionIcon>
      </div>
      <Checkbox
        label={t('drivers:limits.stops')}
        checked={limit.stops}
        onChange={(event) => onChange({ ...limit, stops: event.currentTarget.checked })}
      />
    </div>
  );
}
