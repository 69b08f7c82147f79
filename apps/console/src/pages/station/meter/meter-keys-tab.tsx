import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type MeterKey, type Station } from '../../../api.ts';
import { ConfirmDanger } from '../../../components/confirm-danger.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { ToneBadge } from '../../../components/status-badge.tsx';
import { useMay } from '../../../me.ts';
import { keys } from '../../../queries.ts';
import classes from '../station.module.css';
import { KeyDialog } from './key-dialog.tsx';

/** Which key proves what the meters of this station sign? */
export function MeterKeysTab({ station }: { station: Station }) {
  const { t } = useTranslation('checks');
  const operator = useMay('operator');
  const cache = useQueryClient();
  const [adding, add] = useState<Partial<MeterKey> | null>(null);
  const [revoking, askRevoke] = useState<number | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: keys.meterKeys(station.id),
    queryFn: () => api.listMeterKeys({ params: { stationId: station.id } }),
  });
  const revoke = useMutation({
    mutationFn: (keyId: number) => api.revokeMeterKey({ params: { stationId: station.id, keyId } }),
    onSuccess: () => {
      askRevoke(null);
      void cache.invalidateQueries({ queryKey: keys.meterKeys(station.id) });
    },
  });
  const register = (
    <Button size="xs" onClick={() => add({})}>
      {t('checks:keys.add')}
    </Button>
  );
  return (
    <section className={`sm-panel ${classes.box}`} aria-labelledby="meter-keys">
      <div className={classes.boxHead}>
        <h2 className={classes.heading} id="meter-keys">
          {t('checks:keys.title')}
        </h2>
        {operator && data !== undefined && data.items.length > 0 && register}
      </div>
      <p className="sm-quiet" style={{ marginTop: 0, fontSize: 14 }}>
        {t('checks:keys.text')}
      </p>
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyState icon={<IconKey size={24} stroke={1.6} />} title={t('checks:keys.none')} action={operator && register} />
      )}
      <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 14 }}>
        {data?.items.map((key) => (
          <Row key={`${key.id}/${key.source}/${key.evseId}`} meterKey={key} {...(operator ? { onTrust: add, onRevoke: askRevoke } : {})} />
        ))}
      </ul>
      {adding && <KeyDialog stationId={station.id} given={adding} onClose={() => add(null)} />}
      {revoking !== null && (
        <ConfirmDanger
          title={t('checks:keys.revoke')}
          consequence={t('checks:keys.revokeText')}
          action={t('checks:keys.revoke')}
          busy={revoke.isPending}
          error={revoke.error}
          onConfirm={() => revoke.mutate(revoking)}
          onClose={() => askRevoke(null)}
        />
      )}
    </section>
  );
}

interface RowProps {
  meterKey: MeterKey;
  onTrust?: (key: MeterKey) => void;
  onRevoke?: (id: number) => void;
}
function Row({ meterKey, onTrust, onRevoke }: RowProps) {
  const { t } = useTranslation('checks');
  const { id, evseId, meterSerial, publicKey, curve, readable, createdBy, source } = meterKey;
  const facts = [
    evseId === 0 ? t('checks:keys.all') : t('checks:keys.plug', { plug: evseId }),
    meterSerial === '' ? t('checks:keys.anyMeter') : t('checks:keys.meter', { meter: meterSerial }),
    curve === null ? '' : t('checks:keys.curve', { curve }),
    createdBy === null ? '' : t('checks:keys.by', { name: createdBy }),
    source ?? '',
    readable ? '' : t('checks:keys.unreadable'),
  ];
  return (
    <li style={{ display: 'grid', gap: 6, minWidth: 0 }}>
      <div style={{ display: 'flex', gap: '6px 12px', flexWrap: 'wrap', alignItems: 'center', fontSize: 14 }}>
        <ToneBadge tone={id === null ? 'away' : 'free'} shape={id === null ? 'question' : 'check'}>
          {t(id === null ? 'checks:keys.station' : 'checks:keys.registered')}
        </ToneBadge>
        <span className="sm-quiet">{facts.filter(Boolean).join(' · ')}</span>
        {id === null && readable && onTrust && (
          <Button size="compact-xs" variant="default" onClick={() => onTrust(meterKey)}>
            {t('checks:keys.trust')}
          </Button>
        )}
        {id !== null && onRevoke && (
          <Button size="compact-xs" variant="subtle" color="red" onClick={() => onRevoke(id)}>
            {t('checks:keys.revoke')}
          </Button>
        )}
      </div>
      <code className="sm-mono" style={{ fontSize: 12, overflowWrap: 'anywhere', color: 'var(--mantine-color-dimmed)' }}>
        {publicKey}
      </code>
    </li>
  );
}
