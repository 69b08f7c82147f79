import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Firmware } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { SiteSelect } from '../../components/site-select.tsx';
import { keys } from '../../queries.ts';
import classes from './firmware.module.css';
import { carefulPlan, type Plan } from './plan.ts';
import { PlanFields } from './plan-fields.tsx';
import { Preview } from './preview.tsx';

interface Props {
  library: Firmware[];
  chosen: number;
  /** The campaign whose failed stations are tried again; null: any stations. */
  retryOf: number | null;
  onClose: () => void;
}

/** To which stations, how carefully, and what to do when it goes wrong. */
export function CampaignForm({ library, chosen, retryOf, onClose }: Props) {
  const { t } = useTranslation('firmware');
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [firmwareId, setFirmware] = useState(library.find(({ id }) => id === chosen)?.id ?? library[0]?.id ?? 0);
  const firmware = library.find(({ id }) => id === firmwareId);
  const [name, setName] = useState('');
  const [siteId, setSite] = useState<number | null>(null);
  const [from, setFrom] = useState('');
  const [plan, setPlan] = useState(carefulPlan);
  const change = (some: Partial<Plan>) => setPlan((before) => ({ ...before, ...some }));
  const only = retryOf === null ? {} : { retryOf };
  const filter = { ...(siteId === null ? {} : { siteId }), ...(from === '' ? {} : { firmwareVersion: from }) };
  const preview = useQuery({
    queryKey: keys.campaignPreview({ firmwareId, filter, ...only, canary: plan.canary, waves: plan.waves }),
    queryFn: () => api.previewFirmwareCampaign({ body: { firmwareId, filter, plan, ...only } }),
    placeholderData: (before) => before,
  });
  const retried = useQuery({
    queryKey: keys.campaign(retryOf ?? 0),
    queryFn: () => api.getFirmwareCampaign({ params: { campaignId: retryOf ?? 0 } }),
    enabled: retryOf !== null,
  });
  const usual = retried.data
    ? t('firmware:plan.again', { name: retried.data.name }).slice(0, 100)
    : firmware
      ? `${firmware.vendor} ${firmware.version}`
      : '';
  const create = useMutation({
    mutationFn: () => api.createFirmwareCampaign({ body: { name: name.trim() || usual, firmwareId, filter, plan, ...only } }),
    onSuccess: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: keys.campaigns });
      if (retryOf !== null) await cache.invalidateQueries({ queryKey: keys.campaign(retryOf) });
      await navigate({ to: '/firmware/$campaignId', params: { campaignId: String(id) } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  const total = preview.data?.total ?? 0;
  return (
    <Modal opened onClose={onClose} size="lg" title={t('firmware:rollTitle')} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form onSubmit={submit}>
        <Stack>
          <Select
            label={t('firmware:plan.firmware')}
            data={library.map(({ id, vendor, model, version }) => ({
              value: String(id),
              label: [vendor, model, version].filter(Boolean).join(' '),
            }))}
            value={String(firmwareId)}
            onChange={(value) => value && setFirmware(Number(value))}
            allowDeselect={false}
          />
          <TextInput
            label={t('firmware:plan.name')}
            placeholder={usual}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {retried.data && (
            <p style={{ margin: 0 }}>
              {t('firmware:plan.onlyFailed', { name: retried.data.name, count: retried.data.byState.failed ?? 0 })}
            </p>
          )}
          <div className={classes.pair}>
            <SiteSelect label={t('firmware:plan.site')} placeholder={t('firmware:plan.everySite')} value={siteId} onChange={setSite} />
            <Select
              label={t('firmware:plan.from')}
              placeholder={t('firmware:plan.anyVersion')}
              data={(preview.data?.versions ?? []).flatMap(({ version }) => (version === '' ? [] : [version]))}
              value={from || null}
              onChange={(value) => setFrom(value ?? '')}
              clearable
            />
          </div>
          {preview.error ? <ErrorNote error={preview.error} /> : preview.data && <Preview preview={preview.data} />}
          <PlanFields plan={plan} onChange={change} />
          {firmware?.signature && (
            <Select
              label={t('firmware:plan.security')}
              data={(['signed', 'signedWherePossible', 'plain'] as const).map((value) => ({
                value,
                label: t(`firmware:plan.mode.${value}`),
              }))}
              value={plan.security}
              onChange={(value) => value && change({ security: value as Plan['security'] })}
              allowDeselect={false}
            />
          )}
          <p className="sm-quiet" style={{ margin: 0, fontSize: 14 }}>
            {t('firmware:plan.idle')}
          </p>
          {create.error && <ErrorNote error={create.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" disabled={total === 0} loading={create.isPending}>
              {t('firmware:plan.begin', { count: total })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
