import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type LobbyAttempt } from '../../api.ts';
import { CopyField } from '../../components/copy-field.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { lazily } from '../../components/lazily.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { keys } from '../../queries.ts';
import { stationAddress } from '../../station-address.ts';
import { Attempt } from './attempt.tsx';
import classes from './lobby.module.css';

const AdoptDialog = lazily(async () => (await import('./adopt-dialog.tsx')).AdoptDialog);

export default function LobbyPage() {
  const { t } = useTranslation('lobby');
  const [adopting, setAdopting] = useState<LobbyAttempt | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: keys.lobby, queryFn: () => api.listLobby({ query: { limit: 200 } }) });
  return (
    <>
      <PageHeader name={t('lobby:title')} text={t('lobby:text')} />
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {!data && !error && <PageSkeleton />}
      {data && data.items.length === 0 && (
        <div className="sm-panel">
          <EmptyState
            title={t('lobby:empty')}
            text={t('lobby:emptyText')}
            action={
              <div className={classes.address}>
                <CopyField value={stationAddress(data.ocppUrl, '')} label={t('lobby:address')} />
              </div>
            }
          />
        </div>
      )}
      <div className={classes.list}>
        {data?.items.map((attempt) => (
          <Attempt key={attempt.id} attempt={attempt} ocppUrl={data.ocppUrl} tlsUrl={data.tlsUrl} onAdopt={() => setAdopting(attempt)} />
        ))}
      </div>
      {adopting && (
        <AdoptDialog attempt={adopting} ocppUrl={data?.ocppUrl ?? ''} tlsUrl={data?.tlsUrl ?? null} onClose={() => setAdopting(null)} />
      )}
    </>
  );
}
