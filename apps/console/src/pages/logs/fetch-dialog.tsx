import { Select, TextInput } from '@mantine/core';
import { logKinds } from '@stationmaster/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { SiteSelect } from '../../components/site-select.tsx';
import { notifications } from '../../notices.tsx';

type Kind = (typeof logKinds)[number];

/** Which log, of when, of one station or of all of a site. It comes by itself. */
export function FetchDialog({ stationId, onClose }: { stationId?: string; onClose: () => void }) {
  const { t } = useTranslation('logs');
  const cache = useQueryClient();
  const [kind, setKind] = useState<Kind>('diagnostics');
  const [siteId, setSite] = useState<number | null>(null);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const filter = stationId === undefined ? (siteId === null ? {} : { siteId }) : { stationIds: [stationId] };
  const ask = useMutation({
    mutationFn: () =>
      api.fetchLogs({
        body: { filter, kind, ...(from ? { from: new Date(from).toISOString() } : {}), ...(to ? { to: new Date(to).toISOString() } : {}) },
      }),
    onSuccess: async ({ total }) => {
      notifications.show({ message: t('logs:asked', { count: total }) });
      onClose();
      await cache.invalidateQueries({ queryKey: ['logFetches'] });
    },
  });
  return (
    <FormDialog title={t('logs:fetch')} onClose={onClose} onSubmit={() => ask.mutate()} sending={ask} action={t('logs:form.send')}>
      {stationId === undefined && (
        <SiteSelect label={t('logs:form.site')} placeholder={t('logs:form.everySite')} value={siteId} onChange={setSite} />
      )}
      <Select
        label={t('logs:form.kind')}
        data={logKinds.map((value) => ({ value, label: t(`logs:kind.${value}`) }))}
        value={kind}
        onChange={(value) => value && setKind(value as Kind)}
        allowDeselect={false}
      />
      <TextInput
        type="datetime-local"
        label={t('logs:form.from')}
        description={t('logs:form.fromHint')}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput type="datetime-local" label={t('logs:form.to')} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
      <p className="sm-quiet" style={{ margin: 0, fontSize: 14 }}>
        {t('logs:form.away')}
      </p>
    </FormDialog>
  );
}
