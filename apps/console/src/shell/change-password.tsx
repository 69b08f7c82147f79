import { Button, Modal, PasswordInput, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { ErrorNote } from '../components/error-note.tsx';
import { notifications } from '../notices.tsx';

export function ChangePassword({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const change = useMutation({
    mutationFn: () => api.changePassword({ body: { current, password } }),
    onSuccess: () => {
      notifications.show({ message: t('changePassword.done') });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={t('changePassword.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={submit}>
        <Stack>
          <PasswordInput
            label={t('changePassword.current')}
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            autoComplete="current-password"
            required
            data-autofocus
          />
          <PasswordInput
            label={t('changePassword.new')}
            description={t('passwordRule')}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="new-password"
            minLength={10}
            required
          />
          <p className="sm-quiet" style={{ margin: 0, fontSize: 13.5 }}>
            {t('changePassword.note')}
          </p>
          {change.error && <ErrorNote error={change.error} />}
          <Button type="submit" loading={change.isPending}>
            {t('changePassword.title')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
