import { type AcceptanceStep, nextStep, type StepFinding } from '@stationmaster/domain';
import { framesBetween } from './facts-store.ts';
import { boot, clock, configuration, connection, firmware, offline, reset, security } from './machine-steps.ts';
import { accepted, alarm, meter, record, refused, start, stop } from './session-steps.ts';
import { type Stand, type StepHandler, type TestContext, timeFor } from './step.ts';
import { findRun, patchStep, type RunRow, type StepRow, selectRunning, setRunStatus } from './store.ts';

export const handlers: Readonly<Record<AcceptanceStep, StepHandler>> = {
  connection,
  security,
  boot,
  clock,
  configuration,
  refused,
  accepted,
  start,
  meter,
  stop,
  record,
  alarm,
  reset,
  offline,
  firmware,
};
/** As many stations at a time. */
const mostAtOnce = 50;

/** Job: brings every test under way on. All it needs is in the database: after a kill it goes on where it was. */
export function createAcceptanceRunner(context: TestContext): () => Promise<void> {
  const working = new Set<number>();
  return async () => {
    for (const run of await selectRunning(context.db)) {
      if (working.has(run.id) || working.size >= mostAtOnce) continue;
      working.add(run.id);
      void bringOn(context, run)
        .catch((error: unknown) => context.log.error({ run: run.id, station: run.identity, err: error }, 'acceptance.failed'))
        .finally(() => working.delete(run.id));
    }
  };
}

/** Each step that can be said at once is followed by the next. */
async function bringOn(context: TestContext, first: RunRow): Promise<void> {
  for (let run: RunRow | undefined = first; run?.status === 'running'; run = await findRun(context.db, first.id))
    if (!(await oneStep(context, run))) return;
}

/** One look at one test; whether its step is over. */
async function oneStep(context: TestContext, run: RunRow): Promise<boolean> {
  const { db, clock: now } = context;
  const next = nextStep(run.steps, run.plan.hands);
  if (next.kind === 'end') {
    await setRunStatus(db, run.id, { status: next.status, at: now(), from: 'running' });
    return false;
  }
  const step = run.steps[next.place];
  if (step === undefined) return false;
  if (next.kind === 'step') return await tryStep(context, run, step);
  return await patchStep(
    db,
    { runId: run.id, place: step.place, from: step.status },
    { status: 'skipped', code: next.code, endedAt: now() },
  );
}

async function tryStep(context: TestContext, run: RunRow, step: StepRow): Promise<boolean> {
  const { db, clock: now } = context;
  const at = { runId: run.id, place: step.place };
  const handler = handlers[step.name];
  const beganAt = step.beganAt === null ? now() : Date.parse(step.beganAt);
  const isLate = now() - beganAt >= timeFor(handler, run.plan);
  let stand: Stand = { run, step, beganAt, now: now(), isLate };
  if (step.status === 'pending') {
    const isOurs = await patchStep(db, { ...at, from: 'pending' }, { status: 'running', beganAt, tries: step.tries + 1 });
    if (!isOurs) return true;
  }
  // Begun, but a killed server never heard what became of it: once more.
  if (handler.begin !== undefined && step.data['isBegun'] !== true) {
    const data = { ...(await handler.begin(context, stand)), isBegun: true };
    await patchStep(db, { ...at, from: 'running' }, { data });
    stand = { ...stand, step: { ...step, data }, now: now() };
  }
  const finding = await handler.look(context, stand);
  if (finding !== null) await settle(context, stand, finding);
  return finding !== null;
}

async function settle(
  { db, clock: now }: TestContext,
  { run, step, beganAt }: Stand,
  { isPassed, code, found = {} }: StepFinding,
): Promise<void> {
  const endedAt = now();
  // What led to it may have been said a moment before it was looked for.
  const evidence = await framesBetween(db, run.stationId, { from: beganAt - 2_000, until: endedAt });
  // Somebody may have skipped it meanwhile: his word stands.
  const at = { runId: run.id, place: step.place, from: 'running' } as const;
  await patchStep(db, at, { status: isPassed ? 'passed' : 'failed', code, found, endedAt, evidence });
}
