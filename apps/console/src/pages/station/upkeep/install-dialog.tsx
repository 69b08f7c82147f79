import { Select } from '@mantine/core';
import { rootCertificateTypes } from '@stationmaster/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PemDialog, type PemTarget } from './pem-dialog.tsx';

const ofVersion: Readonly<Record<string, number>> = { 'ocpp1.6': 2, 'ocpp2.0.1': 4 };

/** A root certificate the station shall trust, and for what. */
export function InstallDialog({ protocol, ...target }: PemTarget & { protocol: string | null }) {
  const { t } = useTranslation('upkeep');
  // The list is in the order in which the versions got to know them.
  const types = rootCertificateTypes.slice(0, ofVersion[protocol ?? ''] ?? rootCertificateTypes.length);
  const [type, setType] = useState<(typeof types)[number]>('CSMSRootCertificate');
  return (
    <PemDialog
      {...target}
      title={t('upkeep:install')}
      hint={t('upkeep:installHint')}
      action={t('upkeep:installIt')}
      kind="one"
      requestOf={(certificate) => ({ verb: 'installCertificate', type, certificate })}
    >
      <Select
        label={t('upkeep:purpose')}
        value={type}
        onChange={(value) => setType(types.find((one) => one === value) ?? 'CSMSRootCertificate')}
        data={types.map((value) => ({ value, label: t(`upkeep:type.${value}`) }))}
        allowDeselect={false}
      />
    </PemDialog>
  );
}
