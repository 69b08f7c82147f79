import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type HeldCertificate, type Station } from '../../../api.ts';
import { lazily } from '../../../components/lazily.tsx';
import { useMay } from '../../../me.ts';
import { keys } from '../../../queries.ts';
import shared from '../station.module.css';
import { ToldPanel } from '../told-panel.tsx';
import type { CommandSender } from '../use-command.ts';
import { CertificateRequests } from './certificate-requests.tsx';
import { HeldCertificateRow, useNameOf } from './held-certificate.tsx';
import { SignedCertificates } from './signed-certificates.tsx';

const InstallDialog = lazily(async () => (await import('./install-dialog.tsx')).InstallDialog);
const ConfirmDanger = lazily(async () => (await import('../../../components/confirm-danger.tsx')).ConfirmDanger);

/** Whom the station trusts and what it shows itself with, as it last listed; and what it wants signed. */
export function CertificatesPanel({ station, command }: { station: Station; command: CommandSender }) {
  const { t } = useTranslation('upkeep');
  const operator = useMay('operator');
  const [installing, setInstalling] = useState(false);
  const [leaving, setLeaving] = useState<HeldCertificate | null>(null);
  const held = useQuery({
    queryKey: keys.heldCertificates(station.id),
    queryFn: () => api.listHeldCertificates({ params: { stationId: station.id } }),
  });
  const items = held.data?.items ?? [];
  const nameOf = useNameOf();
  const usable = operator && station.connected && !command.waiting;
  return (
    <div className={shared.stack}>
      <ToldPanel
        title={t('upkeep:certificates')}
        actions={
          operator && (
            <>
              <Button
                size="xs"
                variant="default"
                disabled={!usable}
                onClick={() => command.send({ verb: 'getInstalledCertificateIds', types: [] })}
              >
                {t('upkeep:readCertificates')}
              </Button>
              <Button size="xs" variant="default" disabled={!usable} onClick={() => setInstalling(true)}>
                {t('upkeep:install')}
              </Button>
            </>
          )
        }
        empty={t('upkeep:noCertificates')}
        list={{ items, isLoading: held.isPending, error: held.error }}
      >
        {items.map((certificate) => (
          <HeldCertificateRow
            key={certificate.key}
            certificate={certificate}
            {...(usable ? { onDelete: () => setLeaving(certificate) } : {})}
          />
        ))}
      </ToldPanel>
      <SignedCertificates station={station} />
      <CertificateRequests station={station} command={command} />
      {installing && <InstallDialog protocol={station.protocol} sender={command} onClose={() => setInstalling(false)} />}
      {leaving && (
        <ConfirmDanger
          title={t('upkeep:deleteTitle')}
          consequence={t('upkeep:deleteConsequence', {
            name: nameOf(leaving),
            types: leaving.types.map((type) => t(`upkeep:type.${type}`, { defaultValue: type })).join(', '),
          })}
          action={t('upkeep:delete')}
          onClose={() => setLeaving(null)}
          onConfirm={() => {
            const { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber } = leaving;
            command.send({ verb: 'deleteCertificate', hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber });
            setLeaving(null);
          }}
        />
      )}
    </div>
  );
}
