import { Group, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { SiteSelect } from '../../components/site-select.tsx';
import { useLocale } from '../../locale.ts';
import { currentMoment } from '../../now.ts';
import { usePriceSeries } from '../tariff/market.ts';
import { decimalOf, localMoment } from '../tariff/typed.ts';
import { currencyChoices } from './currencies.ts';

/** What the energy costs from a moment on. */
export function SupplyForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('market');
  const locale = useLocale();
  const cache = useQueryClient();
  const series = usePriceSeries().data?.items ?? [];
  const [fields, setFields] = useState(() => ({
    siteId: null as number | null,
    currency: 'EUR',
    price: '',
    series: null as string | null,
    extra: '',
    co2Series: null as string | null,
    co2: '',
    from: localMoment(new Date(currentMoment()).toISOString()).slice(0, 16),
  }));
  const set = (change: Partial<typeof fields>) => setFields((before) => ({ ...before, ...change }));
  const [price, extra, co2] = [decimalOf(fields.price), optional(fields.extra), optional(fields.co2)];
  const save = useMutation({
    mutationFn: () =>
      api.createSupplyRate({
        body: {
          siteId: fields.siteId,
          currency: fields.currency,
          price: price ?? '',
          ...(fields.series !== null && {
            recipe: {
              series: fields.series,
              lock: 'market' as const,
              steps: extra ? [{ kind: 'add' as const, name: t('market:supply.extraName'), price: extra }] : [],
            },
          }),
          ...(fields.co2Series !== null && { co2Series: fields.co2Series }),
          ...(co2 ? { co2Grams: Number(co2) } : {}),
          validFrom: new Date(fields.from).toISOString(),
        },
      }),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries({ queryKey: ['supplyRates'] });
    },
  });
  const number = (name: 'price' | 'extra' | 'co2', unit: string, isFaulty: boolean) => (
    <TextInput
      label={t(`market:supply.field.${name}`)}
      value={fields[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
      inputMode="decimal"
      autoComplete="off"
      required={name === 'price'}
      rightSection={<span aria-hidden>{unit}</span>}
      rightSectionWidth={48}
      error={isFaulty && fields[name] !== '' && t('tariff:fault.number')}
    />
  );
  const named = (kind: 'price' | 'co2') => series.filter((one) => one.kind === kind).map(({ name }) => name);
  return (
    <FormDialog
      title={t('market:supply.add')}
      onClose={onClose}
      onSubmit={() => {
        if (price !== null && extra !== null && co2 !== null) save.mutate();
      }}
      sending={save}
      action={t('market:supply.add')}
      size="lg"
    >
      <Group grow align="flex-start">
        <SiteSelect
          label={t('market:supply.site')}
          placeholder={t('market:supply.elsewhere')}
          value={fields.siteId}
          onChange={(siteId) => set({ siteId })}
        />
        <Select
          label={t('market:form.currency')}
          value={fields.currency}
          onChange={(currency) => currency && set({ currency })}
          data={currencyChoices(locale)}
          searchable
          allowDeselect={false}
        />
      </Group>
      <Group grow align="flex-start">
        {number('price', fields.currency, price === null)}
        <Select
          label={t('market:supply.field.series')}
          placeholder={t('market:supply.noSeries')}
          value={fields.series}
          onChange={(value) => set({ series: value })}
          data={named('price')}
          clearable
        />
        {fields.series !== null && number('extra', fields.currency, extra === null)}
      </Group>
      <Group grow align="flex-start">
        {number('co2', 'g', co2 === null)}
        <Select
          label={t('market:supply.field.co2Series')}
          placeholder={t('market:supply.noSeries')}
          value={fields.co2Series}
          onChange={(value) => set({ co2Series: value })}
          data={named('co2')}
          clearable
        />
      </Group>
      <TextInput
        type="datetime-local"
        label={t('market:supply.from')}
        value={fields.from}
        onChange={(event) => set({ from: event.currentTarget.value })}
        required
      />
    </FormDialog>
  );
}

/** `''`: not given; null: no number. */
function optional(typed: string): string | null {
  return typed.trim() === '' ? '' : decimalOf(typed);
}
