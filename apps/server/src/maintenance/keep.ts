import { occurrencesOf } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import { ourselves } from '../commands/own-command.ts';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { cancelReservations, insertOccurrences, selectRepeating, type WindowRow } from './store.ts';

/** How far ahead repeated windows are laid out. ms */
const aheadMs = 60 * 24 * 3_600_000;

/** Writes down when a window is in force, up to 60 days ahead; of a new one also what lies behind. */
export async function layOut(db: Kysely<Tables>, window: WindowRow, { at, isNew }: { at: number; isNew: boolean }): Promise<void> {
  const { id, tenant_id: tenantId, repeat, time_zone: timeZone } = window;
  const times = {
    startsAt: window.starts_at.getTime(),
    endsAt: window.ends_at.getTime(),
    repeat,
    repeatUntil: window.repeat_until?.getTime() ?? null,
    timeZone,
  };
  const until = repeat === 'none' ? Number.POSITIVE_INFINITY : Math.max(at, times.startsAt) + aheadMs;
  const from = Math.min(at, times.startsAt);
  await insertOccurrences(db, { windowId: id, tenantId }, occurrencesOf(times, [isNew ? from : at, until]));
}

/** Job: repeated windows stay laid out ahead. */
export async function keepOccurrences({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  for (const window of await selectRepeating(db)) await layOut(db, window, { at: clock(), isNew: false });
}

/** Job: reservations of stations that are being worked on are taken back. Returns how many. */
export function cancelInMaintenance({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<number> {
  return cancelReservations(db, { at: clock(), by: ourselves });
}
