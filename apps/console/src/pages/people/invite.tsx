import { Alert, Button, Modal, Stack, TextInput } from '@mantine/core';
import type { Role } from '@stationmaster/contract';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { CopyField } from '../../components/copy-field.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { exact } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import { RoleChoice } from './role-choice.tsx';

/** Makes a one-time link; it is shown here and never again. */
export function Invite({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('people');
  const locale = useLocale();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('operator');
  const invite = useMutation({ mutationFn: () => api.inviteUser({ body: { role, ...(email.trim() ? { email: email.trim() } : {}) } }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate();
  };
  const made = invite.data;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('people:users.inviteTitle')}
      closeOnClickOutside={!made}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {made ? (
        <Stack>
          <CopyField label={t('people:users.link')} value={made.url} />
          <Alert color="brass">{t('people:users.linkText', { time: exact(Date.parse(made.expiresAt), locale) })}</Alert>
          <Button onClick={onClose}>{t('people:users.linkDone')}</Button>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack>
            <TextInput
              type="email"
              label={t('people:users.email')}
              description={t('people:users.emailHint')}
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              maxLength={200}
              data-autofocus
              autoComplete="off"
            />
            <RoleChoice value={role} onChange={setRole} />
            {invite.error && <ErrorNote error={invite.error} />}
            <Button type="submit" loading={invite.isPending}>
              {t('people:users.make')}
            </Button>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
