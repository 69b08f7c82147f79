import { TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type CostCentre } from '../../api.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { RemoveButton } from '../../components/remove-button.tsx';
import { LimitFields } from '../drivers/limit-fields.tsx';
import { useDriversChanged } from '../drivers/use-drivers-changed.ts';

/** Adds or changes a cost centre of a company. */
export function CentreForm({ companyId, centre, onClose }: { companyId: number; centre?: CostCentre; onClose: () => void }) {
  const { t } = useTranslation('drivers');
  const changed = useDriversChanged();
  const [fields, setFields] = useState(() => ({
    name: centre?.name ?? '',
    reference: centre?.reference ?? '',
    limits: centre?.limits ?? [],
  }));
  const set = (change: Partial<typeof fields>) => setFields((before) => ({ ...before, ...change }));
  const done = async () => {
    onClose();
    await changed();
  };
  const save = useMutation({
    mutationFn: () => {
      const body = { ...fields, name: fields.name.trim(), reference: fields.reference.trim() || null };
      return centre
        ? api.updateCostCentre({ params: { costCentreId: centre.id }, body })
        : api.createCostCentre({ params: { companyId }, body });
    },
    onSuccess: done,
  });
  const remove = useMutation({ mutationFn: () => api.deleteCostCentre({ params: { costCentreId: centre?.id ?? 0 } }), onSuccess: done });
  return (
    <FormDialog
      title={t(centre ? 'drivers:centres.edit' : 'drivers:centres.add')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      sending={save}
      disabled={fields.name.trim() === ''}
      aside={
        centre && (
          <RemoveButton
            label={t('drivers:remove')}
            title={t('drivers:centres.removeTitle', { name: centre.name })}
            text={t('drivers:companies.removeText')}
            remove={remove}
          />
        )
      }
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
      <TextInput
        label={t('drivers:form.reference')}
        value={fields.reference}
        onChange={(event) => set({ reference: event.currentTarget.value })}
        maxLength={100}
        autoComplete="off"
      />
      <LimitFields value={fields.limits} onChange={(limits) => set({ limits })} />
    </FormDialog>
  );
}
