import { ActionIcon, Button, Checkbox, Group, Select, Stack, Switch, TextInput } from '@mantine/core';
import { type Dimension, dimensions } from '@stationmaster/domain';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazily } from '../../components/lazily.tsx';
import { useEditing, useFault } from './editing.tsx';
import { isTime, type PriceFields as Price } from './fields.ts';
import classes from './tariff.module.css';
import { TaxFields } from './tax-fields.tsx';

const RecipeFields = lazily(async () => (await import('./recipe-fields.tsx')).RecipeFields);

interface Props {
  path: string;
  value: Price;
  onChange: (value: Price) => void;
  /** Absent: the last price of a rule stays. */
  onRemove?: (() => void) | undefined;
  isReservation: boolean;
}

/** One price: of what, how much, and what else belongs to it. */
export function PriceFields({ path, value, onChange, onRemove, isReservation }: Props) {
  const { t } = useTranslation('tariff');
  const { currency } = useEditing();
  const fault = useFault();
  const set = (change: Partial<Price>) => onChange({ ...value, ...change });
  const [more, setMore] = useState(value.step !== '' || value.tax !== null || (value.cap !== '' && !hasGrace(value.type)));
  const isMarket = value.recipe !== null;
  const choices = isReservation ? (['TIME', 'FLAT'] as const) : dimensions;
  return (
    <div className={classes.price}>
      <Group align="flex-start" gap="sm" wrap="wrap">
        <Select
          label={t('tariff:price.what')}
          value={value.type}
          onChange={(type) => type && set(changed(value, type as Dimension))}
          data={choices.map((type) => ({ value: type, label: t(`tariff:price.type.${isReservation ? 'reserved.' : ''}${type}`) }))}
          allowDeselect={false}
          error={fault(`${path}.type`)}
          w={270}
        />
        <TextInput
          label={t(isMarket ? 'tariff:price.fallback' : 'tariff:price.price')}
          value={value.price}
          onChange={(event) => set({ price: event.currentTarget.value })}
          inputMode="decimal"
          autoComplete="off"
          w={isMarket ? 200 : 150}
          rightSection={<span aria-hidden>{currency}</span>}
          rightSectionWidth={48}
          error={fault(`${path}.price`)}
        />
        {isTime(value.type) ? (
          <Select
            label={t('tariff:price.per')}
            value={value.per}
            onChange={(per) => per && set({ per: per as Price['per'] })}
            data={(['minute', 'hour'] as const).map((per) => ({ value: per, label: t(`tariff:price.pers.${per}`) }))}
            allowDeselect={false}
            w={130}
          />
        ) : (
          <div className={classes.unit}>{t(`tariff:price.unit.${value.type === 'FLAT' && isReservation ? 'reserved' : value.type}`)}</div>
        )}
        {onRemove && (
          <ActionIcon
            variant="subtle"
            color="gray"
            mt={28}
            ml="auto"
            aria-label={t('tariff:price.remove', { name: t(`tariff:price.type.${value.type}`) })}
            onClick={onRemove}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      {hasGrace(value.type) && (
        <Group align="flex-start" gap="sm" mt={8}>
          <TextInput
            label={t('tariff:price.grace')}
            value={value.grace}
            onChange={(event) => set({ grace: event.currentTarget.value })}
            inputMode="decimal"
            autoComplete="off"
            w={170}
            rightSection={<span aria-hidden>{t('tariff:when.minutes')}</span>}
            rightSectionWidth={48}
            error={fault(`${path}.grace`)}
          />
          <Cap path={path} value={value} set={set} />
        </Group>
      )}
      {value.type === 'ENERGY' && (
        <Switch
          mt={10}
          size="sm"
          label={t('tariff:price.market')}
          checked={isMarket}
          onChange={(event) => set({ recipe: event.currentTarget.checked ? { series: '', lock: 'market', steps: [] } : null })}
        />
      )}
      {value.recipe !== null && (
        <div className={classes.inner}>
          <RecipeFields path={`${path}.recipe`} value={value.recipe} onChange={(recipe) => set({ recipe })} />
        </div>
      )}
      <Button variant="subtle" color="gray" size="compact-xs" mt={6} onClick={() => setMore(!more)} aria-expanded={more}>
        {t(more ? 'tariff:price.less' : 'tariff:price.more')}
      </Button>
      {more && <More path={path} value={value} set={set} />}
    </div>
  );
}

type Part = { path: string; value: Price; set: (change: Partial<Price>) => void };

function More({ path, value, set }: Part) {
  const { t } = useTranslation('tariff');
  const fault = useFault();
  return (
    <Stack gap={10} className={classes.inner}>
      <Group align="flex-start" gap="sm">
        {value.type !== 'FLAT' && (
          <TextInput
            label={t('tariff:price.step')}
            description={t('tariff:price.stepHint')}
            value={value.step}
            onChange={(event) => set({ step: event.currentTarget.value })}
            inputMode="decimal"
            autoComplete="off"
            w={220}
            rightSection={<span aria-hidden>{value.type === 'ENERGY' ? 'kWh' : t('tariff:when.minutes')}</span>}
            rightSectionWidth={48}
            error={fault(`${path}.step`)}
          />
        )}
        {!hasGrace(value.type) && <Cap path={path} value={value} set={set} />}
      </Group>
      <Checkbox
        label={t('tariff:price.ownTax')}
        checked={value.tax !== null}
        onChange={(event) => set({ tax: event.currentTarget.checked ? { kind: 'one', percent: '', rates: [] } : null })}
      />
      {value.tax !== null && <TaxFields path={`${path}.tax`} value={value.tax} onChange={(tax) => set({ tax })} />}
    </Stack>
  );
}

function Cap({ path, value, set }: Part) {
  const { t } = useTranslation('tariff');
  const { currency } = useEditing();
  const fault = useFault();
  return (
    <TextInput
      label={t('tariff:price.cap')}
      value={value.cap}
      onChange={(event) => set({ cap: event.currentTarget.value })}
      inputMode="decimal"
      autoComplete="off"
      w={170}
      rightSection={<span aria-hidden>{currency}</span>}
      rightSectionWidth={48}
      error={fault(`${path}.cap`)}
    />
  );
}

const hasGrace = (type: Dimension): boolean => type === 'PARKING_TIME' || type === 'IDLE_TIME';

/** The same price for something else: what does not belong there goes. */
function changed(price: Price, type: Dimension): Partial<Price> {
  return {
    type,
    grace: hasGrace(type) ? price.grace : '',
    recipe: type === 'ENERGY' ? price.recipe : null,
    step: type === price.type ? price.step : '',
    per: hasGrace(type) ? 'minute' : price.per,
  };
}
