import { commandRequest } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import { Failure } from '../errors.ts';
import { reservationToChange, storeReservation } from '../reservations/prepare.ts';
import { askedOf, factsOf } from './prepare.ts';
import { begun, settleUnsent } from './progress.ts';
import { runCommand } from './run.ts';
import { claimWaiting, expireWaiting, hasWaiting, type StoredRow } from './waiting-store.ts';
import type { CommandStatus } from './words.ts';

export type StoredContext = Pick<Context, 'config' | 'db' | 'gateway' | 'clock' | 'commit' | 'tell' | 'log'>;

/** Sends a command that was stored before: one of many whose turn has come, or one that waited. What it then is. */
export async function runStored(context: StoredContext, row: StoredRow): Promise<CommandStatus> {
  const { id, tenant_id: tenantId, station_id: stationId, identity, expires_at: expiresAt } = row;
  // It was checked when it was stored.
  const request = commandRequest.parse({ verb: row.verb, ...row.parameters });
  const progress = begun({ id, tenantId, stationId, identity, request });
  try {
    const at = context.clock();
    const { target, card, ...asked } = await askedOf(context, context.db, { tenantId, at, identity, request });
    await storeReservation(context.db, { commandId: id, stationId, request, card, at });
    const reservation = await reservationToChange(context.db, stationId, request);
    const facts = {
      ...factsOf(context, target, { commandId: id, at, idTokenType: card.type, ...asked }),
      ...(reservation === undefined ? {} : { reservation }),
    };
    await runCommand(context, {
      progress,
      facts,
      timeoutMs: target.call_timeout_ms,
      mayWait: expiresAt !== null && expiresAt.getTime() > at,
    });
  } catch (error) {
    // A card blocked meanwhile, a session that has ended.
    if (!(error instanceof Failure)) throw error;
    await settleUnsent(context, progress, { status: 'failed', reason: error.code });
  }
  return progress.status;
}

/** The station is back: what waited for it is sent in its order, one after the other. */
export async function releaseWaiting(context: StoredContext, stationId: number): Promise<void> {
  if (!(await hasWaiting(context.db, stationId))) return;
  for (;;) {
    const row = await claimWaiting(context.db, stationId, context.clock());
    if (row === undefined || (await runStored(context, row)) === 'waiting') return;
  }
}

/** Job: what waited too long is not sent any more. */
export async function expireWaitingCommands({ db, clock, tell }: Pick<Context, 'db' | 'clock' | 'tell'>): Promise<void> {
  if ((await expireWaiting(db, clock())) > 0) tell();
}
