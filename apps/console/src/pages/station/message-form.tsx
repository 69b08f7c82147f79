import { Button, NumberInput, Select, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type SendableMessage, type Station } from '../../api.ts';
import { JsonView } from '../../components/json-view.tsx';
import { MessageAnswer } from './message-answer.tsx';
import { minimalPayload } from './minimal-payload.ts';
import classes from './send-message.module.css';

interface Props {
  station: Station;
  messages: readonly SendableMessage[];
  action: string;
  choose: (action: string) => void;
}
const longest = 600;

/** Which message, with what in it; beside it the station's answer. */
export function MessageForm({ station, messages, action, choose }: Props) {
  const { t } = useTranslation('station');
  const cache = useQueryClient();
  const [seconds, setSeconds] = useState<number | string>('');
  const message = messages.find((one) => one.action === action);
  const sending = useMutation({
    mutationFn: (payload: Record<string, unknown>) =>
      api.sendMessage({
        params: { stationId: station.id, action },
        body: { payload, ...(typeof seconds === 'number' ? { timeoutSeconds: seconds } : {}) },
      }),
    onSettled: () => cache.invalidateQueries({ queryKey: ['frames', station.id] }),
  });
  return (
    <div className={classes.sides}>
      <div className={classes.side}>
        <div className={classes.row}>
          <Select
            className={classes.action ?? ''}
            label={t('station:message')}
            searchable
            allowDeselect={false}
            value={message === undefined ? null : action}
            onChange={(value) => {
              sending.reset();
              choose(value ?? action);
            }}
            nothingFoundMessage={t('station:noSuchMessage')}
            data={messages.map((one) => one.action)}
          />
          <NumberInput
            className={classes.seconds ?? ''}
            label={t('station:waitSeconds')}
            placeholder={String(Math.round(station.answerTimeoutMs / 1000))}
            min={1}
            max={longest}
            allowDecimal={false}
            hideControls
            value={seconds}
            onChange={setSeconds}
          />
        </div>
        {message && (
          <Content
            key={action}
            message={message}
            station={station}
            busy={sending.isPending}
            onSend={(payload) => sending.mutate(payload)}
          />
        )}
      </div>
      <MessageAnswer station={station} action={action} answer={sending.data ?? null} waiting={sending.isPending} error={sending.error} />
    </div>
  );
}

interface ContentProps {
  message: SendableMessage;
  station: Station;
  busy: boolean;
  onSend: (payload: Record<string, unknown>) => void;
}

function Content({ message, station, busy, onSend }: ContentProps) {
  const { t } = useTranslation('station');
  const [text, setText] = useState(() => JSON.stringify(minimalPayload(message.schema, new Date().toISOString()), null, 2));
  const [showsSchema, setShowsSchema] = useState(false);
  const read = readPayload(text);
  const wrong = 'problem' in read ? read.problem : null;
  const charging = station.connectors.filter((connector) => connector.sessionId !== null).length;
  const canSend = 'payload' in read && station.connected && !busy;
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (canSend) onSend(read.payload);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <Textarea
        label={t('station:content')}
        description={t(wrong === null ? 'station:contentHint' : `station:${wrong}`)}
        inputWrapperOrder={['label', 'input', 'description']}
        classNames={{ input: classes.text ?? '', description: (wrong === null ? classes.note : classes.wrong) ?? '' }}
        rows={12}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        spellCheck={false}
        autoComplete="off"
        error={wrong !== null}
      />
      <div className={classes.actions}>
        <Button type="submit" disabled={!canSend} loading={busy}>
          {t('station:sendIt')}
        </Button>
        <span className={`sm-quiet ${classes.warning}`}>
          {station.connected ? t('station:carsCharging', { count: charging }) : t('common:errors.stationOffline')}
        </span>
      </div>
      <details className={classes.schema} onToggle={(event) => setShowsSchema(event.currentTarget.open)}>
        <summary>{t('station:schema')}</summary>
        {showsSchema && <JsonView text={JSON.stringify(message.schema)} />}
      </details>
    </form>
  );
}

function readPayload(text: string): { payload: Record<string, unknown> } | { problem: 'noJson' | 'noObject' } {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { payload: value as Record<string, unknown> } : { problem: 'noObject' };
  } catch {
    return { problem: 'noJson' };
  }
}
