import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Station } from '../../../api.ts';
import { lazily } from '../../../components/lazily.tsx';
import { ToneBadge } from '../../../components/status-badge.tsx';
import { exact } from '../../../format.ts';
import { useLocale } from '../../../locale.ts';
import { useMay } from '../../../me.ts';
import { useNow } from '../../../now.ts';
import classes from '../told.module.css';
import { ToldPanel, ToldRow } from '../told-panel.tsx';
import type { CommandSender } from '../use-command.ts';
import { type Kept, useRecords } from '../use-records.ts';
import { type ShownMessage, stageOf } from './messages.ts';

const MessageDialog = lazily(async () => (await import('./message-dialog.tsx')).MessageDialog);

const looks = {
  shown: { tone: 'free', shape: 'check' },
  later: { tone: 'soon', shape: 'pause' },
  over: { tone: 'away', shape: 'bar' },
} as const;

/** "On the display": what is shown, when, in which state and language, most pressing first. */
export function MessagesPanel({ station, command }: { station: Station; command: CommandSender }) {
  const { t } = useTranslation('display');
  const operator = useMay('operator');
  const [editing, edit] = useState<ShownMessage | 'new' | null>(null);
  const messages = useRecords<ShownMessage>(station.id, 'displayMessage');
  const usable = operator && station.connected && !command.waiting;
  const order = ['AlwaysFront', 'InFront', 'NormalCycle'];
  return (
    <>
      <ToldPanel
        title={t('display:title')}
        actions={
          operator && (
            <>
              <Button size="xs" variant="default" disabled={!usable} onClick={() => command.send({ verb: 'getDisplayMessages' })}>
                {t('display:read')}
              </Button>
              <Button size="xs" disabled={!usable} onClick={() => edit('new')}>
                {t('display:show')}
              </Button>
            </>
          )
        }
        empty={t('display:none')}
        list={messages}
      >
        {messages.items
          .toSorted((left, right) => order.indexOf(left.data.priority) - order.indexOf(right.data.priority))
          .map((message) => (
            <MessageRow key={message.key} message={message} {...(usable ? { command, onEdit: () => edit(message.data) } : {})} />
          ))}
      </ToldPanel>
      {editing && (
        <MessageDialog
          station={station}
          message={editing === 'new' ? null : editing}
          onClose={() => edit(null)}
          onSend={(request) => {
            edit(null);
            command.send(request);
          }}
        />
      )}
    </>
  );
}

interface RowProps {
  message: Kept<ShownMessage>;
  command?: CommandSender;
  onEdit?: () => void;
}
function MessageRow({ message: { data }, command, onEdit }: RowProps) {
  const { t } = useTranslation('display');
  const locale = useLocale();
  const stage = stageOf(data, useNow(10_000));
  const moment = (at: string) => exact(Date.parse(at), locale);
  const facts = [
    t(`display:priority.${data.priority}`),
    data.state && t('display:while', { state: t(`display:state.${data.state}`) }),
    data.display?.evse && t('station:plug', { name: data.display.evse.id }),
    data.startDateTime && t('display:from', { time: moment(data.startDateTime) }),
    data.endDateTime && t('display:until', { time: moment(data.endDateTime) }),
  ].filter(Boolean);
  return (
    <ToldRow
      what={
        <>
          <ToneBadge {...looks[stage]}>{t(`display:stage.${stage}`)}</ToneBadge>
          {[data.message, ...(data.messageExtra ?? [])].map(({ content, language, format }) => (
            <div key={`${language ?? ''}/${content}`} className={classes.message}>
              {format === 'QRCODE' && `${t('display:format.QRCODE')}: `}
              {content} {language && <span className="sm-quiet">({language})</span>}
            </div>
          ))}
        </>
      }
      known={
        <>
          {facts.join(' · ')}
          {data.transactionId && (
            <>
              {' · '}
              <Link to="/sessions" search={{ search: data.transactionId } as never} className="sm-link">
                {t('display:forSession')}
              </Link>
            </>
          )}
        </>
      }
      action={
        command && (
          <>
            <Button size="compact-xs" variant="default" onClick={onEdit}>
              {t('display:edit')}
            </Button>{' '}
            <Button size="compact-xs" variant="default" onClick={() => command.send({ verb: 'clearDisplayMessage', id: data.id })}>
              {t('display:takeOff')}
            </Button>
          </>
        )
      }
    />
  );
}
