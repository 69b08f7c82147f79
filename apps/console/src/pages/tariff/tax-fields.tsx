import { ActionIcon, Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFault } from './editing.tsx';
import { newKey, type RateFields, type TaxFields as Tax } from './fields.ts';

interface Props {
  path: string;
  value: Tax;
  onChange: (value: Tax) => void;
}

/** One tax in percent, or several with their names, perhaps one on top of another. */
export function TaxFields({ path, value, onChange }: Props) {
  const { t } = useTranslation('tariff');
  const fault = useFault();
  const several = value.kind === 'several';
  const rate = (key: number, change: Partial<RateFields>) =>
    onChange({ ...value, rates: value.rates.map((one) => (one.key === key ? { ...one, ...change } : one)) });
  const more = (): RateFields => ({ key: newKey(), name: '', percent: value.percent, stack: '' });
  if (!several)
    return (
      <Group align="flex-end" gap="sm">
        <TextInput
          label={t('tariff:tax.label')}
          description={t('tariff:tax.hint')}
          value={value.percent}
          onChange={(event) => onChange({ ...value, percent: event.currentTarget.value })}
          inputMode="decimal"
          autoComplete="off"
          w={200}
          rightSection={<span aria-hidden>%</span>}
          error={fault(`${path}.percent`) ?? fault(path)}
        />
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          mb={6}
          onClick={() => onChange({ kind: 'several', percent: '', rates: [more()] })}
        >
          {t('tariff:tax.several')}
        </Button>
      </Group>
    );
  return (
    <Stack gap={8}>
      {value.rates.map((one, index) => (
        <Group key={one.key} align="flex-end" gap="sm" wrap="wrap">
          <TextInput
            label={t('tariff:tax.name')}
            value={one.name}
            onChange={(event) => rate(one.key, { name: event.currentTarget.value })}
            maxLength={20}
            w={110}
            error={fault(`${path}.rates.${index}.name`)}
          />
          <TextInput
            label={t('tariff:tax.percent')}
            value={one.percent}
            onChange={(event) => rate(one.key, { percent: event.currentTarget.value })}
            inputMode="decimal"
            w={90}
            error={fault(`${path}.rates.${index}.percent`)}
          />
          <Select
            label={t('tariff:tax.on')}
            value={one.stack === '' ? '0' : one.stack}
            onChange={(stack) => rate(one.key, { stack: stack === null || stack === '0' ? '' : stack })}
            data={['0', '1', '2'].map((stack) => ({ value: stack, label: t(`tariff:tax.stacks.${stack}`) }))}
            allowDeselect={false}
            w={190}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            mb={6}
            aria-label={t('tariff:tax.remove', { name: one.name || index + 1 })}
            onClick={() => {
              const rates = value.rates.filter(({ key }) => key !== one.key);
              onChange(rates.length === 0 ? { kind: 'one', percent: '', rates } : { ...value, rates });
            }}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <div>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange({ ...value, rates: [...value.rates, more()] })}
          disabled={value.rates.length >= 5}
        >
          {t('tariff:tax.add')}
        </Button>
      </div>
    </Stack>
  );
}
