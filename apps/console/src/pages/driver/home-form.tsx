import { NumberInput, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { keys } from '../../queries.ts';
import classes from '../drivers/drivers.module.css';
import { useCurrencies } from '../drivers/use-currencies.ts';
import { useDriversChanged } from '../drivers/use-drivers-changed.ts';

/** Says that a station is at the driver's home, and what a kWh is reimbursed with from a day on; the rate before it ends there. */
export function HomeForm({ driverId, onClose }: { driverId: number; onClose: () => void }) {
  const { t } = useTranslation('drivers');
  const changed = useDriversChanged();
  const currencies = useCurrencies();
  const stations = useQuery({ queryKey: keys.stations({ choice: 'home' }), queryFn: () => api.listStations({ query: { limit: 500 } }) });
  const [fields, setFields] = useState({
    stationId: '',
    perKwh: '' as string | number,
    currency: '',
    counts: 'cards' as 'cards' | 'all',
    validFrom: new Date().toISOString().slice(0, 10),
  });
  const set = (change: Partial<typeof fields>) => setFields((before) => ({ ...before, ...change }));
  const currency = fields.currency || currencies[0] || 'EUR';
  const save = useMutation({
    mutationFn: () => api.createHomeCharger({ params: { driverId }, body: { ...fields, perKwh: String(fields.perKwh), currency } }),
    onSuccess: async () => {
      onClose();
      await changed();
    },
  });
  return (
    <FormDialog
      title={t('drivers:home.add')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      sending={save}
      disabled={fields.stationId === '' || fields.perKwh === '' || fields.validFrom === ''}
    >
      <Select
        label={t('drivers:home.station')}
        value={fields.stationId || null}
        onChange={(stationId) => set({ stationId: stationId ?? '' })}
        data={(stations.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name ? `${name} · ${id}` : id }))}
        searchable
        required
        data-autofocus
      />
      <div className={classes.pair}>
        <NumberInput
          label={t('drivers:home.perKwh')}
          min={0}
          max={100}
          decimalScale={4}
          value={fields.perKwh}
          onChange={(perKwh) => set({ perKwh })}
          required
        />
        <Select
          label={t('drivers:currency')}
          value={currency}
          onChange={(chosen) => chosen !== null && set({ currency: chosen })}
          data={currencies}
          allowDeselect={false}
        />
      </div>
      <TextInput
        type="date"
        label={t('drivers:home.from')}
        description={t('drivers:home.fromHint')}
        value={fields.validFrom}
        onChange={(event) => set({ validFrom: event.currentTarget.value })}
        required
      />
      <Radio.Group label={t('drivers:home.counts')} value={fields.counts} onChange={(counts) => set({ counts: counts as 'cards' | 'all' })}>
        <Stack gap={6} mt={6}>
          <Radio value="cards" label={t('drivers:home.countsCards')} />
          <Radio value="all" label={t('drivers:home.countsAll')} />
        </Stack>
      </Radio.Group>
    </FormDialog>
  );
}
