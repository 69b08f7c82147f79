import { Select, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type DriverGroup } from '../../api.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { RemoveButton } from '../../components/remove-button.tsx';
import { notifications } from '../../notices.tsx';
import { RightsFields } from './rights-fields.tsx';
import { useDriversChanged } from './use-drivers-changed.ts';

const kinds = ['tenants', 'employees', 'guests', 'others'] as const;

/** Adds or changes a group with what its members may do. */
export function GroupForm({ group, onClose }: { group?: DriverGroup | undefined; onClose: () => void }) {
  const { t } = useTranslation('drivers');
  const changed = useDriversChanged();
  const [fields, setFields] = useState(() => ({
    name: group?.name ?? '',
    kind: group?.kind ?? ('employees' as const),
    note: group?.note ?? '',
    rights: group?.rights ?? [],
  }));
  const set = (change: Partial<typeof fields>) => setFields((before) => ({ ...before, ...change }));
  const done = async (message: string) => {
    notifications.show({ message });
    onClose();
    await changed();
  };
  const save = useMutation({
    mutationFn: () => {
      const body = { ...fields, name: fields.name.trim() };
      return group ? api.updateDriverGroup({ params: { groupId: group.id }, body }) : api.createDriverGroup({ body });
    },
    onSuccess: (saved) => done(t('drivers:form.saved', { name: saved.name })),
  });
  const remove = useMutation({
    mutationFn: () => api.deleteDriverGroup({ params: { groupId: group?.id ?? 0 } }),
    onSuccess: () => done(t('drivers:removed', { name: group?.name })),
  });
  return (
    <FormDialog
      title={t(group ? 'drivers:groups.edit' : 'drivers:groups.add')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      sending={save}
      action={t(group ? 'common:save' : 'drivers:groups.add')}
      disabled={fields.name.trim() === ''}
      aside={
        group && (
          <RemoveButton
            label={t('drivers:remove')}
            title={t('drivers:groups.removeTitle', { name: group.name })}
            text={t('drivers:groups.removeText')}
            remove={remove}
          />
        )
      }
      size="lg"
    >
      <TextInput
        label={t('drivers:form.name')}
        value={fields.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        required
        maxLength={100}
        autoComplete="off"
        data-autofocus
      />
      <Select
        label={t('drivers:groups.kind')}
        value={fields.kind}
        onChange={(kind) => kind !== null && set({ kind: kind as DriverGroup['kind'] })}
        data={kinds.map((kind) => ({ value: kind, label: t(`drivers:groups.kinds.${kind}`) }))}
        allowDeselect={false}
      />
      <RightsFields value={fields.rights} onChange={(rights) => set({ rights })} />
      <Textarea
        label={t('drivers:form.note')}
        value={fields.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
        maxLength={500}
        autosize
        minRows={1}
        maxRows={5}
      />
    </FormDialog>
  );
}
