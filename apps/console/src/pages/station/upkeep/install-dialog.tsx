import { Select } from '@mantine/core';
import { rootCertificateTypes } from '@stationmaster/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandRequest } from '../use-command.ts';
import { PemDialog } from './pem-dialog.tsx';

const ofVersion: Readonly<Record<string, number>> = { 'ocpp1.6': 2, 'ocpp2.0.1': 4 };
interface Props {
  protocol: string | null;
  onSend: (request: CommandRequest) => void;
  onClose: () => void;
}

/** A root certificate the station shall trust, and for what. */
export function InstallDialog({ protocol, onSend, onClose }: Props) {
  const { t } = useTranslation('upkeep');
  // The list is in the order in which the versions got to know them.
  const types = rootCertificateTypes.slice(0, ofVersion[protocol ?? ''] ?? rootCertificateTypes.length);
  const [type, setType] = useState<(typeof types)[number]>('CSMSRootCertificate');
  return (
    <PemDialog
      title={t('upkeep:install')}
      hint={t('upkeep:installHint')}
      action={t('upkeep:installIt')}
      onSend={(certificate) => onSend({ verb: 'installCertificate', type, certificate })}
      onClose={onClose}
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
