import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Station } from '../../../api.ts';
import { lazily } from '../../../components/lazily.tsx';
import { RelativeTime } from '../../../components/quantity.tsx';
import { useMay } from '../../../me.ts';
import shared from '../station.module.css';
import { ToldPanel, ToldRow } from '../told-panel.tsx';
import type { CommandRequest, CommandSender } from '../use-command.ts';
import { type Kept, useRecords } from '../use-records.ts';
import { CertificateRequests } from './certificate-requests.tsx';

const InstallDialog = lazily(async () => (await import('./install-dialog.tsx')).InstallDialog);
const ConfirmDanger = lazily(async () => (await import('../../../components/confirm-danger.tsx')).ConfirmDanger);

type Hash = Omit<Extract<CommandRequest, { verb: 'deleteCertificate' }>, 'verb'>;
interface Certificate extends Hash {
  types: string[];
  children: Hash[];
}

/** Whom the station trusts and what it shows itself with, as it last listed; and what it wants signed. */
export function CertificatesPanel({ station, command }: { station: Station; command: CommandSender }) {
  const { t } = useTranslation('upkeep');
  const operator = useMay('operator');
  const [installing, setInstalling] = useState(false);
  const [leaving, setLeaving] = useState<Kept<Certificate> | null>(null);
  const certificates = useRecords<Certificate>(station.id, 'certificate');
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
        list={certificates}
      >
        {certificates.items.map((certificate) => (
          <CertificateRow
            key={certificate.key}
            certificate={certificate}
            {...(usable ? { onDelete: () => setLeaving(certificate) } : {})}
          />
        ))}
      </ToldPanel>
      <CertificateRequests station={station} command={command} />
      {installing && (
        <InstallDialog
          protocol={station.protocol}
          onClose={() => setInstalling(false)}
          onSend={(request) => {
            setInstalling(false);
            command.send(request);
          }}
        />
      )}
      {leaving && (
        <ConfirmDanger
          title={t('upkeep:deleteTitle')}
          consequence={t('upkeep:deleteConsequence', { types: leaving.data.types.map((type) => t(`upkeep:type.${type}`)).join(', ') })}
          action={t('upkeep:delete')}
          onClose={() => setLeaving(null)}
          onConfirm={() => {
            const { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber } = leaving.data;
            command.send({ verb: 'deleteCertificate', hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber });
            setLeaving(null);
          }}
        />
      )}
    </div>
  );
}

function CertificateRow({ certificate: { data, at }, onDelete }: { certificate: Kept<Certificate>; onDelete?: () => void }) {
  const { t } = useTranslation('upkeep');
  return (
    <ToldRow
      what={data.types.map((type) => t(`upkeep:type.${type}`)).join(', ')}
      known={
        <>
          {t('upkeep:serial')} <span className="sm-mono">{data.serialNumber}</span>
          {data.children.length > 0 && ` · ${t('upkeep:below', { count: data.children.length })}`}
        </>
      }
      when={<RelativeTime at={at} />}
      action={
        onDelete && (
          <Button size="compact-xs" variant="default" onClick={onDelete}>
            {t('upkeep:delete')}
          </Button>
        )
      }
    />
  );
}
