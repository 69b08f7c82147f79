import { Alert, Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type WatchedCertificate } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { useMay } from '../../me.ts';
import { commonName } from './words.ts';

const types = { csms: 'CSMSRootCertificate', v2g: 'V2GRootCertificate', mo: 'MORootCertificate' } as const;

interface Props {
  certificate: WatchedCertificate;
  all: readonly WatchedCertificate[];
  stranded: readonly { stationId: string }[];
}

/** Where a root has a successor that lasts longer: gives it to the stations that trust nothing else yet. */
export function GiveSuccessor({ certificate, all, stranded }: Props) {
  const { t } = useTranslation('certificates');
  const operator = useMay('operator');
  const navigate = useNavigate();
  const { use, role, algorithm, id, validTo, level } = certificate;
  const successor = all.find(
    (one) =>
      one.role === 'root' &&
      one.use === use &&
      one.algorithm === algorithm &&
      one.id !== id &&
      one.state === 'active' &&
      one.validTo > validTo,
  );
  const give = useMutation({
    mutationFn: async () => {
      const { pem } = await api.getCertificate({ params: { certificateId: successor?.id ?? 0 } });
      const request = { verb: 'installCertificate', type: types[use as keyof typeof types], certificate: pem } as const;
      return await api.createBulkCommand({
        body: { filter: { stationIds: stranded.map(({ stationId }) => stationId) }, request, waitSeconds: 86_400 },
      });
    },
    onSuccess: ({ id: bulkId }) => void navigate({ to: `/bulk/${bulkId}` }),
  });
  // Of a root that lasts for years and is the newest there is nothing to be done.
  const isNewestAndFine = successor === undefined && level === 'fine';
  if (role !== 'root' || stranded.length === 0 || isNewestAndFine) return null;
  const isPossible = successor !== undefined && use in types;
  return (
    <Alert color="brass" title={t('certificates:strandedTitle', { count: stranded.length })}>
      <Text size="sm">
        {isPossible ? t('certificates:giveText', { name: commonName(successor.subject) }) : t('certificates:noSuccessor')}
      </Text>
      {give.error && <ErrorNote error={give.error} />}
      {isPossible && operator && (
        <Button mt="sm" size="xs" loading={give.isPending} onClick={() => give.mutate()}>
          {t('certificates:give', { count: stranded.length })}
        </Button>
      )}
    </Alert>
  );
}
