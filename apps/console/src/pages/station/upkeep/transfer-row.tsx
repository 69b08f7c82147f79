import { type TransferKind, transferPhase, transferStatuses } from '@stationmaster/domain';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Command } from '../../../api.ts';
import { RelativeTime } from '../../../components/quantity.tsx';
import { ToneBadge } from '../../../components/status-badge.tsx';
import { keys } from '../../../queries.ts';
import classes from '../told.module.css';
import { ToldRow } from '../told-panel.tsx';
import type { Kept } from '../use-records.ts';

/** A transfer as it stands; the key is the id of the command that asked for it, '' where nobody did. */
export interface Transfer {
  status: string;
  info: string | null;
  locations?: string[];
}

const looks = {
  idle: { tone: 'away', shape: 'ring' },
  waiting: { tone: 'wait', shape: 'pause' },
  running: { tone: 'busy', shape: 'ring' },
  done: { tone: 'free', shape: 'check' },
  failed: { tone: 'broken', shape: 'cross' },
} as const;

/** How far it is, in words and as steps; where it comes from or goes to, by the command that asked. */
export function TransferRow({ stationId, transfer, action }: { stationId: string; transfer: Kept<Transfer>; action?: ReactNode }) {
  const { t, i18n } = useTranslation('upkeep');
  const command = useAsked(stationId, Number(transfer.key));
  const { status, info, locations = [] } = transfer.data;
  const kind = transfer.kind as TransferKind;
  const phase = transferPhase(kind, status);
  const { location, kind: logKind } = (command?.parameters ?? {}) as { location?: string; kind?: string };
  const word = i18n.exists(`upkeep:status.${status}`) ? t(`upkeep:status.${status}`) : status;
  const known = [
    logKind && t(`upkeep:log.${logKind}`),
    command?.reason !== status && command?.reason,
    location,
    info,
    locations.length > 0 && t('upkeep:offeredAt', { where: locations.join(', ') }),
  ].filter(Boolean);
  return (
    <ToldRow
      what={
        <>
          <ToneBadge {...looks[phase]}>{word}</ToneBadge>
          {phase !== 'idle' && <Steps kind={kind} status={status} />}
        </>
      }
      known={known.length > 0 && <span className="sm-mono">{known.join(' · ')}</span>}
      when={<RelativeTime at={transfer.at} />}
      action={action}
    />
  );
}

/** The command it belongs to, if it was one of this station's. */
function useAsked(stationId: string, id: number): Command | undefined {
  const { data } = useQuery({
    queryKey: keys.command(id),
    queryFn: () => api.getCommand({ params: { commandId: id } }),
    enabled: Number.isSafeInteger(id) && id > 0,
    retry: false,
  });
  return data?.stationId === stationId ? data : undefined;
}

/** The steps of a transfer that goes well; a failed one shows where there is nothing more to come. */
function Steps({ kind, status }: { kind: TransferKind; status: string }) {
  const steps = transferStatuses(kind).filter((one) => ['running', 'done'].includes(transferPhase(kind, one)));
  const isFailed = transferPhase(kind, status) === 'failed';
  const reached = isFailed ? steps.length - 1 : steps.indexOf(status);
  return (
    <span className={classes.steps} aria-hidden>
      {steps.map((step, index) => (
        <span
          key={step}
          className={classes.step}
          {...(isFailed ? { 'data-failed': true } : index <= reached ? { 'data-done': true } : {})}
        />
      ))}
    </span>
  );
}
