import { Anchor, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type WatchedCertificate } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { lazily } from '../../components/lazily.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';
import { Level } from './columns.tsx';
import { GiveSuccessor } from './give-successor.tsx';
import { commonName, useWords } from './words.ts';

const ReplaceDialog = lazily(async () => (await import('./change-dialogs.tsx')).ReplaceDialog);
const RevokeDialog = lazily(async () => (await import('./change-dialogs.tsx')).RevokeDialog);

interface Props {
  certificate: WatchedCertificate;
  all: readonly WatchedCertificate[];
  onClose: () => void;
}

/** One certificate: until when, who relies on it, and what can be done about it. */
export function CertificateDialog({ certificate, all, onClose }: Props) {
  const { t } = useTranslation('certificates');
  const { whatOf } = useWords();
  const administrator = useMay('administrator');
  const [asking, setAsking] = useState<'replace' | 'revoke' | null>(null);
  const { id, role, origin, state } = certificate;
  const params = { params: { certificateId: id } };
  const full = useQuery({ queryKey: [...keys.certificates, id], queryFn: () => api.getCertificate(params) });
  const holders = useQuery({ queryKey: [...keys.certificates, id, 'stations'], queryFn: () => api.listCertificateStations(params) });
  const items = holders.data?.items ?? [];
  const isReplaceable = role === 'root' && origin === 'own' && state === 'active';
  const isRevocable = origin === 'imported' || (origin === 'own' && role === 'leaf');
  if (asking === 'replace') return <ReplaceDialog certificate={certificate} onClose={() => setAsking(null)} />;
  if (asking === 'revoke') return <RevokeDialog certificate={certificate} onClose={() => setAsking(null)} onDone={onClose} />;
  return (
    <Modal
      opened
      onClose={onClose}
      title={commonName(certificate.subject)}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack gap="sm">
        <Group gap="sm">
          <Level certificate={certificate} />
          <Text size="sm">{whatOf(certificate)}</Text>
        </Group>
        <Text size="sm">
          {t('certificates:until')} <RelativeTime at={certificate.validTo} /> · {t(`certificates:from.${origin}`)}
        </Text>
        {certificate.names.length > 0 && <Text size="sm">{certificate.names.join(', ')}</Text>}
        {certificate.stationId !== null && (
          <Anchor component={Link} to={`/stations/${certificate.stationId}`} size="sm">
            {certificate.stationId}
          </Anchor>
        )}
        <Text size="sm" c="dimmed" className="sm-mono" style={{ overflowWrap: 'anywhere' }}>
          {t('certificates:fingerprint', { value: certificate.fingerprint })}
        </Text>
        {holders.error && <ErrorNote error={holders.error} retry={() => void holders.refetch()} />}
        {items.length > 0 && (
          <div>
            <Text fw={600} size="sm" mb={4}>
              {t('certificates:reliedOn', { count: items.length })}
            </Text>
            <ul style={{ margin: 0, paddingInlineStart: 20, maxHeight: 220, overflowY: 'auto' }}>
              {items.map((one) => (
                <li key={one.stationId}>
                  <Anchor component={Link} to={`/stations/${one.stationId}`} size="sm">
                    {one.name || one.stationId}
                  </Anchor>
                  {one.isStranded && <Text component="span" size="sm" c="dimmed">{` · ${t('certificates:nothingElse')}`}</Text>}
                </li>
              ))}
            </ul>
          </div>
        )}
        <GiveSuccessor certificate={certificate} all={all} stranded={items.filter(({ isStranded }) => isStranded)} />
        {full.error && <ErrorNote error={full.error} retry={() => void full.refetch()} />}
        <Group justify="flex-end" gap="sm">
          {full.data && <Download name={commonName(certificate.subject)} pem={full.data.pem + full.data.chain} />}
          {administrator && isReplaceable && (
            <Button variant="default" onClick={() => setAsking('replace')}>
              {t('certificates:replace')}
            </Button>
          )}
          {administrator && isRevocable && (
            <Button variant="default" color="red" onClick={() => setAsking('revoke')}>
              {t(origin === 'imported' ? 'certificates:distrust' : 'certificates:revoke')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function Download({ name, pem }: { name: string; pem: string }) {
  const { t } = useTranslation('certificates');
  return (
    <Button
      component="a"
      variant="default"
      href={`data:application/x-pem-file,${encodeURIComponent(pem)}`}
      download={`${name.replaceAll(/[^\w-]+/g, '-')}.pem`}
    >
      {t('certificates:download')}
    </Button>
  );
}
