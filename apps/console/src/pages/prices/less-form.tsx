import { ActionIcon, Button, Group, Modal, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { type Dimension, dimensions } from '@stationmaster/domain';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { notifications } from '../../notices.tsx';
import { isWhole, noTarget, TargetFields, targetBody } from '../tariff/target-fields.tsx';
import { type LessFields, newTier, ruleOf } from './less-rule.ts';

const kinds = ['plan', 'loyalty', 'percent', 'perUnit', 'amount'] as const;

/** A new plan, loyalty programme or discount, and whom it is for. */
export function LessForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('market');
  const cache = useQueryClient();
  const [target, setTarget] = useState({ ...noTarget, kind: 'driverGroup' as (typeof noTarget)['kind'] });
  const [name, setName] = useState('');
  const [span, setSpan] = useState({ from: '', until: '' });
  const [fields, setFields] = useState<LessFields>(() => ({
    kind: 'plan',
    per: 'day',
    kWh: '30',
    beyond: '',
    counts: 'kWh',
    tiers: [newTier()],
    percent: '10',
    types: [],
    most: '',
    type: 'ENERGY',
    amount: '',
  }));
  const set = (change: Partial<LessFields>) => setFields((before) => ({ ...before, ...change }));
  const rule = ruleOf(fields);
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: (known: NonNullable<typeof rule>) =>
      api.createPriceReduction({
        body: {
          name: name.trim(),
          ...targetBody(target),
          rule: known,
          ...(span.from !== '' && { validFrom: new Date(span.from).toISOString() }),
          ...(span.until !== '' && { validUntil: new Date(span.until).toISOString() }),
        },
      }),
    onSuccess: async (saved) => {
      notifications.show({ message: t('market:less.saved', { name: saved.name }) });
      onClose();
      await cache.invalidateQueries({ queryKey: ['priceReductions'] });
    },
  });
  return (
    <Modal opened onClose={onClose} size="lg" title={t('market:less.add')} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          setTried(true);
          if (rule !== null && isWhole(target)) save.mutate(rule);
        }}
      >
        <Stack>
          <TextInput
            label={t('market:less.name')}
            description={t('market:less.nameHint')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            required
            maxLength={100}
            data-autofocus
            autoComplete="off"
          />
          <TargetFields value={target} onChange={(change) => setTarget({ ...target, ...change })} />
          <Select
            label={t('market:less.kind')}
            value={fields.kind}
            onChange={(kind) => kind && set({ kind: kind as LessFields['kind'] })}
            data={kinds.map((value) => ({ value, label: t(`market:less.kinds.${value}`) }))}
            allowDeselect={false}
          />
          <RuleInputs fields={fields} set={set} />
          <Group grow>
            {(['from', 'until'] as const).map((end) => (
              <TextInput
                key={end}
                type="datetime-local"
                label={t(`tariff:uses.${end}`)}
                value={span[end]}
                onChange={(event) => setSpan({ ...span, [end]: event.currentTarget.value })}
              />
            ))}
          </Group>
          {tried && (rule === null || !isWhole(target)) && (
            <p role="alert" style={{ margin: 0, color: 'var(--mantine-color-error)', fontSize: 13.5 }}>
              {t(rule === null ? 'market:less.faulty' : 'market:less.noTarget')}
            </p>
          )}
          {save.error && <ErrorNote error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('market:less.add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function RuleInputs({ fields, set }: { fields: LessFields; set: (change: Partial<LessFields>) => void }) {
  const { t } = useTranslation('market');
  const number = (name: 'kWh' | 'beyond' | 'percent' | 'most' | 'amount', unit: string) => (
    <TextInput
      label={t(`market:less.field.${name}`)}
      value={fields[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
      inputMode="decimal"
      autoComplete="off"
      rightSection={<span aria-hidden>{unit}</span>}
      rightSectionWidth={44}
    />
  );
  const per = (
    <Select
      label={t('market:less.field.per')}
      value={fields.per}
      onChange={(value) => value && set({ per: value as LessFields['per'] })}
      data={(['day', 'month'] as const).map((value) => ({ value, label: t(`tariff:allowance.pers.${value}`) }))}
      allowDeselect={false}
    />
  );
  const types = dimensions.map((value) => ({ value, label: t(`tariff:price.type.${value}`) }));
  switch (fields.kind) {
    case 'plan':
      return (
        <Group grow align="flex-start">
          {number('kWh', 'kWh')}
          {per}
          {number('beyond', '%')}
        </Group>
      );
    case 'loyalty':
      return (
        <>
          <Group grow>
            <Select
              label={t('market:less.field.counts')}
              value={fields.counts}
              onChange={(value) => value && set({ counts: value as LessFields['counts'] })}
              data={(['kWh', 'sessions'] as const).map((value) => ({ value, label: t(`market:less.counts.${value}`) }))}
              allowDeselect={false}
            />
            {per}
          </Group>
          <Tiers fields={fields} set={set} />
        </>
      );
    case 'percent':
      return (
        <Group grow align="flex-start">
          {number('percent', '%')}
          <MultiSelect
            label={t('market:less.field.types')}
            placeholder={fields.types.length === 0 ? t('market:less.everything') : ''}
            value={fields.types}
            onChange={(value) => set({ types: value as Dimension[] })}
            data={types}
          />
          {number('most', '')}
        </Group>
      );
    case 'perUnit':
      return (
        <Group grow>
          <Select
            label={t('market:less.field.type')}
            value={fields.type}
            onChange={(value) => value && set({ type: value as Dimension })}
            data={types}
            allowDeselect={false}
          />
          {number('amount', '')}
        </Group>
      );
    case 'amount':
      return number('amount', '');
  }
}

function Tiers({ fields, set }: { fields: LessFields; set: (change: Partial<LessFields>) => void }) {
  const { t } = useTranslation('market');
  const tier = (key: number, change: object) => set({ tiers: fields.tiers.map((one) => (one.key === key ? { ...one, ...change } : one)) });
  return (
    <Stack gap={8}>
      {fields.tiers.map((one) => (
        <Group key={one.key} align="flex-end" gap="sm" wrap="nowrap">
          {(['name', 'from', 'percent'] as const).map((field) => (
            <TextInput
              key={field}
              label={t(`market:less.tier.${field}`)}
              value={one[field]}
              onChange={(event) => tier(one.key, { [field]: event.currentTarget.value })}
              flex={1}
              autoComplete="off"
            />
          ))}
          <ActionIcon
            variant="subtle"
            color="gray"
            mb={6}
            aria-label={t('market:less.tier.remove', { name: one.name })}
            disabled={fields.tiers.length === 1}
            onClick={() => set({ tiers: fields.tiers.filter(({ key }) => key !== one.key) })}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<IconPlus size={14} aria-hidden />}
        style={{ alignSelf: 'start' }}
        onClick={() => set({ tiers: [...fields.tiers, newTier()] })}
      >
        {t('market:less.tier.add')}
      </Button>
    </Stack>
  );
}
