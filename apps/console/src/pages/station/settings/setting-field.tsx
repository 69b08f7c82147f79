import { Autocomplete, PasswordInput, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Variable } from '../../../api.ts';
import { FigureInput } from '../../../components/figure-input.tsx';
import { entriesOf, limitsText, unitText } from './settings.ts';

interface Props {
  variable: Variable;
  value: string;
  onChange: (value: string) => void;
}

/** The field that fits the setting: a switch, a number within its limits, one of its values, a list, a text. */
export function SettingField({ variable, value, onChange }: Props) {
  const { t } = useTranslation('settings');
  const { dataType, mutability, unit, values } = variable;
  const label = t('settings:value');
  const hint = limitsText(variable);
  if (mutability === 'WriteOnly')
    return (
      <PasswordInput
        label={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        autoComplete="new-password"
        data-autofocus
      />
    );
  if (dataType === 'boolean')
    return (
      <Switch
        label={t(value.toLowerCase() === 'true' ? 'settings:on' : 'settings:off')}
        aria-label={label}
        checked={value.toLowerCase() === 'true'}
        onChange={(event) => onChange(String(event.currentTarget.checked))}
        size="md"
        data-autofocus
      />
    );
  if (dataType === 'integer' || dataType === 'decimal')
    return (
      <FigureInput
        label={label}
        {...(hint ? { description: t('settings:between', { limits: hint }) } : {})}
        value={value === '' ? null : Number(value)}
        onChange={(figure) => onChange(figure === null ? '' : String(figure))}
        allowDecimal={dataType === 'decimal'}
        {...(variable.minLimit === null ? {} : { min: variable.minLimit })}
        {...(variable.maxLimit === null ? {} : { max: variable.maxLimit })}
        clampBehavior="strict"
        {...(unit === null ? {} : { suffix: ` ${unitText(unit)}` })}
        data-autofocus
      />
    );
  if (dataType === 'MemberList' || dataType === 'SequenceList')
    return (
      <TagsInput
        label={label}
        description={t(dataType === 'SequenceList' ? 'settings:listInOrder' : 'settings:list')}
        value={entriesOf(value)}
        onChange={(entries) => onChange(entries.join(','))}
        data={values ?? []}
        {...(variable.maxElements === null ? {} : { maxTags: variable.maxElements })}
        clearable
        data-autofocus
      />
    );
  return <TextField variable={variable} value={value} onChange={onChange} />;
}

function TextField({ variable, value, onChange }: Props) {
  const { t } = useTranslation('settings');
  const { dataType, described, maxLimit, values } = variable;
  const label = t('settings:value');
  // What a station lists is all it takes; of what the standard lists a maker may have more.
  if (values !== null && described === 'station' && dataType === 'OptionList')
    return (
      <Select
        label={label}
        value={value === '' ? null : value}
        onChange={(chosen) => onChange(chosen ?? '')}
        data={values}
        allowDeselect={false}
        data-autofocus
      />
    );
  if (values !== null) return <Autocomplete label={label} value={value} onChange={onChange} data={values} data-autofocus />;
  return (
    <TextInput
      label={label}
      {...(dataType === 'dateTime' ? { description: t('settings:dateTime') } : {})}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      maxLength={dataType === 'string' && maxLimit !== null ? maxLimit : 2500}
      data-autofocus
      autoComplete="off"
      spellCheck={false}
    />
  );
}
