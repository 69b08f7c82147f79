import { Group, Select, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDriverGroups } from './groups.ts';
import classes from './tariff.module.css';

/** So much energy a day is free for some. It is a plan beside the price, so that it can be given to others and ended. */
export interface Allowance {
  name: string;
  kWh: string;
  per: 'day' | 'month';
  groupId: string | null;
}

interface Props {
  value: Allowance;
  onChange: (change: Partial<Allowance>) => void;
  /** Keys below `tariff:fault`. */
  faults: { kWh?: string; groupId?: string };
}

export function AllowanceFields({ value, onChange, faults }: Props) {
  const { t } = useTranslation('tariff');
  const groups = useDriverGroups().data?.items;
  return (
    <section className={`sm-panel ${classes.box}`} aria-labelledby="allowance">
      <h3 className={classes.boxName} id="allowance">
        {t('tariff:allowance.title')}
      </h3>
      <p className="sm-quiet" style={{ marginTop: 0, fontSize: 14 }}>
        {t('tariff:allowance.text')}
      </p>
      <Group align="flex-start" gap="sm">
        <TextInput
          label={t('tariff:allowance.kWh')}
          value={value.kWh}
          onChange={(event) => onChange({ kWh: event.currentTarget.value })}
          inputMode="decimal"
          rightSection={<span aria-hidden>{'kWh'}</span>}
          rightSectionWidth={44}
          w={140}
          error={faults.kWh && t(`tariff:fault.${faults.kWh}`)}
        />
        <Select
          label={t('tariff:allowance.per')}
          value={value.per}
          onChange={(per) => per && onChange({ per: per as Allowance['per'] })}
          data={(['day', 'month'] as const).map((per) => ({ value: per, label: t(`tariff:allowance.pers.${per}`) }))}
          allowDeselect={false}
          w={140}
        />
        <Select
          label={t('tariff:allowance.group')}
          placeholder={t('tariff:when.groupsHint')}
          value={value.groupId}
          onChange={(groupId) => onChange({ groupId })}
          data={(groups ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
          description={groups?.length === 0 ? <Link to={'/drivers' as never}>{t('tariff:when.noGroups')}</Link> : undefined}
          error={faults.groupId && t(`tariff:fault.${faults.groupId}`)}
          w={220}
        />
        <TextInput
          label={t('tariff:allowance.name')}
          value={value.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
          maxLength={100}
          w={220}
        />
      </Group>
    </section>
  );
}
