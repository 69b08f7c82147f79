import { Checkbox, Group, MultiSelect, Select, TagsInput, TextInput } from '@mantine/core';
import { type DayOfWeek, daysOfWeek } from '@stationmaster/domain';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../locale.ts';
import type { Condition, Range, WhenFields } from './fields.ts';
import { useDriverGroups } from './groups.ts';

interface Props {
  name: Condition;
  value: WhenFields;
  onChange: (value: WhenFields) => void;
  fault: string | undefined;
}
export const connectorTypes = [
  'IEC_62196_T2',
  'IEC_62196_T2_COMBO',
  'IEC_62196_T1',
  'IEC_62196_T1_COMBO',
  'CHADEMO',
  'SAE_J3400',
  'DOMESTIC_F',
  'GBT_AC',
  'GBT_DC',
];
export const powerTypes = ['AC_1_PHASE', 'AC_2_PHASE', 'AC_2_PHASE_SPLIT', 'AC_3_PHASE', 'DC'];
export const paymentKinds = ['contract', 'adHoc', 'CC', 'Debit'];
const units: Partial<Record<Condition, string>> = { energy: 'kWh', power: 'kW', current: 'A', occupancy: '%' };

/** The input of one condition. */
export function ConditionInput(props: Props) {
  const { name, value, onChange, fault } = props;
  const { t } = useTranslation('tariff');
  switch (name) {
    case 'time':
    case 'dates':
      return <Ends {...props} type={name === 'time' ? 'time' : 'date'} />;
    case 'days':
      return <Days value={value.days ?? []} onChange={(days) => onChange({ ...value, days })} fault={fault} />;
    case 'holidays':
    case 'reservation':
      return (
        <Select
          aria-label={t(`tariff:when.name.${name}`)}
          value={value[name] ?? null}
          onChange={(chosen) => chosen && onChange({ ...value, [name]: chosen })}
          data={(name === 'holidays' ? ['ONLY', 'EXCEPT'] : ['RESERVATION', 'RESERVATION_EXPIRES']).map((choice) => ({
            value: choice,
            label: t(`tariff:when.choice.${choice}`),
          }))}
          allowDeselect={false}
          error={fault}
          flex={1}
        />
      );
    case 'groups':
      return <Groups value={value.groups ?? []} onChange={(groups) => onChange({ ...value, groups })} fault={fault} />;
    case 'connectors':
    case 'powerTypes':
    case 'paymentKinds':
      return <Known {...props} name={name} />;
    case 'paymentBrands':
      return (
        <TagsInput
          aria-label={t('tariff:when.name.paymentBrands')}
          placeholder={t('tariff:when.brandsHint')}
          value={value.paymentBrands ?? []}
          onChange={(paymentBrands) => onChange({ ...value, paymentBrands })}
          acceptValueOnBlur
          error={fault}
          flex={1}
        />
      );
    default:
      return <Ends {...props} type="text" />;
  }
}

/** From and to; one of them may stay empty. */
function Ends({ name, value, onChange, fault, type }: Props & { type: 'time' | 'date' | 'text' }) {
  const { t } = useTranslation('tariff');
  const range = value[name] as Range;
  const unit = units[name] ?? (type === 'text' ? t('tariff:when.minutes') : undefined);
  return (
    <Group gap="sm" align="flex-start" flex={1}>
      {(['from', 'until'] as const).map((end) => (
        <TextInput
          key={end}
          type={type}
          label={t(`tariff:when.ends.${type === 'text' ? 'number' : type}.${end}`)}
          value={range[end]}
          onChange={(event) => onChange({ ...value, [name]: { ...range, [end]: event.currentTarget.value } })}
          autoComplete="off"
          {...(type === 'text'
            ? { inputMode: 'decimal' as const, rightSection: <span aria-hidden>{unit}</span>, rightSectionWidth: 52 }
            : {})}
          w={type === 'date' ? 165 : 130}
          error={end === 'from' ? fault : fault !== undefined}
        />
      ))}
    </Group>
  );
}

function Days({ value, onChange, fault }: { value: DayOfWeek[]; onChange: (value: DayOfWeek[]) => void; fault: string | undefined }) {
  const { t } = useTranslation('tariff');
  const locale = useLocale();
  const name = (index: number) =>
    new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + index));
  return (
    <Checkbox.Group
      aria-label={t('tariff:when.name.days')}
      value={value}
      onChange={(days) => onChange(daysOfWeek.filter((day) => days.includes(day)))}
      error={fault}
      flex={1}
    >
      <Group gap="sm">
        {daysOfWeek.map((day, index) => (
          <Checkbox key={day} value={day} label={name(index)} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

function Groups({ value, onChange, fault }: { value: string[]; onChange: (value: string[]) => void; fault: string | undefined }) {
  const { t } = useTranslation('tariff');
  const groups = useDriverGroups().data?.items;
  const known = (groups ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  // A group that is gone stays visible, by its number, so that it can be taken out.
  const gone = value.filter((id) => groups !== undefined && !known.some((one) => one.value === id)).map((id) => ({ value: id, label: id }));
  return (
    <MultiSelect
      aria-label={t('tariff:when.name.groups')}
      placeholder={value.length === 0 ? t('tariff:when.groupsHint') : ''}
      value={value}
      onChange={onChange}
      data={[...known, ...gone]}
      description={groups?.length === 0 ? <Link to={'/drivers' as never}>{t('tariff:when.noGroups')}</Link> : undefined}
      searchable
      error={fault}
      flex={1}
    />
  );
}

function Known({ name, value, onChange, fault }: Props & { name: 'connectors' | 'powerTypes' | 'paymentKinds' }) {
  const { t } = useTranslation('tariff');
  const chosen = value[name] ?? [];
  const [all, words] = {
    connectors: [connectorTypes, 'connector'] as const,
    powerTypes: [powerTypes, 'powerType'] as const,
    paymentKinds: [paymentKinds, 'paymentKind'] as const,
  }[name];
  return (
    <MultiSelect
      aria-label={t(`tariff:when.name.${name}`)}
      placeholder={chosen.length === 0 ? t('tariff:when.chooseHint') : ''}
      value={chosen}
      onChange={(list) => onChange({ ...value, [name]: list })}
      data={[...new Set([...all, ...chosen])].map((one) => ({ value: one, label: t(`tariff:${words}.${one}`, { defaultValue: one }) }))}
      error={fault}
      flex={1}
    />
  );
}
