import { Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import type { authorityNames } from '@stationmaster/contract';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type WatchedCertificate } from '../../api.ts';
import { ConfirmDanger } from '../../components/confirm-danger.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { notifications } from '../../notices.tsx';
import { useChange } from './use-change.ts';
import { commonName } from './words.ts';

type AuthorityName = (typeof authorityNames)[number];

function authorityOf({ use, algorithm }: WatchedCertificate): AuthorityName {
  if (use === 'v2g' || use === 'v2g20') return use;
  return algorithm === 'rsa' ? 'csmsRsa' : 'csmsEc';
}

/** A new root beside the present one; nobody is stranded by it. */
export function ReplaceDialog({ certificate, onClose }: { certificate: WatchedCertificate; onClose: () => void }) {
  const { t } = useTranslation('certificates');
  const name = authorityOf(certificate);
  const change = useChange(
    () => api.replaceAuthority({ body: { name } }),
    () => {
      notifications.show({ message: t('certificates:replaced') });
      onClose();
    },
  );
  return (
    <ConfirmDanger
      title={t('certificates:replaceTitle')}
      consequence={t('certificates:replaceText')}
      action={t('certificates:replace')}
      onConfirm={() => change.mutate()}
      onClose={onClose}
      busy={change.isPending}
      error={change.error}
    />
  );
}

interface RevokeProps {
  certificate: WatchedCertificate;
  onClose: () => void;
  onDone: () => void;
}
/** Takes it back, with a reason that stays. */
export function RevokeDialog({ certificate, onClose, onDone }: RevokeProps) {
  const { t } = useTranslation('certificates');
  const [reason, setReason] = useState('');
  const isImported = certificate.origin === 'imported';
  const change = useChange(
    () => api.revokeCertificate({ params: { certificateId: certificate.id }, body: { reason: reason.trim() } }),
    () => {
      notifications.show({ message: t('certificates:revoked', { name: commonName(certificate.subject) }) });
      onDone();
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  const action = t(isImported ? 'certificates:distrust' : 'certificates:revoke');
  return (
    <Modal opened onClose={onClose} title={action} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm">{t(isImported ? 'certificates:distrustText' : 'certificates:revokeText')}</Text>
          <TextInput
            label={t('certificates:reason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={200}
            required
            data-autofocus
          />
          {change.error && <ErrorNote error={change.error} />}
          <Button type="submit" color="red" loading={change.isPending} disabled={reason.trim() === ''}>
            {action}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
