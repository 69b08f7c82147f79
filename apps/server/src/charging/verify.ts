import {
  type ChargingProfile,
  compositeSchedule,
  isOfStation,
  meetsCriteria,
  type ProfileChange,
  questionOf,
  type RateUnit,
  reportedSchedule,
  type Verdict,
  verdictOf,
} from '@stationmaster/domain';
import type { Version } from '@stationmaster/ocpp';
import type { Step } from '../commands/progress.ts';
import { encode, type Run, sendAll } from '../commands/send.ts';
import type { Context } from '../context.ts';
import type { Told } from '../reports/step.ts';
import { limitEnd } from './change.ts';
import type { Remembered } from './remember.ts';

type Needs = Pick<Context, 'gateway' | 'log' | 'clock'>;

/** How far ahead the station is asked, seconds. */
const horizon = 86_400;
/** Of EVSEs with a car, as many are asked. */
const mostAsked = 3;

/**
 * Asks the station what it will do now, and compares it with our own computation. confirmed: it will (the reason says what is
 * different all the same); noEffect: it agreed, and does something else; accepted: it cannot be told.
 */
export async function verifyChange(
  context: Needs,
  run: Run,
  { accepted, changed }: { accepted: Step; changed: Remembered },
): Promise<Step> {
  const state = context.gateway.peek(run.progress.stationId);
  if (state === undefined) return accepted;
  const held = await askWhetherHeld(context, run, { version: state.version, change: changed.change });
  const isHeldAsMeant = held === null ? null : held === (changed.change.kind !== 'cleared');
  if (isHeldAsMeant === false) return await notSo(context, run, { accepted, change: changed.change });
  const checks: Check[] = [];
  for (const evseId of placesOf(changed)) checks.push(await askSchedule(context, run, { version: state.version, changed, evseId }));
  const verdicts = checks.flatMap(({ verdict }) => (verdict === null ? [] : [verdict]));
  const answer = {
    answer: accepted.answer,
    held,
    schedules: checks.map(({ evseId, schedule, verdict }) => ({ evseId, schedule, verdict })),
  };
  const records = [...(accepted.records ?? []), ...checks.flatMap(({ records: told }) => told)];
  return {
    ...accepted,
    ...outcomeOf(verdicts, { isHeld: isHeldAsMeant === true, isCleared: changed.change.kind === 'cleared' }),
    answer,
    records,
  };
}

/** From the worst of what the EVSEs say. Cleared, what still limits is no fault. */
function outcomeOf(
  verdicts: readonly Verdict[],
  { isHeld, isCleared }: { isHeld: boolean; isCleared: boolean },
): Pick<Step, 'status' | 'reason'> {
  const kinds = new Set(verdicts.map(({ kind }) => kind));
  for (const kind of ['asBefore', 'allowsMore', 'otherwise'] as const) if (kinds.has(kind)) return { status: 'noEffect', reason: kind };
  if (kinds.has('limitedFurther')) return { status: 'confirmed', reason: isCleared ? null : 'limitedFurther' };
  if (verdicts.length > 0) return { status: 'confirmed', reason: null };
  return isHeld ? { status: 'confirmed', reason: 'heldOnly' } : { status: 'accepted', reason: 'notVerified' };
}

/** What it agreed to is not so: a profile it does not hold is none. */
async function notSo(
  { gateway, clock }: Needs,
  { progress }: Run,
  { accepted, change }: { accepted: Step; change: ProfileChange },
): Promise<Step> {
  const answer = { answer: accepted.answer, held: change.kind === 'cleared' };
  if (change.kind !== 'set') return { ...accepted, status: 'noEffect', reason: 'stillHeld', answer };
  const end = { at: clock(), why: 'notHeld' } as const;
  await gateway.turn(progress.stationId, (state) => ({ answer: undefined, ...limitEnd(state, [change.profile.id], end) }));
  return { ...accepted, status: 'noEffect', reason: 'notHeld', answer };
}

/** 2.x K09. null: it cannot be asked, or does not say. */
async function askWhetherHeld(
  context: Needs,
  run: Run,
  { version, change }: { version: Version; change: ProfileChange },
): Promise<boolean | null> {
  const ids = idsIn(change);
  if (ids === null) return null;
  const messages = encode(version, { verb: 'getChargingProfiles', ids: [...ids] }, run.facts);
  if (messages === null) return null;
  const said = await sendAll(context, run, messages);
  if (said.status === 'accepted') return true;
  return said.status === 'confirmed' ? false : null;
}

/** null: not by their ids. */
function idsIn(change: ProfileChange): readonly number[] | null {
  if (change.kind === 'set') return [change.profile.id];
  if (change.kind === 'updated') return [change.id];
  return (change.kind === 'cleared' && change.criteria.ids) || null;
}

interface Check {
  evseId: number;
  /** As the station said it. */
  schedule: unknown;
  /** null: it gave none. */
  verdict: Verdict | null;
  records: readonly Told[];
}

async function askSchedule(
  context: Needs,
  run: Run,
  { version, changed, evseId }: { version: Version; changed: Remembered; evseId: number },
): Promise<Check> {
  const from = context.clock();
  const asked = { evseId, durationSeconds: horizon, unit: unitOf(changed) };
  const said = await sendAll(context, run, encode(version, { verb: 'getCompositeSchedule', ...asked }, run.facts) ?? []);
  const theirs = said.status === 'confirmed' ? reportedSchedule(version, said.answer as never, { from, durationSeconds: horizon }) : null;
  if (theirs === null) return { evseId, schedule: said.answer ?? null, verdict: null, records: [] };
  const window = { evseId, from: theirs.from, durationSeconds: Math.max(1, (theirs.until - theirs.from) / 1000), unit: theirs.unit };
  const of = (known: Remembered['before']) => compositeSchedule(questionOf(known, window));
  const verdict = verdictOf({ before: of(changed.before), after: of(changed.after) }, theirs);
  return { evseId, schedule: said.answer, verdict, records: said.records ?? [] };
}

/** Those it concerns: the station, one EVSE, or of all of them those with a car. */
function placesOf({ change, before, after }: Remembered): number[] {
  const concerned = concernedBy(change, before.profiles, after.profiles);
  const [first] = concerned;
  if (first !== undefined && concerned.every(isOfStation)) return [0];
  const evses = new Set(concerned.map(({ evseId }) => evseId));
  if (evses.size === 1 && first !== undefined && first.evseId > 0) return [first.evseId];
  const charging = after.evses.filter(({ transaction }) => transaction !== null).map(({ id }) => id);
  return charging.length > 0 ? charging.slice(0, mostAsked) : [after.evses[0]?.id ?? 0];
}

function unitOf({ change, before, after }: Remembered): RateUnit {
  return concernedBy(change, before.profiles, after.profiles)[0]?.schedules[0]?.unit ?? 'A';
}

function concernedBy(
  change: ProfileChange,
  before: readonly ChargingProfile[],
  after: readonly ChargingProfile[],
): readonly ChargingProfile[] {
  switch (change.kind) {
    case 'set':
      return [change.profile];
    case 'updated':
      return after.filter(({ id }) => id === change.id);
    case 'empty':
      return [];
    case 'cleared':
      return before.filter((profile) => meetsCriteria(profile, change.criteria));
  }
}
