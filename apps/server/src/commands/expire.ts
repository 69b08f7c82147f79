import type { Context } from '../context.ts';
import { commandChanged, effectWithin, scheduledWithin } from './effects.ts';
import { failUnfinished, findCommand, selectExpired } from './store.ts';

/**
 * Job, every few seconds: accepted commands whose effect was not seen in time become `noEffect`. Takes the station's turn,
 * so that an effect that is just being handled wins. Returns how many expired.
 */
export async function expireCommands({ db, gateway, clock }: Pick<Context, 'db' | 'gateway' | 'clock'>): Promise<number> {
  const at = clock();
  const expired = await selectExpired(db, { within: effectWithin, scheduled: scheduledWithin, at });
  const done = await Promise.all(
    expired.map(async (row) => {
      const id = row.id;
      return await gateway.turn(row.station_id, async () => {
        // Asked again inside the turn: its effect may have been committed since the sweep.
        if ((await findCommand(db, id))?.status !== 'accepted') return { answer: false };
        return {
          answer: true,
          writes: {
            command: [
              { id, status: 'noEffect', answer: null, reason: null, sentAt: null, answeredAt: null, confirmedAt: null, sessionId: null },
            ],
            happening: [commandChanged({ tenantId: row.tenant_id, stationId: row.identity, id, verb: row.verb, status: 'noEffect' }, at)],
          },
          advance: (live) => void live.awaiting.delete(id),
        };
      });
    }),
  );
  return done.filter(Boolean).length;
}

/** At start, before stations connect: what a killed process left pending or sent is marked failed. */
export async function failInterrupted({ db, clock, log }: Pick<Context, 'db' | 'clock' | 'log'>): Promise<void> {
  const count = await failUnfinished(db, clock());
  if (count > 0) log.warn({ count }, 'commands.interrupted');
}
