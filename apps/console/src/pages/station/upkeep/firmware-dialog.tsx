import { Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Station } from '../../../api.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { instantOf } from '../instant-of.ts';
import type { CommandRequest } from '../use-command.ts';
import { MomentField } from './moment-field.tsx';

interface Props {
  station: Station;
  onSend: (request: CommandRequest) => void;
  onClose: () => void;
}

/** Where the new firmware lies, and when it is fetched and put in. With signature and certificate the station checks who made it. */
export function FirmwareDialog({ station, onSend, onClose }: Props) {
  const { t } = useTranslation('upkeep');
  const [form, setForm] = useState({ location: '', retrieve: '', install: '', signature: '', signingCertificate: '' });
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }));
  const isSigned = form.signature !== '' && form.signingCertificate !== '';
  // A plain update of 1.6 installs when it has the file.
  const canWait = isSigned || station.protocol !== 'ocpp1.6';
  const charging = station.connectors.filter((connector) => connector.sessionId !== null).length;
  const submit = () => {
    onSend({
      verb: 'updateFirmware',
      location: form.location.trim(),
      ...instantOf('retrieveAt', form.retrieve),
      ...(canWait ? instantOf('installAt', form.install) : {}),
      ...(isSigned ? { signature: form.signature.trim(), signingCertificate: form.signingCertificate } : {}),
    });
  };
  return (
    <FormDialog
      title={t('upkeep:update')}
      onClose={onClose}
      onSubmit={submit}
      action={t('upkeep:update')}
      disabled={form.location.trim() === ''}
    >
      <TextInput
        label={t('upkeep:location')}
        description={t('upkeep:locationHint')}
        placeholder="https://"
        value={form.location}
        onChange={(event) => set({ location: event.currentTarget.value })}
        required
        data-autofocus
        spellCheck={false}
        autoComplete="off"
      />
      <MomentField
        label={t('upkeep:retrieveAt')}
        hint={t('upkeep:leaveNow')}
        value={form.retrieve}
        onChange={(retrieve) => set({ retrieve })}
      />
      {canWait && (
        <MomentField
          label={t('upkeep:installAt')}
          hint={t('upkeep:leaveThen')}
          value={form.install}
          onChange={(install) => set({ install })}
        />
      )}
      <details>
        <summary>{t('upkeep:signed')}</summary>
        <Stack gap="sm" mt="xs">
          <TextInput
            label={t('upkeep:signature')}
            value={form.signature}
            onChange={(event) => set({ signature: event.currentTarget.value })}
            maxLength={800}
            spellCheck={false}
          />
          <Textarea
            label={t('upkeep:signingCertificate')}
            value={form.signingCertificate}
            onChange={(event) => set({ signingCertificate: event.currentTarget.value })}
            maxLength={5500}
            rows={4}
            spellCheck={false}
          />
        </Stack>
      </details>
      <p className="sm-quiet" style={{ margin: 0, fontSize: 14 }}>
        {t('station:carsCharging', { count: charging })}
      </p>
    </FormDialog>
  );
}
