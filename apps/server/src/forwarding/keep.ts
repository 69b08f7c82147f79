import type { Config } from '../config.ts';
import type { Context } from '../context.ts';
import { deleteForwarded, giveUp, type Limits, selectAway } from './store.ts';

export { endConnections } from './store.ts';

const dayMs = 86_400_000;
/** What was compared is looked at while one moves from one back end to another, not years later. */
export const recordKeptMs = 90 * dayMs;

/** What may wait for a second back end that is away. */
export function limitsOf({
  config,
  clock,
}: {
  config: Pick<Config, 'forwardingMessages' | 'forwardingDays'>;
  clock: () => number;
}): Limits {
  return { most: config.forwardingMessages, from: clock() - config.forwardingDays * dayMs };
}

/** Job: the record ends, and what waits too long or is too much for a back end that is away is given up while the log still has it. */
export async function expireForwarded({ config, db, clock }: Pick<Context, 'config' | 'db' | 'clock'>): Promise<void> {
  await deleteForwarded(db, clock() - recordKeptMs);
  for (const station of await selectAway(db)) await giveUp(db, station, limitsOf({ config, clock }));
}
