import { MultiSelect, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Driver, type SpendingLimit } from '../../api.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { notifications } from '../../notices.tsx';
import { keys } from '../../queries.ts';
import classes from './drivers.module.css';
import { LimitFields } from './limit-fields.tsx';
import { useDriversChanged } from './use-drivers-changed.ts';

interface Fields {
  name: string;
  reference: string;
  email: string;
  language: string;
  note: string;
  blocked: boolean;
  companyId: number | null;
  costCentreId: number | null;
  groupIds: number[];
  limits: SpendingLimit[];
}
const fieldsOf = (driver: Driver | undefined): Fields => ({
  name: driver?.name ?? '',
  reference: driver?.reference ?? '',
  email: driver?.email ?? '',
  language: driver?.language ?? '',
  note: driver?.note ?? '',
  blocked: driver?.blocked ?? false,
  companyId: driver?.company?.id ?? null,
  costCentreId: driver?.costCentre?.id ?? null,
  groupIds: driver?.groups.map(({ id }) => id) ?? [],
  limits: driver?.limits ?? [],
});
const languages = ['de', 'en', 'fr', 'it', 'nl', 'pl', 'es', 'cs', 'da', 'sv', 'nb', 'fi', 'pt'];

/** Adds or changes a driver; after adding, their page opens, where cards and cars are given. */
export function DriverForm({ driver, onClose }: { driver?: Driver; onClose: () => void }) {
  const { t, i18n } = useTranslation('drivers');
  const changed = useDriversChanged();
  const navigate = useNavigate();
  const groups = useQuery({ queryKey: keys.driverGroups, queryFn: () => api.listDriverGroups() });
  const companies = useQuery({ queryKey: keys.companies, queryFn: () => api.listCompanies() });
  const [fields, setFields] = useState(() => fieldsOf(driver));
  const set = (change: Partial<Fields>) => setFields((before) => ({ ...before, ...change }));
  const company = companies.data?.items.find(({ id }) => id === fields.companyId);
  const languageNames = new Intl.DisplayNames(i18n.language, { type: 'language' });
  const save = useMutation({
    mutationFn: () => {
      const { reference, ...rest } = fields;
      const body = {
        ...rest,
        name: fields.name.trim(),
        email: fields.email.trim(),
        ...(reference.trim() ? { reference: reference.trim() } : {}),
      };
      return driver ? api.updateDriver({ params: { driverId: driver.id }, body }) : api.createDriver({ body });
    },
    onSuccess: async (saved) => {
      notifications.show({ message: t('drivers:form.saved', { name: saved.name }) });
      onClose();
      await changed();
      if (!driver) await navigate({ to: '/drivers/$driverId', params: { driverId: String(saved.id) } });
    },
  });
  return (
    <FormDialog
      title={t(driver ? 'drivers:form.edit' : 'drivers:form.add')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      sending={save}
      action={t(driver ? 'common:save' : 'drivers:add')}
      disabled={fields.name.trim() === ''}
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
      <div className={classes.pair}>
        <TextInput
          type="email"
          label={t('drivers:form.email')}
          value={fields.email}
          onChange={(event) => set({ email: event.currentTarget.value })}
          maxLength={254}
          autoComplete="off"
        />
        <TextInput
          label={t('drivers:form.reference')}
          value={fields.reference}
          onChange={(event) => set({ reference: event.currentTarget.value })}
          placeholder={t('drivers:form.referencePlaceholder')}
          maxLength={100}
          autoComplete="off"
        />
      </div>
      <MultiSelect
        label={t('drivers:form.groups')}
        description={t('drivers:form.groupsHint')}
        value={fields.groupIds.map(String)}
        onChange={(ids) => set({ groupIds: ids.map(Number) })}
        data={(groups.data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
        nothingFoundMessage={t('drivers:form.noGroups')}
        searchable
        clearable
      />
      <div className={classes.pair}>
        <Select
          label={t('drivers:form.company')}
          value={fields.companyId === null ? null : String(fields.companyId)}
          onChange={(id) => set({ companyId: id === null ? null : Number(id), costCentreId: null })}
          placeholder={t('drivers:form.privately')}
          data={(companies.data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
          searchable
          clearable
        />
        <Select
          label={t('drivers:form.costCentre')}
          value={fields.costCentreId === null ? null : String(fields.costCentreId)}
          onChange={(id) => set({ costCentreId: id === null ? null : Number(id) })}
          placeholder={t('common:none')}
          data={(company?.costCentres ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
          disabled={company === undefined || company.costCentres.length === 0}
          clearable
        />
      </div>
      <LimitFields value={fields.limits} onChange={(limits) => set({ limits })} />
      <Select
        label={t('drivers:form.language')}
        value={fields.language || null}
        onChange={(language) => set({ language: language ?? '' })}
        data={[...new Set([...languages, ...(fields.language ? [fields.language] : [])])].map((value) => ({
          value,
          label: languageNames.of(value) ?? value,
        }))}
        searchable
        clearable
      />
      <Textarea
        label={t('drivers:form.note')}
        value={fields.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
        maxLength={500}
        autosize
        minRows={1}
        maxRows={5}
      />
      <Switch
        label={t('drivers:form.blocked')}
        description={t('drivers:form.blockedHint')}
        checked={fields.blocked}
        onChange={(event) => set({ blocked: event.currentTarget.checked })}
      />
    </FormDialog>
  );
}
