import { Select, TextInput } from '@mantine/core';
import { logKinds } from '@stationmaster/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { instantOf } from '../instant-of.ts';
import type { CommandRequest } from '../use-command.ts';
import { MomentField } from './moment-field.tsx';

interface Props {
  protocol: string | null;
  onSend: (request: CommandRequest) => void;
  onClose: () => void;
}

/** Which log, of what time, and where the station leaves it. */
export function LogDialog({ protocol, onSend, onClose }: Props) {
  const { t } = useTranslation('upkeep');
  const kinds = logKinds.filter((kind) => kind !== 'dataCollector' || protocol === 'ocpp2.1');
  const [form, setForm] = useState({ kind: kinds[0] ?? 'diagnostics', location: '', from: '', to: '' });
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }));
  const submit = () => {
    const { kind, location } = form;
    onSend({ verb: 'getLog', kind, location: location.trim(), ...instantOf('from', form.from), ...instantOf('to', form.to) });
  };
  return (
    <FormDialog
      title={t('upkeep:getLog')}
      onClose={onClose}
      onSubmit={submit}
      action={t('upkeep:getLog')}
      disabled={form.location.trim() === ''}
    >
      <Select
        label={t('upkeep:which')}
        value={form.kind}
        onChange={(value) => set({ kind: kinds.find((kind) => kind === value) ?? 'diagnostics' })}
        data={kinds.map((value) => ({ value, label: t(`upkeep:log.${value}`) }))}
        allowDeselect={false}
      />
      <TextInput
        label={t('upkeep:uploadTo')}
        description={t('upkeep:uploadHint')}
        placeholder="https://"
        value={form.location}
        onChange={(event) => set({ location: event.currentTarget.value })}
        required
        data-autofocus
        spellCheck={false}
        autoComplete="off"
      />
      <MomentField label={t('upkeep:from')} hint={t('upkeep:leaveAll')} value={form.from} onChange={(from) => set({ from })} />
      <MomentField label={t('upkeep:to')} value={form.to} onChange={(to) => set({ to })} />
    </FormDialog>
  );
}
