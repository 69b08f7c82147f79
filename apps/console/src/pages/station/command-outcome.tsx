import { CloseButton, Loader } from '@mantine/core';
import { type StatusLook, StatusShape } from '@stationmaster/ui';
import { useTranslation } from 'react-i18next';
import type { Command } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import classes from './station.module.css';
import { isFinished, type ShownCommand } from './use-command.ts';

const looks: Readonly<Record<Command['status'], { shape: StatusLook['shape']; tone: string }>> = {
  queued: { shape: 'ring', tone: 'away' },
  waiting: { shape: 'ring', tone: 'wait' },
  pending: { shape: 'ring', tone: 'soon' },
  sent: { shape: 'ring', tone: 'soon' },
  accepted: { shape: 'check', tone: 'soon' },
  confirmed: { shape: 'check', tone: 'free' },
  rejected: { shape: 'cross', tone: 'broken' },
  offline: { shape: 'cross', tone: 'away' },
  timedOut: { shape: 'question', tone: 'wait' },
  failed: { shape: 'triangle', tone: 'broken' },
  notSupported: { shape: 'bar', tone: 'closed' },
  noEffect: { shape: 'question', tone: 'wait' },
  cancelled: { shape: 'bar', tone: 'away' },
  expired: { shape: 'bar', tone: 'away' },
};
export function commandLook(status: Command['status']) {
  return looks[status];
}

export interface OutcomeProps {
  command: ShownCommand;
  waiting: boolean;
  error: Error | null;
  onClose: () => void;
}

/** A command as it lives: on its way, agreed, seen to have happened, or why not. */
export function CommandOutcome({ command, waiting, error, onClose }: OutcomeProps) {
  const { t } = useTranslation('station');
  if (error) return <ErrorNote error={error} />;
  const look = looks[command.status];
  const busy = waiting || !isFinished(command);
  return (
    <div className={classes.outcome} role="status" style={{ background: `var(--sm-${look.tone}-soft)`, color: `var(--sm-${look.tone})` }}>
      {busy ? <Loader size={16} color="currentColor" aria-hidden /> : <StatusShape shape={look.shape} size={17} />}
      <span className={classes.outcomeText}>
        <strong>{t(`station:verb.${command.verb}`)}: </strong>
        <OutcomeText command={command} />
      </span>
      <CloseButton onClick={onClose} aria-label={t('common:close')} size="sm" c="inherit" />
    </div>
  );
}

export function OutcomeText({ command }: { command: Pick<ShownCommand, 'verb' | 'status' | 'reason'> }) {
  const { t } = useTranslation('station');
  const text = command.status === 'confirmed' ? t(`station:confirmed.${command.verb}`) : t(`station:outcome.${command.status}`);
  return (
    <>
      {text}
      {command.reason && ` (${t(`reasons:${command.reason}`, { defaultValue: command.reason })})`}
    </>
  );
}
