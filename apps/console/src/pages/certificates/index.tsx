import { Alert, Button } from '@mantine/core';
import { IconCertificate, IconLock, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type WatchedCertificate } from '../../api.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { lazily } from '../../components/lazily.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useMay } from '../../me.ts';
import { keys, type List } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { useCertificateColumns } from './columns.tsx';
import { useWords } from './words.ts';

const CertificateDialog = lazily(async () => (await import('./certificate-dialog.tsx')).CertificateDialog);
const TrustDialog = lazily(async () => (await import('./trust-dialog.tsx')).TrustDialog);

/** What ends when, and who would be left outside. */
export default function CertificatesPage() {
  const { t } = useTranslation('certificates');
  const administrator = useMay('administrator');
  const [url, setUrl] = useUrlState('open');
  const [adding, setAdding] = useState(false);
  const columns = useCertificateColumns();
  const { nameOf } = useWords();
  const { data, error, isPending, refetch } = useQuery({ queryKey: keys.certificates, queryFn: () => api.certificateRadar() });
  const list: List<WatchedCertificate> = {
    items: data?.items ?? [],
    loading: isPending,
    error,
    hasMore: false,
    loadingMore: false,
    loadMore: () => undefined,
    refetch: () => void refetch(),
  };
  const open = list.items.find(({ id }) => String(id) === url.open);
  const add = administrator && (
    <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={() => setAdding(true)}>
      {t('certificates:trust')}
    </Button>
  );
  return (
    <>
      <PageHeader name={t('certificates:title')} text={t('certificates:text')} actions={add} />
      {data?.isLocked && (
        <Alert color="red" icon={<IconLock size={18} aria-hidden />} title={t('certificates:locked')} mb="md">
          {t('certificates:lockedText')}
        </Alert>
      )}
      <DataTable<WatchedCertificate>
        id="certificates"
        label={t('certificates:title')}
        columns={columns}
        list={list}
        rowKey={({ id }) => String(id)}
        rowName={nameOf}
        onOpen={({ id }) => setUrl({ open: String(id) })}
        tools={
          <span className="sm-quiet">
            {data && t('certificates:ofStations', { count: data.stationCertificates })}
            {data !== undefined && data.unknownTrusted > 0 && ` · ${t('certificates:unknown', { count: data.unknownTrusted })}`}
          </span>
        }
        empty={
          <EmptyState
            icon={<IconCertificate size={24} stroke={1.6} />}
            title={t('certificates:none')}
            text={t('certificates:noneText')}
            action={add}
          />
        }
      />
      {open && <CertificateDialog key={open.id} certificate={open} all={list.items} onClose={() => setUrl({ open: '' })} />}
      {adding && <TrustDialog onClose={() => setAdding(false)} />}
    </>
  );
}
