import { Button, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Station } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { SiteSelect } from '../../components/site-select.tsx';
import { useMay } from '../../me.ts';
import { notifications } from '../../notices.tsx';
import { keys } from '../../queries.ts';
import { Credentials } from './credentials.tsx';
import { CustomerPanel } from './customer-panel.tsx';
import { LocalListPanel } from './local-list-panel.tsx';
import { NamePlate } from './name-plate.tsx';
import classes from './station.module.css';

export function DetailsTab({ station }: { station: Station }) {
  const operator = useMay('operator');
  const administrator = useMay('administrator');
  return (
    <div className={classes.columns}>
      <div className={classes.stack}>
        <NamePlate station={station} />
        <LocalListPanel station={station} />
        {administrator && station.protocol !== 'ocpp1.6' && <CustomerPanel station={station} />}
      </div>
      {operator && (
        <div className={classes.stack}>
          <EditStation station={station} />
          <Credentials station={station} />
        </div>
      )}
    </div>
  );
}

function EditStation({ station }: { station: Station }) {
  const { t } = useTranslation('station');
  const cache = useQueryClient();
  const [form, setForm] = useState({
    name: station.name,
    siteId: station.siteId,
    tariffId: station.tariffId,
    seconds: station.callTimeoutMs / 1000,
    registration: station.registration,
  });
  const tariffs = useQuery({ queryKey: keys.tariffs({ choice: true }), queryFn: () => api.listTariffs({ query: { limit: 500 } }) });
  const save = useMutation({
    mutationFn: () =>
      api.updateStation({
        params: { stationId: station.id },
        body: {
          name: form.name.trim(),
          siteId: form.siteId,
          tariffId: form.tariffId,
          // Only when it is changed here: what was learned of the station since is forgotten then.
          ...(form.seconds * 1000 === station.callTimeoutMs ? {} : { callTimeoutMs: form.seconds * 1000 }),
          registration: form.registration,
        },
      }),
    onSuccess: async (changed) => {
      cache.setQueryData(keys.station(station.id), changed);
      notifications.show({ message: t('common:saved') });
      await Promise.all(['stations', 'overview', 'sites'].map((kind) => cache.invalidateQueries({ queryKey: [kind] })));
    },
  });
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className={`sm-panel ${classes.box}`} onSubmit={submit}>
      <h2 className={classes.heading}>{t('station:ours')}</h2>
      <Stack gap="sm" mt="sm">
        <TextInput
          label={t('stations:name')}
          value={form.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          maxLength={100}
        />
        <SiteSelect value={form.siteId} onChange={(siteId) => set({ siteId })} />
        <Select
          label={t('station:tariff')}
          placeholder={t('station:sitesTariff')}
          value={form.tariffId === null ? null : String(form.tariffId)}
          onChange={(value) => set({ tariffId: value === null ? null : Number(value) })}
          data={(tariffs.data?.items ?? [])
            .filter((tariff) => !tariff.archived || tariff.id === form.tariffId)
            .map((tariff) => ({ value: String(tariff.id), label: tariff.name }))}
          clearable
        />
        <Select
          label={t('station:registration')}
          description={t('station:registrationHint')}
          value={form.registration}
          onChange={(value) => set({ registration: (value ?? 'Accepted') as Station['registration'] })}
          data={(['Accepted', 'Pending', 'Rejected'] as const).map((value) => ({ value, label: t(`station:registered.${value}`) }))}
          allowDeselect={false}
        />
        <NumberInput
          label={t('station:patience')}
          description={t('station:patienceHint')}
          value={form.seconds}
          onChange={(value) => set({ seconds: Number(value) })}
          min={1}
          max={300}
          suffix=" s"
        />
        {save.error && <ErrorNote error={save.error} />}
        <Button type="submit" loading={save.isPending} style={{ justifySelf: 'start' }}>
          {t('common:save')}
        </Button>
      </Stack>
    </form>
  );
}
