import { commandRequest } from '@stationmaster/contract';
import type { AwaitedEffect } from '../stations/state.ts';
import { effectWithin, hasEffect, scheduledWithin } from './effects.ts';
import type { CommandRequest } from './words.ts';

/** The columns of `command` that tell what is still awaited. */
export interface AwaitedRow {
  id: number;
  verb: string;
  parameters: unknown;
  status: string;
  reason: string | null;
  requested_at: Date;
  effect_by: Date | null;
  session_id: number | null;
}

/** A station may take its time to answer before the effect has to come. */
const answerWithin = 120_000;

/** What counts as the effect of this command; null: the verb has none beyond its answer. */
export function awaitedEffect(command: {
  id: number;
  request: CommandRequest;
  sessionId: number | null;
  at: number;
  /** null: as long as the verb usually takes. */
  effectBy?: number | null;
}): AwaitedEffect | null {
  const { id, request, at, effectBy = null } = command;
  if (!hasEffect(request)) return null;
  return {
    commandId: id,
    verb: request.verb,
    evseId: 'evseId' in request ? (request.evseId ?? null) : null,
    idToken: request.verb === 'start' ? request.token : null,
    remoteStartId: request.verb === 'start' ? id : null,
    sessionId: 'sessionId' in request ? (request.sessionId ?? null) : command.sessionId,
    at,
    until: effectBy ?? at + answerWithin + (effectWithin[request.verb] ?? 0),
    request,
  };
}

/**
 * The part of `state.awaiting` that survives a restart: commands of one station (rows of `command`, requested in the last
 * day) whose effect may still come. Also those that timed out or lost their connection: a station often resets first.
 */
export function awaitingOf(rows: readonly AwaitedRow[], at: number): Map<number, AwaitedEffect> {
  const awaited = rows
    .filter((row) => isOpen(row))
    .flatMap((row) => {
      const request = commandRequest.safeParse({ verb: row.verb, ...Object(row.parameters) });
      if (!request.success) return [];
      const effect = awaitedEffect({
        id: row.id,
        request: request.data,
        sessionId: row.session_id,
        at: row.requested_at.getTime(),
        effectBy: row.effect_by?.getTime() ?? null,
      });
      if (effect === null) return [];
      const until = row.reason === 'scheduled' ? effect.at + scheduledWithin : effect.until;
      return until < at ? [] : [{ ...effect, until }];
    });
  return new Map(awaited.map((effect) => [effect.commandId, effect]));
}

function isOpen({ status, reason }: AwaitedRow): boolean {
  return (
    status === 'sent' ||
    status === 'accepted' ||
    status === 'timedOut' ||
    (status === 'failed' && (reason === 'connectionClosed' || reason === 'serverStopped'))
  );
}
