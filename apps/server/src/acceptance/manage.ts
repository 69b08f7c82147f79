import type { acceptanceRoutes } from '@stationmaster/contract';
import { Failure, fail } from '../errors.ts';
import { type FramePlace, framesByIds } from '../frames/by-ids.ts';
import type { Call, Input, Output } from '../http/handler.ts';
import { stationRowId } from '../stations/row-id.ts';
import { targetsOf } from '../templates/rollout.ts';
import { handlers } from './runner.ts';
import { sessionOf, type TestContext, timeFor } from './step.ts';
import {
  type BatchRow,
  type Db,
  findBatch,
  findRun,
  insertBatch,
  insertRuns,
  isRunningAt,
  patchStep,
  type RunRow,
  type StepRow,
  setRunStatus,
} from './store.ts';

export type RunView = Output<typeof acceptanceRoutes.getAcceptance>;
type Gateway = Pick<TestContext, 'gateway'>;

export function runView({ gateway }: Gateway, run: RunRow): RunView {
  const { id, stationId, identity, name, batchId, status, plan, startedBy, startedAt, endedAt, steps } = run;
  return {
    id,
    stationId: identity,
    stationName: name,
    batchId,
    status,
    plan,
    startedBy,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    connected: gateway.peek(stationId) !== undefined,
    steps: steps.map((step) => stepView(run, step)),
  };
}

function stepView(
  run: RunRow,
  { place, name, status, code, found, note, tries, beganAt, endedAt, evidence }: StepRow,
): RunView['steps'][number] {
  const iso = (at: string | null) => (at === null ? null : new Date(at).toISOString());
  const began = status === 'running' && beganAt !== null ? Date.parse(beganAt) : null;
  return {
    place,
    name,
    status,
    code,
    found,
    note,
    tries,
    beganAt: iso(beganAt),
    endedAt: iso(endedAt),
    until: began === null ? null : new Date(began + timeFor(handlers[name], run.plan)).toISOString(),
    sessionId: name === 'start' ? sessionOf(run) : null,
    evidence: evidence.length,
  };
}

/** Failures: notFound, alreadyExists (one is under way there). */
export async function startRun(
  context: Gateway,
  call: Call,
  { identity, plan }: { identity: string; plan: RunRow['plan'] },
): Promise<RunView> {
  return await call.tx(async (db) => {
    const stationId = await stationRowId(db, identity);
    if (await isRunningAt(db, stationId)) throw fail('alreadyExists', { what: 'test under way at', id: identity });
    const { tenantId, actor, now: at } = call;
    const [id = 0] = await insertRuns(db, {
      tenantId,
      stationIds: [stationId],
      batchId: null,
      plan: inOrder(plan),
      startedBy: actor.name,
      at,
    });
    call.subject(identity, { acceptance: id, hands: plan.hands });
    return runView(context, await existingRun(db, id));
  });
}

const order = Object.keys(handlers);
function inOrder(plan: RunRow['plan']): RunRow['plan'] {
  return { ...plan, steps: [...new Set(plan.steps)].toSorted((a, b) => order.indexOf(a) - order.indexOf(b)) };
}

/** Failure badRequest: the filter finds no station; those where a test is under way are left out. */
export async function startBatch(
  context: Gateway,
  call: Call,
  { name, filter, plan }: Input<typeof acceptanceRoutes.startAcceptanceBatch>['body'],
): Promise<BatchView> {
  return await call.tx(async (db) => {
    const found = await targetsOf(context, db, filter);
    const free: number[] = [];
    for (const { id } of found) if (!(await isRunningAt(db, id))) free.push(id);
    if (free.length === 0) throw new Failure('badRequest', {}, [{ path: 'filter', message: 'finds no station that is free' }]);
    const { tenantId, actor, now: at } = call;
    const batchId = await insertBatch(db, { tenantId, name, startedBy: actor.name, at });
    await insertRuns(db, { tenantId, stationIds: free, batchId, plan: inOrder(plan), startedBy: actor.name, at });
    call.subject(`acceptance batch:${batchId}`, { name, stations: free.length, hands: plan.hands });
    return batchView(await existingBatch(db, batchId));
  });
}

