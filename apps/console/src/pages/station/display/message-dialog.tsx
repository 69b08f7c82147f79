import { Select, Textarea, TextInput } from '@mantine/core';
import { messageFormats, messagePriorities, messageStates } from '@stationmaster/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Station } from '../../../api.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { instantOf } from '../instant-of.ts';
import { MomentField } from '../upkeep/moment-field.tsx';
import type { CommandRequest } from '../use-command.ts';
import type { ShownMessage } from './messages.ts';

interface Props {
  station: Station;
  /** To be replaced; null: a new one. */
  message: ShownMessage | null;
  onSend: (request: CommandRequest) => void;
  onClose: () => void;
}

/** What to show, how pressing it is, when, and in which state of the station. */
export function MessageDialog({ station, message, onSend, onClose }: Props) {
  const { t } = useTranslation('display');
  const is21 = station.protocol === 'ocpp2.1';
  const states = messageStates.filter((state) => is21 || (state !== 'Suspended' && state !== 'Discharging'));
  const formats = messageFormats.filter((format) => is21 || format !== 'QRCODE');
  const [form, setForm] = useState(() => ({
    content: message?.message.content ?? '',
    language: message?.message.language ?? '',
    format: formats.find((format) => format === message?.message.format) ?? formats[0] ?? 'UTF8',
    priority: message?.priority ?? 'NormalCycle',
    state: states.find((state) => state === message?.state) ?? null,
    from: localOf(message?.startDateTime),
    until: localOf(message?.endDateTime),
  }));
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }));
  const submit = () => {
    const { content, language, format, priority, state } = form;
    onSend({
      verb: 'setDisplayMessage',
      ...(message === null ? {} : { id: message.id }),
      content,
      format,
      priority,
      ...(language === '' ? {} : { language }),
      ...(state === null ? {} : { state }),
      ...instantOf('from', form.from),
      ...instantOf('until', form.until),
      translations: [],
    });
  };
  return (
    <FormDialog
      title={t(message === null ? 'display:show' : 'display:editTitle')}
      onClose={onClose}
      onSubmit={submit}
      action={t('display:showIt')}
      disabled={form.content.trim() === ''}
    >
      <Textarea
        label={t('display:text')}
        value={form.content}
        onChange={(event) => set({ content: event.currentTarget.value })}
        maxLength={is21 ? 1024 : 512}
        rows={3}
        required
        data-autofocus
      />
      <TextInput
        label={t('display:language')}
        description={t('display:languageHint')}
        value={form.language}
        onChange={(event) => set({ language: event.currentTarget.value })}
        maxLength={8}
      />
      <Select
        label={t('display:formatName')}
        value={form.format}
        onChange={(value) => set({ format: formats.find((format) => format === value) ?? 'UTF8' })}
        data={formats.map((value) => ({ value, label: t(`display:format.${value}`) }))}
        allowDeselect={false}
      />
      <Select
        label={t('display:priorityName')}
        value={form.priority}
        onChange={(value) => set({ priority: messagePriorities.find((priority) => priority === value) ?? 'NormalCycle' })}
        data={messagePriorities.map((value) => ({ value, label: t(`display:priority.${value}`) }))}
        allowDeselect={false}
      />
      <Select
        label={t('display:stateName')}
        placeholder={t('display:always')}
        value={form.state}
        onChange={(value) => set({ state: states.find((state) => state === value) ?? null })}
        data={states.map((value) => ({ value, label: t(`display:state.${value}`) }))}
        clearable
      />
      <MomentField label={t('display:fromName')} hint={t('display:leaveNow')} value={form.from} onChange={(from) => set({ from })} />
      <MomentField label={t('display:untilName')} hint={t('display:leaveEver')} value={form.until} onChange={(until) => set({ until })} />
    </FormDialog>
  );
}

/** An instant as a date-and-time field of the viewer's zone holds it. */
function localOf(at: string | undefined): string {
  if (at === undefined) return '';
  const moment = new Date(at);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
