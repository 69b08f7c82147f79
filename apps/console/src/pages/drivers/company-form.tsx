import { Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Company } from '../../api.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { notifications } from '../../notices.tsx';
import classes from './drivers.module.css';
import { LimitFields } from './limit-fields.tsx';
import { useDriversChanged } from './use-drivers-changed.ts';

/** Adds or changes a company. */
export function CompanyForm({ company, onClose }: { company?: Company; onClose: () => void }) {
  const { t } = useTranslation('drivers');
  const changed = useDriversChanged();
  const navigate = useNavigate();
  const [fields, setFields] = useState(() => ({
    name: company?.name ?? '',
    reference: company?.reference ?? '',
    vatNumber: company?.vatNumber ?? '',
    address: company?.address ?? '',
    email: company?.email ?? '',
    note: company?.note ?? '',
    limits: company?.limits ?? [],
  }));
  const set = (change: Partial<typeof fields>) => setFields((before) => ({ ...before, ...change }));
  const save = useMutation({
    mutationFn: () => {
      const body = { ...fields, name: fields.name.trim(), email: fields.email.trim(), reference: fields.reference.trim() || null };
      return company ? api.updateCompany({ params: { companyId: company.id }, body }) : api.createCompany({ body });
    },
    onSuccess: async (saved) => {
      notifications.show({ message: t('drivers:form.saved', { name: saved.name }) });
      onClose();
      await changed();
      if (!company) await navigate({ to: '/companies/$companyId', params: { companyId: String(saved.id) } });
    },
  });
  const text = (field: 'name' | 'reference' | 'vatNumber' | 'address' | 'email', most: number) => ({
    label: t(`drivers:form.${field}`),
    value: fields[field],
    onChange: (event: { currentTarget: { value: string } }) => set({ [field]: event.currentTarget.value }),
    maxLength: most,
    autoComplete: 'off',
  });
  return (
    <FormDialog
      title={t(company ? 'drivers:companies.edit' : 'drivers:companies.add')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      sending={save}
      action={t(company ? 'common:save' : 'drivers:companies.add')}
      disabled={fields.name.trim() === ''}
      size="lg"
    >
      <TextInput {...text('name', 100)} required data-autofocus />
      <div className={classes.pair}>
        <TextInput {...text('email', 254)} type="email" />
        <TextInput {...text('reference', 100)} />
      </div>
      <Textarea {...text('address', 300)} autosize minRows={1} maxRows={4} />
      <TextInput {...text('vatNumber', 20)} placeholder={t('drivers:form.vatExample')} />
      <LimitFields value={fields.limits} onChange={(limits) => set({ limits })} />
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
