import { ActionIcon, Button, Group, Menu, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useEditing, useFault } from './editing.tsx';
import { newKey, type RecipeFields as Recipe, type StepFields } from './fields.ts';
import { usePriceSeries } from './market.ts';

const kinds = ['add', 'percent', 'atLeast', 'atMost'] as const;

/** How a price is made of a market price: step by step, in this order. */
export function RecipeFields({ path, value, onChange }: { path: string; value: Recipe; onChange: (value: Recipe) => void }) {
  const { t } = useTranslation('tariff');
  const { currency } = useEditing();
  const fault = useFault();
  const series = (usePriceSeries().data?.items ?? []).filter((one) => one.kind === 'price');
  const names = [...new Set([...series.map(({ name }) => name), ...(value.series === '' ? [] : [value.series])])];
  const step = (key: number, change: Partial<StepFields>) =>
    onChange({ ...value, steps: value.steps.map((one) => (one.key === key ? { ...one, ...change } : one)) });
  return (
    <Stack gap={10}>
      <Group align="flex-start" grow preventGrowOverflow={false}>
        <Select
          label={t('tariff:recipe.series')}
          value={value.series === '' ? null : value.series}
          onChange={(name) => onChange({ ...value, series: name ?? '' })}
          data={names.map((name) => {
            const known = series.find((one) => one.name === name);
            return { value: name, label: known?.currency && known.currency !== currency ? `${name} (${known.currency})` : name };
          })}
          placeholder={t('tariff:recipe.choose')}
          description={
            names.length === 0 ? (
              <Link to="/prices" search={{ tab: 'market' } as never}>
                {t('tariff:recipe.none')}
              </Link>
            ) : undefined
          }
          allowDeselect={false}
          error={fault(`${path}.series`)}
        />
        <Select
          label={t('tariff:recipe.lock')}
          value={value.lock}
          onChange={(lock) => lock && onChange({ ...value, lock: lock as Recipe['lock'] })}
          data={(['market', 'start'] as const).map((lock) => ({ value: lock, label: t(`tariff:recipe.locks.${lock}`) }))}
          allowDeselect={false}
        />
      </Group>
      {value.steps.map((one, index) => (
        <Group key={one.key} align="flex-end" gap="sm" wrap="wrap">
          <TextInput
            label={t(`tariff:recipe.step.${one.kind}`)}
            value={one.value}
            onChange={(event) => step(one.key, { value: event.currentTarget.value })}
            inputMode="decimal"
            autoComplete="off"
            w={170}
            rightSection={<span aria-hidden>{one.kind === 'percent' ? '%' : currency}</span>}
            rightSectionWidth={48}
            error={fault(`${path}.steps.${index}.value`)}
          />
          {(one.kind === 'add' || one.kind === 'percent') && (
            <TextInput
              label={t('tariff:recipe.what')}
              value={one.name}
              onChange={(event) => step(one.key, { name: event.currentTarget.value })}
              maxLength={100}
              w={170}
              error={fault(`${path}.steps.${index}.name`)}
            />
          )}
          <ActionIcon
            variant="subtle"
            color="gray"
            mb={6}
            aria-label={t('tariff:recipe.remove', { step: t(`tariff:recipe.step.${one.kind}`) })}
            onClick={() => onChange({ ...value, steps: value.steps.filter(({ key }) => key !== one.key) })}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconPlus size={14} aria-hidden />}
            style={{ alignSelf: 'start' }}
          >
            {t('tariff:recipe.add')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {kinds.map((kind) => (
            <Menu.Item
              key={kind}
              onClick={() => onChange({ ...value, steps: [...value.steps, { key: newKey(), kind, name: '', value: '' }] })}
            >
              {t(`tariff:recipe.step.${kind}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Stack>
  );
}
