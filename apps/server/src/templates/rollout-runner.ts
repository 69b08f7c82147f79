import { rolloutVerdict } from '@stationmaster/domain';
import { type CheckContext, checkDueStations } from './check.ts';
import { applyTo, isProved, restarts } from './rollout-steps.ts';
import {
  endRollout,
  patchStation,
  type RolloutRow,
  type RolloutStationRow,
  resumeWriting,
  selectAllOf,
  selectRunning,
} from './rollout-store.ts';

/** As many stations at a time: their restarts are not to come in one second. */
const mostAtOnce = 20;

/** Jobs: compares stations with what is asked of them, and brings roll-outs on. What a stopped server had begun goes on after its start. */
export function configurationJobs(context: CheckContext): { name: string; everyMs: number; run: () => Promise<unknown> }[] {
  const run = createRolloutRunner(context);
  return [
    { name: 'checkConfiguration', everyMs: 5_000, run: () => checkDueStations(context) },
    { name: 'runRollouts', everyMs: 1_000, run },
  ];
}

function createRolloutRunner(context: CheckContext): () => Promise<void> {
  const working = new Set<string>();
  let isResumed = false;
  return async () => {
    if (!isResumed) await resumeWriting(context.db);
    isResumed = true;
    for (const rollout of await selectRunning(context.db)) await bringOn(context, rollout, working);
  };
}

/** One look at one roll-out: what it says of itself, and the next step of each station that can take one. */
async function bringOn(context: CheckContext, rollout: RolloutRow, working: Set<string>): Promise<void> {
  const { db } = context;
  const at = context.clock();
  const stations = await selectAllOf(db, rollout.id);
  const verdict = rolloutVerdict(stations, rollout.rules);
  if (verdict.kind === 'stop') {
    const failed = stations.findLast(({ step }) => step === 'failed');
    return await endRollout(db, { id: rollout.id, status: 'stopped', reason: failed?.identity ?? null, at });
  }
  if (verdict.kind === 'end') return await endRollout(db, { id: rollout.id, status: 'done', reason: null, at });
  if (rollout.expiresAt.getTime() <= at) {
    for (const { stationId, step } of stations)
      if (step === 'waiting') await patchStation(db, { rolloutId: rollout.id, stationId, at }, { step: 'skipped', reason: 'expired' });
    return;
  }
  for (const station of stations) {
    if (station.wave > verdict.wave || working.size >= mostAtOnce) continue;
    const key = `${rollout.id}/${station.stationId}`;
    if (working.has(key) || !canGoOn(context, rollout, station)) continue;
    working.add(key);
    void stepOf(context, rollout, station)
      .catch(async (error: unknown) => {
        context.log.error({ rollout: rollout.id, station: station.identity, err: error }, 'configuration.rolloutFailed');
        await patchStation(
          db,
          { rolloutId: rollout.id, stationId: station.stationId, at: context.clock() },
          { step: 'failed', reason: 'internal' },
        ).catch(() => undefined);
      })
      .finally(() => working.delete(key));
  }
}

function canGoOn({ gateway }: CheckContext, { rules }: RolloutRow, { step, stationId, isBusy }: RolloutStationRow): boolean {
  if (step === 'waiting') return gateway.peek(stationId) !== undefined && !(rules.onlyFree && isBusy);
  return step === 'restarting' || step === 'proving';
}

function stepOf(context: CheckContext, rollout: RolloutRow, station: RolloutStationRow): Promise<void> {
  if (station.step === 'waiting') return applyTo(context, rollout, station);
  return station.step === 'restarting' ? restarts(context, rollout, station) : isProved(context, rollout, station);
}
