import { Group, PasswordInput, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useLocale } from '../../locale.ts';
import { notifications } from '../../notices.tsx';
import { currencyChoices } from './currencies.ts';

type Source = Parameters<typeof api.createPriceSeries>[0]['body']['source'];
const kinds = ['awattar', 'entsoe', 'tibber', 'http', 'upload'] as const satisfies readonly Source['kind'][];
const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
const first = {
  name: '',
  kind: 'price' as 'price' | 'co2',
  currency: 'EUR',
  timeZone: here,
  source: 'awattar' as Source['kind'],
  country: 'de' as 'de' | 'at',
  area: '10Y1001A1001A82H',
  homeId: '',
  part: 'energy' as 'energy' | 'total',
  url: '',
  format: 'json' as 'json' | 'csv',
  list: '',
  from: 'from',
  until: 'until',
  value: 'price',
  per: 'kWh' as 'kWh' | 'MWh',
  header: '',
  secret: '',
};
type Fields = typeof first;
type SeriesBody = Parameters<typeof api.createPriceSeries>[0]['body'];

/** A new series and where it comes from. */
export function SeriesForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('market');
  const locale = useLocale();
  const cache = useQueryClient();
  const [fields, setFields] = useState(first);
  const set = (change: Partial<Fields>) => setFields((before) => ({ ...before, ...change }));
  const save = useMutation({
    mutationFn: () => api.createPriceSeries({ body: bodyOf(fields) }),
    onSuccess: async ({ name }) => {
      notifications.show({ message: t('market:saved', { name }) });
      onClose();
      await cache.invalidateQueries({ queryKey: ['priceSeries'] });
    },
  });
  return (
    <FormDialog title={t('market:add')} onClose={onClose} onSubmit={() => save.mutate()} sending={save} action={t('market:add')} size="lg">
      <SegmentedControl
        aria-label={t('market:form.kind')}
        value={fields.kind}
        onChange={(kind) => set({ kind: kind as Fields['kind'] })}
        data={(['price', 'co2'] as const).map((value) => ({ value, label: t(`market:kind.${value}`) }))}
      />
      <TextInput
        label={t('market:form.name')}
        description={t('market:form.nameHint')}
        value={fields.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        required
        maxLength={100}
        data-autofocus
        autoComplete="off"
      />
      <Group grow align="flex-start">
        {fields.kind === 'price' && (
          <Select
            label={t('market:form.currency')}
            value={fields.currency}
            onChange={(currency) => currency && set({ currency })}
            data={currencyChoices(locale)}
            searchable
            allowDeselect={false}
          />
        )}
        <Select
          label={t('market:form.zone')}
          value={fields.timeZone}
          onChange={(timeZone) => timeZone && set({ timeZone })}
          data={[...new Set([here, ...Intl.supportedValuesOf('timeZone')])]}
          searchable
          allowDeselect={false}
        />
      </Group>
      <Select
        label={t('market:form.source')}
        value={fields.source}
        onChange={(source) => source && set({ source: source as Source['kind'] })}
        data={kinds.map((value) => ({ value, label: t(`market:source.${value}`) }))}
        allowDeselect={false}
      />
      <SourceFields fields={fields} set={set} />
    </FormDialog>
  );
}

function SourceFields({ fields, set }: { fields: Fields; set: (change: Partial<Fields>) => void }) {
  const { t } = useTranslation('market');
  const text = (name: 'area' | 'homeId' | 'url' | 'list' | 'from' | 'until' | 'value' | 'header', required = false) => (
    <TextInput
      label={t(`market:form.${name}`)}
      value={fields[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
      required={required}
      autoComplete="off"
    />
  );
  const secret = (required: boolean) => (
    <PasswordInput
      label={t('market:form.secret')}
      description={t('market:form.secretHint')}
      value={fields.secret}
      onChange={(event) => set({ secret: event.currentTarget.value })}
      required={required}
      autoComplete="new-password"
    />
  );
  const choice = <K extends 'country' | 'part' | 'format' | 'per'>(name: K, values: readonly Fields[K][]) => (
    <Select
      label={t(`market:form.${name}`)}
      value={fields[name]}
      onChange={(value) => value && set({ [name]: value })}
      data={values.map((value) => ({ value, label: t(`market:form.${name}s.${value}`) }))}
      allowDeselect={false}
    />
  );
  switch (fields.source) {
    case 'upload':
      return <p className="sm-quiet">{t('market:form.uploadHint')}</p>;
    case 'awattar':
      return choice('country', ['de', 'at']);
    case 'entsoe':
      return (
        <>
          {text('area', true)}
          {secret(true)}
        </>
      );
    case 'tibber':
      return (
        <>
          {secret(true)}
          {choice('part', ['energy', 'total'])}
          {text('homeId')}
        </>
      );
    case 'http':
      return (
        <>
          {text('url', true)}
          <p className="sm-quiet" style={{ margin: 0, fontSize: 13 }}>
            {t('market:form.urlHint')}
          </p>
          <Group grow>
            {choice('format', ['json', 'csv'])}
            {choice('per', ['kWh', 'MWh'])}
          </Group>
          {fields.format === 'json' && text('list')}
          <Group grow>
            {text('from', true)}
            {text('until')}
            {text('value', true)}
          </Group>
          {secret(false)}
          {fields.secret !== '' && text('header')}
        </>
      );
  }
}

function bodyOf(fields: Fields): SeriesBody {
  const { name, kind, currency, timeZone, secret } = fields;
  return {
    name: name.trim(),
    kind,
    ...(kind === 'price' && { currency }),
    timeZone,
    source: sourceOf(fields),
    ...(secret !== '' && { secret }),
  };
}

function sourceOf({ source, country, area, homeId, part, url, format, list, from, until, value, per, header }: Fields): Source {
  switch (source) {
    case 'upload':
      return { kind: 'upload' };
    case 'awattar':
      return { kind: 'awattar', country };
    case 'entsoe':
      return { kind: 'entsoe', area: area.trim() };
    case 'tibber':
      return { kind: 'tibber', part, ...(homeId.trim() !== '' && { homeId: homeId.trim() }) };
    case 'http':
      return {
        kind: 'http',
        url: url.trim(),
        format,
        list: list.trim(),
        from: from.trim(),
        until: until.trim(),
        value: value.trim(),
        per,
        ...(header.trim() !== '' && { header: header.trim() }),
      };
  }
}
