import type { Verb } from '@stationmaster/contract';
import type { CommandPatch, HappeningRow, Writes } from '../db/writes.ts';
import type { AwaitedEffect, StationState } from '../stations/state.ts';
import { additions } from './effects/additions.ts';
import { configuration } from './effects/configuration.ts';
import { customers } from './effects/customers.ts';
import { deviceModel } from './effects/device-model.ts';
import { display } from './effects/display.ts';
import { monitoring } from './effects/monitoring.ts';
import { remoteControl } from './effects/remote-control.ts';
import { reservations } from './effects/reservations.ts';
import type { Effect, SeenEvent } from './effects/seen-event.ts';
import { smartCharging } from './effects/smart-charging.ts';
import { transfers } from './effects/transfers.ts';
import type { CommandRequest } from './words.ts';

export type { SeenEvent } from './effects/seen-event.ts';
/** A station that said Scheduled does it when the car has left. */
export const scheduledWithin = 86_400_000;

/** The verbs whose answer is not yet the proof. A topic a file. */
const effects: { readonly [V in Verb]?: Effect } = {
  ...remoteControl,
  ...reservations,
  ...customers,
  ...configuration,
  ...deviceModel,
  ...monitoring,
  ...transfers,
  ...smartCharging,
  ...display,
  ...additions,
};

/** Is an accepted command expected to cause something that can be seen? Else its answer proves it. */
export function hasEffect(request: CommandRequest): boolean {
  const effect = effects[request.verb];
  return effect !== undefined && (effect.expected?.(request) ?? true);
}
/** Milliseconds within which the effects must be seen, by verb. */
export const effectWithin: { readonly [verb: string]: number } = Object.fromEntries(
  Object.entries(effects).map(([verb, { within }]) => [verb, within]),
);

/**
 * Commands whose effect this event is, or which it says will have none: rows that settle them, and the ids to take out of
 * `state.awaiting` once the rows are committed. A session that starts belongs to one command only: `settled[0]` is its `commandId`.
 */
export function effectsOf(
  state: Pick<StationState, 'awaiting' | 'identity' | 'tenantId'>,
  event: SeenEvent,
  at: number,
): { writes: Writes; settled: number[] } {
  if (state.awaiting.size === 0) return { writes: {}, settled: [] };
  const seen = [...state.awaiting.values()]
    .filter((awaited) => awaited.until >= at)
    .flatMap((awaited) => endOf(awaited, event))
    .sort((a, b) => a.at - b.at);
  const settled = event.kind === 'sessionStarted' ? seen.slice(0, 1) : seen;
  if (settled.length === 0) return { writes: {}, settled: [] };
  const sessionId = event.kind === 'sessionStarted' || event.kind === 'sessionEnded' ? event.sessionId : null;
  const command = settled.map(
    (awaited): CommandPatch => ({
      id: awaited.commandId,
      status: statusOf(awaited),
      answer: null,
      reason: awaited.refuted,
      sentAt: null,
      answeredAt: null,
      confirmedAt: awaited.refuted === null ? at : null,
      sessionId,
    }),
  );
  const happening = settled.map(
    (awaited): HappeningRow =>
      commandChanged(
        { tenantId: state.tenantId, stationId: state.identity, id: awaited.commandId, verb: awaited.verb, status: statusOf(awaited) },
        at,
      ),
  );
  return { writes: { command, happening }, settled: settled.map((awaited) => awaited.commandId) };
}

/** One that this event ends: it happened (`refuted` null), or will not. */
type Ended = AwaitedEffect & { refuted: string | null };
function endOf(awaited: AwaitedEffect, event: SeenEvent): Ended[] {
  const effect = effects[awaited.request.verb];
  if (effect === undefined) return [];
  if (effect.proved(awaited, event)) return [{ ...awaited, refuted: null }];
  const refuted = effect.refuted?.(awaited, event) ?? null;
  return refuted === null ? [] : [{ ...awaited, refuted }];
}
function statusOf({ refuted }: Ended): 'confirmed' | 'failed' | 'noEffect' {
  if (refuted === null) return 'confirmed';
  // It did what it was told, and is not so.
  return refuted === 'readsOtherwise' ? 'noEffect' : 'failed';
}

/** The happening of a command that changed; `stationId` is the identity. */
export function commandChanged(
  command: { tenantId: number; stationId: string; id: number; verb: string; status: string },
  at: number,
): HappeningRow {
  const { tenantId, stationId, id, verb, status } = command;
  return { tenantId, at, kind: 'command.changed', subject: String(id), data: { stationId, verb, status } };
}

/** True when the connectors already are what the command asks for: then no status will follow. */
export function isAlreadySo(state: Pick<StationState, 'connectors'>, awaited: AwaitedEffect): boolean {
  return effects[awaited.request.verb]?.isAlreadySo?.(awaited.request, [...state.connectors.values()]) ?? false;
}
