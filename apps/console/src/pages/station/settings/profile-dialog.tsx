import { NumberInput, PasswordInput, Select, TextInput } from '@mantine/core';
import { apnAuthentications, networkInterfaces } from '@stationmaster/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../../components/form-dialog.tsx';
import type { CommandRequest } from '../use-command.ts';

type Profile = Extract<CommandRequest, { verb: 'setNetworkProfile' }>['profile'];

interface Props {
  is21: boolean;
  /** To begin with. */
  slot: number;
  /** Slots that hold a profile already. */
  taken: readonly number[];
  onSet: (slot: number, profile: Profile) => void;
  onClose: () => void;
}

/** A way for the station to call: where to, over what, how secured. It is used after the order is changed and the station restarted. */
export function ProfileDialog({ is21, slot, taken, onSet, onClose }: Props) {
  const { t } = useTranslation('settings');
  const [form, setForm] = useState({
    slot,
    csmsUrl: `${location.origin.replace(/^http/, 'ws')}/ocpp`,
    interface: 'Wired0' as Profile['interface'],
    messageTimeout: 30,
    securityProfile: location.protocol === 'https:' ? 2 : 1,
    identity: '',
    basicAuthPassword: '',
    apn: '',
    apnAuthentication: 'AUTO' as (typeof apnAuthentications)[number],
    apnUserName: '',
    apnPassword: '',
  });
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }));
  const overRadio = form.interface.startsWith('Wireless');
  return (
    <FormDialog
      title={t('settings:network.set')}
      onClose={onClose}
      onSubmit={() => onSet(form.slot, profileOf(form, overRadio))}
      action={t('settings:network.give')}
    >
      <NumberInput
        label={t('settings:network.slotNumber')}
        {...(taken.includes(form.slot) ? { description: t('settings:network.replaces') } : {})}
        value={form.slot}
        onChange={(value) => set({ slot: Number(value) })}
        min={0}
        max={99}
        required
      />
      <TextInput
        label={t('settings:network.url')}
        description={t('settings:network.urlHint')}
        value={form.csmsUrl}
        onChange={(event) => set({ csmsUrl: event.currentTarget.value })}
        required
        data-autofocus
        spellCheck={false}
      />
      <Select
        label={t('settings:network.interface')}
        value={form.interface}
        onChange={(value) => set({ interface: networkInterfaces.find((name) => name === value) ?? 'Wired0' })}
        data={networkInterfaces.filter((name) => is21 || name !== 'Any')}
        allowDeselect={false}
      />
      <Select
        label={t('settings:network.securityProfile')}
        value={String(form.securityProfile)}
        onChange={(value) => set({ securityProfile: Number(value) })}
        data={['0', '1', '2', '3'].map((value) => ({ value, label: t(`settings:network.profile.${value}`) }))}
        allowDeselect={false}
      />
      <NumberInput
        label={t('settings:network.timeout')}
        value={form.messageTimeout}
        onChange={(value) => set({ messageTimeout: Number(value) })}
        min={1}
        max={3600}
        suffix=" s"
      />
      {overRadio && (
        <>
          <TextInput label={t('settings:network.apn')} value={form.apn} onChange={(event) => set({ apn: event.currentTarget.value })} />
          <Select
            label={t('settings:network.apnAuthentication')}
            value={form.apnAuthentication}
            onChange={(value) => set({ apnAuthentication: apnAuthentications.find((name) => name === value) ?? 'AUTO' })}
            data={[...apnAuthentications]}
            allowDeselect={false}
          />
          <TextInput
            label={t('settings:network.apnUser')}
            value={form.apnUserName}
            onChange={(event) => set({ apnUserName: event.currentTarget.value })}
            autoComplete="off"
          />
          <PasswordInput
            label={t('settings:network.apnPassword')}
            value={form.apnPassword}
            onChange={(event) => set({ apnPassword: event.currentTarget.value })}
            autoComplete="new-password"
          />
        </>
      )}
      {is21 && (
        <>
          <TextInput
            label={t('settings:network.identity')}
            description={t('settings:network.identityHint')}
            value={form.identity}
            onChange={(event) => set({ identity: event.currentTarget.value })}
            maxLength={48}
          />
          <PasswordInput
            label={t('settings:network.password')}
            description={t('settings:network.passwordHint')}
            value={form.basicAuthPassword}
            onChange={(event) => set({ basicAuthPassword: event.currentTarget.value })}
            maxLength={64}
            autoComplete="new-password"
          />
        </>
      )}
    </FormDialog>
  );
}

interface Form extends Pick<Profile, 'csmsUrl' | 'interface' | 'messageTimeout' | 'securityProfile'> {
  identity: string;
  basicAuthPassword: string;
  apn: string;
  apnAuthentication: (typeof apnAuthentications)[number];
  apnUserName: string;
  apnPassword: string;
}
/** What is left empty is left out. */
function profileOf(form: Form, overRadio: boolean): Profile {
  const { csmsUrl, messageTimeout, securityProfile, identity, basicAuthPassword, apn, apnAuthentication, apnUserName, apnPassword } = form;
  const access = { apn, apnAuthentication, ...(apnUserName ? { apnUserName } : {}), ...(apnPassword ? { apnPassword } : {}) };
  return {
    csmsUrl: csmsUrl.trim(),
    interface: form.interface,
    messageTimeout,
    securityProfile,
    ...(identity.trim() ? { identity: identity.trim() } : {}),
    ...(basicAuthPassword ? { basicAuthPassword } : {}),
    ...(overRadio && apn ? { apn: access } : {}),
  };
}
