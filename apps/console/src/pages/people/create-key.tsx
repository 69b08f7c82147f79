import { Alert, Button, Code, Modal, Stack, TextInput } from '@mantine/core';
import type { Role } from '@stationmaster/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { CopyField } from '../../components/copy-field.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { keys } from '../../queries.ts';
import { instantOf } from '../cards/validity.ts';
import { RoleChoice } from './role-choice.tsx';

/** Makes a key; stored as a hash only, so this is its one appearance. */
export function CreateKey({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('people');
  const cache = useQueryClient();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [until, setUntil] = useState('');
  const create = useMutation({
    mutationFn: () => api.createKey({ body: { name: name.trim(), role, expiresAt: instantOf(until, true) } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.apiKeys }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  const made = create.data;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('people:keys.createTitle')}
      closeOnClickOutside={!made}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {made ? (
        <Stack>
          <CopyField label={t('people:keys.secret')} value={made.key} />
          <Alert color="brass">{t('people:keys.secretText')}</Alert>
          <div style={{ fontSize: 14 }}>
            {t('people:keys.use')}
            <Code block mt={6}>{`Authorization: Bearer ${made.prefix}…`}</Code>
          </div>
          <Button onClick={onClose}>{t('people:keys.secretDone')}</Button>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack>
            <TextInput
              label={t('people:keys.name')}
              description={t('people:keys.nameHint')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              required
              maxLength={100}
              data-autofocus
              autoComplete="off"
            />
            <RoleChoice value={role} onChange={setRole} />
            <TextInput
              type="date"
              label={t('people:keys.expires')}
              description={t('people:keys.expiresHint')}
              value={until}
              onChange={(event) => setUntil(event.currentTarget.value)}
              w={220}
            />
            {create.error && <ErrorNote error={create.error} />}
            <Button type="submit" loading={create.isPending} disabled={name.trim() === ''}>
              {t('people:keys.create')}
            </Button>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
