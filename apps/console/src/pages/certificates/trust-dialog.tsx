import { Select } from '@mantine/core';
import { rootUses } from '@stationmaster/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { PemField, usePem } from '../../components/pem-field.tsx';
import { notifications } from '../../notices.tsx';
import { useChange } from './use-change.ts';
import { commonName } from './words.ts';

/** The root of somebody else, to be trusted from now on. */
export function TrustDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('certificates');
  const [use, setUse] = useState<(typeof rootUses)[number]>('mo');
  const change = useChange(
    (pem: string) => api.importCertificate({ body: { use, pem } }),
    ({ subject }) => {
      notifications.show({ message: t('certificates:trusted', { name: commonName(subject) }) });
      onClose();
    },
  );
  const pem = usePem('one', change.error);
  const submit = () => {
    const text = pem.take();
    if (text !== null) change.mutate(text);
  };
  return (
    <FormDialog
      title={t('certificates:trust')}
      onClose={onClose}
      onSubmit={submit}
      action={t('certificates:trustIt')}
      disabled={pem.text.trim() === ''}
      sending={{ isPending: change.isPending, error: pem.error }}
    >
      <Select
        label={t('certificates:whatFor')}
        value={use}
        onChange={(value) => setUse(rootUses.find((one) => one === value) ?? 'mo')}
        data={rootUses.map((value) => ({ value, label: t(`certificates:root.${value}`) }))}
        allowDeselect={false}
      />
      <PemField pem={pem} label={t('certificates:pem')} hint={t('certificates:pemHint')} />
    </FormDialog>
  );
}
