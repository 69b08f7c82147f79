import { type FullTariff, isPlain } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import { type PastSession, pastSessions, simulatedTotal } from '../sessions/past.ts';
import { advance, finish, type SimulationRow, selectChunk, selectRunning } from './store.ts';
import { Count } from './tally.ts';

type Needs = Pick<Context, 'db' | 'clock' | 'log'>;
/** A chunk is read, priced and counted within some hundred ms, so that the stations' messages do not wait. */
const chunk = 250;

/** Job: goes on with every simulation, a chunk of each in turn until none is left. What a stopped server leaves goes on after its start. */
export async function runSimulations(context: Needs): Promise<void> {
  const tariffs = new Map<number, FullTariff>();
  for (;;) {
    const running = await selectRunning(context.db);
    if (running.length === 0) return;
    for (const simulation of running) {
      // One object a simulation: its numbers are read once.
      const tariff = tariffs.get(simulation.id) ?? simulation.tariff;
      tariffs.set(simulation.id, tariff);
      await runChunk(context, { ...simulation, tariff }).catch(async (error: unknown) => {
        context.log.error({ simulation: simulation.id, err: error }, 'simulation.failed');
        await finish(context.db, simulation.id, { status: 'failed', at: new Date(context.clock()) });
      });
    }
  }
}

async function runChunk({ db, clock }: Needs, simulation: SimulationRow): Promise<void> {
  const { id, tariff, done, tally } = simulation;
  const ids = await selectChunk(db, simulation, chunk);
  if (ids.length === 0) {
    await finish(db, id, { status: 'done', at: new Date(clock()) });
    return;
  }
  const count = new Count(tally, tariff.currency);
  for (const session of await pastSessions(db, ids, { tariff, hasCourse: !isPlain(tariff) })) count.add(outcomeOf(session, tariff));
  await advance(db, id, { done: done + ids.length, nextId: ids.at(-1) ?? null, tally: count.tally });
}

function outcomeOf(past: PastSession, tariff: FullTariff): Parameters<Count['add']>[0] {
  const { session, cardName, siteName } = past;
  return {
    before: session.total,
    after: simulatedTotal(past, tariff),
    card: { key: String(session.tokenId ?? session.idToken ?? ''), name: cardName },
    site: { key: String(session.siteId ?? ''), name: siteName },
  };
}
