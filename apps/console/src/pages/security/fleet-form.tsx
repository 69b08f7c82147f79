import { Autocomplete, Checkbox, NumberInput, Radio, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { SiteSelect } from '../../components/site-select.tsx';
import { keys } from '../../queries.ts';
import { FleetPreview } from './fleet-preview.tsx';
import classes from './security.module.css';

const targets = [3, 2] as const;

/** Which stations, to which protection; says who goes along and who does not, and begins. */
export function FleetForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('security');
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [fields, setFields] = useState({
    siteId: null as number | null,
    vendor: '',
    model: '',
    toProfile: 2 as 2 | 3,
    hasCertificate: false,
    addressKey: '',
    atOnce: 10,
  });
  const set = (change: Partial<typeof fields>) => setFields((before) => ({ ...before, ...change }));
  const { siteId, vendor, model, toProfile, hasCertificate, addressKey, atOnce } = fields;
  const stations = useQuery({ queryKey: keys.stations({ makers: true }), queryFn: () => api.listStations({ query: { limit: 500 } }) });
  const told = (field: 'vendor' | 'model') => [...new Set((stations.data?.items ?? []).flatMap((station) => station[field] ?? []))].sort();
  const body = {
    toProfile,
    filter: {
      ...(siteId === null ? {} : { siteId }),
      ...(vendor.trim() ? { vendor: vendor.trim() } : {}),
      ...(model.trim() ? { model: model.trim() } : {}),
    },
    ...(toProfile === 3 ? { hasCertificate } : {}),
    ...(addressKey.trim() ? { addressKey: addressKey.trim() } : {}),
  };
  const [settled] = useDebouncedValue(JSON.stringify(body), 300);
  const preview = useQuery({
    queryKey: keys.fleetPreview(settled),
    queryFn: () => api.previewFleetMove({ body: JSON.parse(settled) as typeof body }),
    placeholderData: (before) => before,
    gcTime: 0,
  });
  const start = useMutation({
    mutationFn: () => api.startFleetMove({ body: { ...body, atOnce } }),
    onSuccess: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: keys.fleetMoves });
      await navigate({ to: '/security/$fleetId', params: { fleetId: String(id) } });
    },
  });
  const going = preview.data?.going ?? 0;
  const isSettled = settled === JSON.stringify(body) && !preview.isPlaceholderData;
  return (
    <FormDialog
      title={t('security:fleet.raise')}
      onClose={onClose}
      onSubmit={() => start.mutate()}
      sending={start}
      action={t('security:fleet.begin', { count: going })}
      disabled={going === 0 || !isSettled || preview.data?.url === null}
      size="lg"
    >
      <Radio.Group
        label={t('security:toWhich')}
        value={String(toProfile)}
        onChange={(chosen) => set({ toProfile: chosen === '3' ? 3 : 2 })}
      >
        <Stack gap={8} mt={6}>
          {targets.map((profile) => (
            <Radio
              key={profile}
              value={String(profile)}
              label={t(`security:profile.${profile}.name`)}
              description={t(`security:profile.${profile}.means`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {toProfile === 3 && (
        <Checkbox
          label={t('security:fleet.haveCertificates')}
          checked={hasCertificate}
          onChange={(event) => set({ hasCertificate: event.currentTarget.checked })}
        />
      )}
      <div className={classes.pair}>
        <SiteSelect
          label={t('security:fleet.site')}
          placeholder={t('security:fleet.everySite')}
          value={siteId}
          onChange={(site) => set({ siteId: site })}
        />
        {(['vendor', 'model'] as const).map((field) => (
          <Autocomplete
            key={field}
            label={t(`security:fleet.${field}`)}
            placeholder={t('common:all')}
            value={fields[field]}
            onChange={(text) => set({ [field]: text })}
            data={told(field)}
            maxLength={100}
            autoComplete="off"
          />
        ))}
        <NumberInput
          label={t('security:fleet.atOnce')}
          min={1}
          max={200}
          allowDecimal={false}
          value={atOnce}
          onChange={(value) => typeof value === 'number' && set({ atOnce: value })}
        />
      </div>
      <TextInput
        label={t('security:fleet.addressKey')}
        description={t('security:fleet.addressKeyHint')}
        value={addressKey}
        onChange={(event) => set({ addressKey: event.currentTarget.value })}
        maxLength={50}
        autoComplete="off"
        spellCheck={false}
      />
      {preview.error ? <ErrorNote error={preview.error} /> : preview.data && <FleetPreview preview={preview.data} />}
      <p className="sm-quiet" style={{ margin: 0, fontSize: 14 }}>
        {t('security:fleet.whatHappens')}
      </p>
    </FormDialog>
  );
}