export type BatchView = Output<typeof acceptanceRoutes.getAcceptanceBatch>;
export function batchView({ startedAt, byStatus, ...row }: BatchRow): BatchView {
  return { ...row, startedAt: startedAt.toISOString(), total: Object.values(byStatus).reduce((sum, count) => sum + count, 0), byStatus };
}
export async function existingBatch(db: Db, id: number): Promise<BatchRow> {
  const row = await findBatch(db, id);
  if (row === undefined) throw fail('notFound', { what: 'acceptance batch', id });
  return row;
}

export async function existingRun(db: Db, id: number): Promise<RunRow> {
  const run = await findRun(db, id);
  if (run === undefined) throw fail('notFound', { what: 'acceptance test', id });
  return run;
}

/** A test that is over stays as it is. */
export async function cancelRun(context: Gateway, call: Call, id: number): Promise<RunView> {
  return await call.tx(async (db) => {
    const run = await existingRun(db, id);
    call.subject(run.identity, { acceptance: id });
    if (run.status === 'running') await setRunStatus(db, id, { status: 'cancelled', at: call.now });
    return runView(context, await existingRun(db, id));
  });
}

const anew = { status: 'pending', code: null, found: {}, data: {}, note: null, beganAt: null, endedAt: null, evidence: [] } as const;

/** The step is tried once more; what needed it and was left out is tried too. Failures: notFound, inUse (under way, or its test was cancelled). */
export async function retryStep(context: Gateway, call: Call, { runId, place }: { runId: number; place: number }): Promise<RunView> {
  return await change(context, call, {
    runId,
    place,
    to: async (db, run, step) => {
      if (step.status !== 'failed' && step.status !== 'skipped') throw fail('inUse', { what: 'Step', id: place, by: 'the test as it is' });
      await patchStep(db, step.at, anew);
      for (const other of run.steps)
        if (other.code === 'needsSession' && other.status === 'skipped') await patchStep(db, { runId, place: other.place }, anew);
    },
  });
}

/** Failures: notFound, inUse (it has passed already, or its test was cancelled). */
export async function skipStep(
  context: Gateway,
  call: Call,
  { runId, place, note }: { runId: number; place: number; note: string },
): Promise<RunView> {
  return await change(context, call, {
    runId,
    place,
    to: async (db, _, step) => {
      if (step.status === 'passed') throw fail('inUse', { what: 'Step', id: place, by: 'the test: it has passed' });
      await patchStep(db, step.at, { status: 'skipped', code: 'skipped', note, endedAt: call.now });
    },
  });
}

interface Change {
  runId: number;
  place: number;
  to: (db: Db, run: RunRow, step: StepRow & { at: { runId: number; place: number } }) => Promise<void>;
}
/** Then the test goes on. */
async function change(context: Gateway, call: Call, { runId, place, to }: Change): Promise<RunView> {
  return await call.tx(async (db) => {
    const run = await existingRun(db, runId);
    const step = run.steps.find((one) => one.place === place);
    if (step === undefined) throw fail('notFound', { what: 'step', id: place });
    if (run.status === 'cancelled') throw fail('inUse', { what: 'Step', id: place, by: 'a test that was cancelled' });
    call.subject(run.identity, { acceptance: runId, step: step.name });
    await to(db, run, { ...step, at: { runId, place } });
    await setRunStatus(db, runId, { status: 'running', at: null });
    return runView(context, await existingRun(db, runId));
  });
}

/** The messages that prove a step. Failure notFound. */
export async function evidenceOf(call: Call, { runId, place }: { runId: number; place: number }) {
  return await call.tx(async (db) => {
    const { steps, stationId } = await existingRun(db, runId);
    const step = steps.find((one) => one.place === place);
    if (step === undefined) throw fail('notFound', { what: 'step', id: place });
    return { items: await framesByIds(db, stationId, step.evidence satisfies FramePlace[]) };
  });
}
