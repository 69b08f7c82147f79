import { Group, SegmentedControl, Select, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type MadeVouchers } from '../../api.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useLocale } from '../../locale.ts';
import { keys } from '../../queries.ts';
import { isWhole, noTarget, TargetFields, targetBody } from '../tariff/target-fields.tsx';
import { currencyChoices } from './currencies.ts';
import { firstVoucher, type VoucherFields, voucherBodyOf } from './voucher-body.ts';

const kinds = ['amount', 'percent', 'energy', 'value'] as const;
interface Part {
  fields: VoucherFields;
  set: (change: Partial<VoucherFields>) => void;
}

/** New vouchers: what they are worth, for whom, and their codes. */
export function VoucherForm({ onMade, onClose }: { onMade: (made: MadeVouchers) => void; onClose: () => void }) {
  const { t } = useTranslation('vouchers');
  const cache = useQueryClient();
  const [fields, setFields] = useState(firstVoucher);
  const [target, setTarget] = useState({ ...noTarget, kind: 'tenant' as (typeof noTarget)['kind'] });
  const [tried, setTried] = useState(false);
  const set: Part['set'] = (change) => setFields((before) => ({ ...before, ...change }));
  const body = voucherBodyOf(fields);
  const save = useMutation({
    mutationFn: (known: NonNullable<typeof body>) => api.createVoucherCampaign({ body: { ...known, ...targetBody(target) } }),
    onSuccess: async (made) => {
      onMade(made);
      await cache.invalidateQueries({ queryKey: keys.voucherCampaigns });
    },
  });
  const submit = () => {
    setTried(true);
    if (body !== null && isWhole(target)) save.mutate(body);
  };
  return (
    <FormDialog title={t('vouchers:add')} onClose={onClose} onSubmit={submit} sending={save} action={t('vouchers:add')} size="lg">
      <TextInput
        label={t('vouchers:form.name')}
        description={t('vouchers:form.nameHint')}
        value={fields.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        required
        maxLength={100}
        data-autofocus
        autoComplete="off"
      />
      <Select
        label={t('vouchers:form.kind')}
        description={t(`vouchers:form.hint.${fields.kind}`)}
        value={fields.kind}
        onChange={(kind) => kind && set({ kind: kind as VoucherFields['kind'] })}
        data={kinds.map((value) => ({ value, label: t(`vouchers:form.kinds.${value}`) }))}
        allowDeselect={false}
      />
      <WorthFields fields={fields} set={set} />
      <TargetFields value={target} onChange={(change) => setTarget({ ...target, ...change })} />
      <Group grow>
        {(['from', 'until'] as const).map((end) => (
          <TextInput
            key={end}
            type="datetime-local"
            label={t(`tariff:uses.${end}`)}
            value={fields[end]}
            onChange={(event) => set({ [end]: event.currentTarget.value })}
          />
        ))}
      </Group>
      <CodeFields fields={fields} set={set} />
      {tried && (body === null || !isWhole(target)) && (
        <p role="alert" style={{ margin: 0, color: 'var(--mantine-color-error)', fontSize: 13.5 }}>
          {t(body === null ? 'vouchers:form.faulty' : 'vouchers:form.noTarget')}
        </p>
      )}
    </FormDialog>
  );
}

function WorthFields({ fields, set }: Part) {
  const { t } = useTranslation('vouchers');
  const locale = useLocale();
  const number = (name: 'amount' | 'percent' | 'most' | 'kWh' | 'sessions', unit = '') => (
    <TextInput
      label={t(`vouchers:form.${name}`)}
      value={fields[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
      inputMode="decimal"
      autoComplete="off"
      {...(unit !== '' && { rightSection: <span aria-hidden>{unit}</span>, rightSectionWidth: 44 })}
    />
  );
  const currency = (
    <Select
      label={t('vouchers:form.currency')}
      value={fields.currency}
      onChange={(chosen) => chosen && set({ currency: chosen })}
      data={currencyChoices(locale)}
      searchable
      allowDeselect={false}
    />
  );
  if (fields.kind === 'energy') return number('kWh', 'kWh');
  if (fields.kind === 'percent')
    return (
      <>
        <Group grow align="flex-end">
          {number('percent', '%')}
          {number('sessions')}
        </Group>
        <Group grow align="flex-end">
          {number('most')}
          {fields.most.trim() !== '' && currency}
        </Group>
      </>
    );
  return (
    <Group grow align="flex-end">
      {number('amount')}
      {currency}
      {fields.kind === 'amount' && number('sessions')}
    </Group>
  );
}

function CodeFields({ fields, set }: Part) {
  const { t } = useTranslation('vouchers');
  const text = (name: 'count' | 'mostRedeemed' | 'mostEach') => (
    <TextInput
      label={t(`vouchers:form.${name}`)}
      value={fields[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
      inputMode="numeric"
      autoComplete="off"
    />
  );
  // Whoever has paid ahead has a code of their own.
  const isShared = fields.codes === 'one' && fields.kind !== 'value';
  return (
    <>
      {fields.kind !== 'value' && (
        <SegmentedControl
          aria-label={t('vouchers:form.codes')}
          value={fields.codes}
          onChange={(codes) => set({ codes: codes as VoucherFields['codes'] })}
          data={(['many', 'one'] as const).map((value) => ({ value, label: t(`vouchers:form.${value}`) }))}
        />
      )}
      {isShared && (
        <TextInput
          label={t('vouchers:form.code')}
          description={t('vouchers:form.codeHint')}
          value={fields.code}
          onChange={(event) => set({ code: event.currentTarget.value })}
          minLength={4}
          maxLength={40}
          required
          autoComplete="off"
          spellCheck={false}
        />
      )}
      <Group grow align="flex-end">
        {text(isShared ? 'mostRedeemed' : 'count')}
        {text('mostEach')}
      </Group>
      <Switch
        label={t('vouchers:form.guests')}
        description={isShared ? t('vouchers:form.guestsHint') : undefined}
        checked={fields.guests}
        onChange={(event) => set({ guests: event.currentTarget.checked })}
      />
    </>
  );
}
