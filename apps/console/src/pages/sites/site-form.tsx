import { Anchor, Radio, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Site } from '../../api.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useLocale } from '../../locale.ts';
import { notifications } from '../../notices.tsx';
import { keys } from '../../queries.ts';
import { currencyChoices } from '../prices/currencies.ts';
import { usePriceSentence } from '../prices/sentence.tsx';

const zones = [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])];
const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Adds or changes a place. A new one begins with the viewer's own time zone. */
export function SiteForm({ site, currency, onClose }: { site?: Site; currency: string; onClose: () => void }) {
  const { t } = useTranslation('prices');
  const locale = useLocale();
  const cache = useQueryClient();
  const [fields, setFields] = useState(() => ({
    name: site?.name ?? '',
    address: site?.address ?? '',
    timeZone: site?.timeZone ?? here,
    currency: site?.currency ?? currency,
    openAccess: site?.openAccess ?? false,
    keepLocalLists: site?.keepLocalLists ?? false,
    tariffId: site?.tariffId ?? null,
  }));
  const set = (change: Partial<typeof fields>) => setFields((before) => ({ ...before, ...change }));
  const save = useMutation({
    mutationFn: () => {
      const body = { ...fields, name: fields.name.trim(), address: fields.address.trim() };
      return site ? api.updateSite({ params: { siteId: site.id }, body }) : api.createSite({ body });
    },
    onSuccess: async (saved) => {
      notifications.show({ message: t('prices:sites.form.saved', { name: saved.name }) });
      onClose();
      await Promise.all(['sites', 'site', 'tariffs', 'stations', 'overview'].map((kind) => cache.invalidateQueries({ queryKey: [kind] })));
    },
  });
  return (
    <FormDialog
      title={t(site ? 'prices:sites.form.edit' : 'prices:sites.form.add')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      sending={save}
      action={t(site ? 'common:save' : 'prices:sites.add')}
      size="lg"
    >
      <TextInput
        label={t('prices:sites.form.name')}
        description={t('prices:sites.form.nameHint')}
        value={fields.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        required
        maxLength={100}
        data-autofocus
        autoComplete="off"
      />
      <TextInput
        label={t('prices:sites.form.address')}
        value={fields.address}
        onChange={(event) => set({ address: event.currentTarget.value })}
        maxLength={300}
        autoComplete="off"
      />
      <Select
        label={t('prices:sites.form.zone')}
        description={t('prices:sites.form.zoneHint')}
        value={fields.timeZone}
        onChange={(value) => value && set({ timeZone: value })}
        data={zones.includes(fields.timeZone) ? zones : [fields.timeZone, ...zones]}
        searchable
        required
        allowDeselect={false}
        limit={200}
      />
      <Select
        label={t('prices:sites.form.currency')}
        value={fields.currency}
        onChange={(value) => value && set({ currency: value, tariffId: null })}
        data={currencyChoices(locale)}
        searchable
        required
        allowDeselect={false}
      />
      <PriceChoice currency={fields.currency} value={fields.tariffId} onChange={(tariffId) => set({ tariffId })} />
      <Radio.Group
        label={t('prices:sites.form.access')}
        value={fields.openAccess ? 'everyone' : 'known'}
        onChange={(value) => set({ openAccess: value === 'everyone' })}
      >
        <Stack gap={8} mt={6}>
          <Radio value="known" label={t('prices:sites.form.known')} description={t('prices:sites.form.knownHint')} />
          <Radio value="everyone" label={t('prices:sites.form.everyone')} description={t('prices:sites.form.everyoneHint')} />
        </Stack>
      </Radio.Group>
      <Switch
        label={t('lists:ofSite')}
        description={t('lists:ofSiteHint')}
        checked={fields.keepLocalLists}
        onChange={(event) => set({ keepLocalLists: event.currentTarget.checked })}
      />
    </FormDialog>
  );
}

/** A price by name and what it says. One in another currency cannot be chosen, and says so. */
function PriceChoice({
  currency,
  value,
  onChange,
}: {
  currency: string;
  value: number | null;
  onChange: (tariffId: number | null) => void;
}) {
  const { t } = useTranslation('prices');
  const sentence = usePriceSentence();
  const { data } = useQuery({ queryKey: keys.tariffs({ choice: true }), queryFn: () => api.listTariffs({ query: { limit: 500 } }) });
  const tariffs = data?.items.filter((tariff) => !tariff.archived || tariff.id === value) ?? [];
  const choices = tariffs.map((tariff) => {
    const fits = tariff.currency === currency;
    return {
      value: String(tariff.id),
      disabled: !fits,
      label: fits
        ? `${tariff.name} – ${sentence(tariff).prices.join(', ')}`
        : t('prices:sites.form.otherCurrency', { name: tariff.name, currency: tariff.currency }),
    };
  });
  const none = data && tariffs.length === 0;
  return (
    <Select
      label={t('prices:sites.form.price')}
      placeholder={t('prices:sites.form.noPrice')}
      data={choices}
      value={value === null ? null : String(value)}
      onChange={(chosen) => onChange(chosen === null ? null : Number(chosen))}
      clearable
      searchable
      description={
        none ? (
          <>
            {t('prices:sites.form.noPrices')}{' '}
            <Anchor component={Link} to="/prices/new" fz="inherit">
              {t('prices:sites.form.addPrice')}
            </Anchor>
          </>
        ) : (
          t('prices:sites.form.priceHint')
        )
      }
    />
  );
}
