import { Alert } from '@mantine/core';
import type { Answer, Role, Routes } from '@stationmaster/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ConfirmDanger } from '../../components/confirm-danger.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { notifications } from '../../notices.tsx';
import { keys } from '../../queries.ts';
import { RoleChoice } from './role-choice.tsx';

export type User = Answer<Routes['updateUser']>;
export const nameOf = (user: User) => user.name || user.email;

export function useUpdateUser(user: User, onDone: (saved: User) => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: { role?: Role; disabled?: boolean }) => api.updateUser({ params: { userId: user.id }, body }),
    onSuccess: async (saved) => {
      onDone(saved);
      await Promise.all([keys.users, keys.me].map((queryKey) => cache.invalidateQueries({ queryKey })));
    },
  });
}

export function ChangeRole({ user, own, onClose }: { user: User; own: boolean; onClose: () => void }) {
  const { t } = useTranslation('people');
  const [role, setRole] = useState<Role>(user.role);
  const update = useUpdateUser(user, (saved) => {
    notifications.show({ message: t('people:users.roleSaved', { name: nameOf(saved), role: t(`common:roles.${saved.role}`) }) });
    onClose();
  });
  return (
    <FormDialog
      title={t('people:users.roleTitle', { name: nameOf(user) })}
      onClose={onClose}
      onSubmit={() => update.mutate({ role })}
      sending={update}
      disabled={role === user.role}
      size="lg"
    >
      <RoleChoice value={role} onChange={setRole} />
      {own && role !== user.role && <Alert color="brass">{t('people:users.ownRole')}</Alert>}
    </FormDialog>
  );
}

export function DisableUser({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation('people');
  const update = useUpdateUser(user, (saved) => {
    notifications.show({ message: t('people:users.disabledNow', { name: nameOf(saved) }) });
    onClose();
  });
  return (
    <ConfirmDanger
      title={t('people:users.disableTitle', { name: nameOf(user) })}
      consequence={t('people:users.disableText', { name: nameOf(user) })}
      action={t('people:users.disable')}
      onConfirm={() => update.mutate({ disabled: true })}
      onClose={onClose}
      busy={update.isPending}
      error={update.error}
    />
  );
}
