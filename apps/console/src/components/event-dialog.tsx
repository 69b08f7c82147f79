import { Button, Modal, Stack } from '@mantine/core';
import type { StationEventDetails } from '@stationmaster/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { StationEvent } from '../api.ts';
import { exact } from '../format.ts';
import { useLocale } from '../locale.ts';
import { EventState } from './event-state.tsx';
import { EventText } from './event-text.tsx';
import classes from './notes.module.css';
import { Severity } from './severity.tsx';

interface Props {
  event: StationEvent;
  onClose: () => void;
  /** Absent: nothing to take note of, or not by this person. */
  onNote?: () => void;
  busy?: boolean;
}

/** Everything that is known of one event. */
export function EventDialog({ event, onClose, onNote, busy = false }: Props) {
  const { t } = useTranslation('events');
  const locale = useLocale();
  const details = (event.data ?? {}) as Partial<StationEventDetails>;
  const { trigger, origin, cause, eventId, monitor, monitorId, transactionId, value } = details;
  const facts: [string, string | null | undefined][] = [
    [t('events:station'), event.stationId],
    [t('events:value'), value],
    [t('events:code'), event.type],
    [t('events:words'), event.text],
    [t('events:trigger'), trigger],
    [
      t('events:monitor'),
      monitorId === null || monitorId === undefined ? null : `${monitorId}${monitor ? ` (${monitor.type} ${monitor.value})` : ''}`,
    ],
    [t('events:origin'), origin],
    [t('events:number'), eventId === undefined ? null : String(eventId)],
    [t('events:cause'), cause === null || cause === undefined ? null : String(cause)],
    [t('events:transaction'), transactionId],
    [t('events:when'), exact(Date.parse(event.at), locale)],
    [t('events:received'), exact(Date.parse(event.receivedAt), locale)],
    [t('events:ends'), event.clearedAt === null ? null : exact(Date.parse(event.clearedAt), locale)],
  ];
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`events:kind.${event.kind}`, { defaultValue: event.kind })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack>
        <div style={{ display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap' }}>
          <Severity severity={event.severity} />
          <EventState event={event} />
        </div>
        <EventText event={event} />
        <dl className={classes.facts}>
          {facts
            .filter(([, text]) => text !== null && text !== undefined && text !== '')
            .map(([name, text]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{text}</dd>
              </div>
            ))}
        </dl>
        <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end', flexWrap: 'wrap' }}>
          <Button
            component={Link}
            to="/stations/$stationId"
            params={{ stationId: event.stationId } as never}
            search={{ tab: 'messages' } as never}
            variant="default"
          >
            {t('events:messages')}
          </Button>
          {onNote && (
            <Button onClick={onNote} loading={busy} data-autofocus>
              {t('events:note')}
            </Button>
          )}
        </div>
      </Stack>
    </Modal>
  );
}
