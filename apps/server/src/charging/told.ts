import { fromChargingProfile } from '@stationmaster/contract';
import type { ChargingProfile } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import { eventStep, listDone, recordStep, type Told } from '../reports/step.ts';
import type { StationState } from '../stations/state.ts';
import { effectStep, joinSteps, type Step, type Turn } from '../stations/step.ts';
import { limitEnd, reportedEnd } from './change.ts';
import { noLimits, readFeed } from './knowledge.ts';
import type { LimitState } from './state.ts';

type Needs = Pick<Context, 'db'>;

export interface ProfilesTold {
  /** Of the command that asked. */
  requestId: number;
  source: string;
  profiles: readonly ChargingProfile[];
  isLast: boolean;
}

/** 2.x K09: one page of the profiles a station holds. The last of a report of everything ends those it does not name. */
export async function profilesTold(context: Needs, turn: Turn, { requestId, source, profiles, isLast }: ProfilesTold): Promise<Step> {
  const { state, at } = turn;
  const records = profiles.map((profile): Told => {
    const data = { source, profile: fromChargingProfile(profile) };
    return { kind: 'chargingProfile', key: String(profile.id), evseId: profile.evseId, data };
  });
  const known = await limitsOf(context, state);
  const reported = new Map(known.reported);
  for (const profile of profiles) reported.set(profile.id, { profile, source, at });
  const page = [recordStep(turn, records), keep(known, { reported })];
  if (!isLast) return joinSteps(page);
  page.push(effectStep(turn, { kind: 'message', action: 'ReportChargingProfiles', evseId: null, requestId }));
  const asked = state.awaiting.get(requestId);
  if (asked?.request.verb !== 'getChargingProfiles' || !isOfEverything(asked.request)) return joinSteps(page);
  const there = new Map([...reported].filter(([, one]) => one.at >= asked.at));
  const missing = [...known.set.values()].filter(({ profile, setAt }) => setAt < asked.at && !there.has(profile.id));
  const ids = missing.map(({ profile }) => profile.id);
  return joinSteps([
    ...page,
    listDone(turn, 'chargingProfile', asked.at),
    keep(known, { reported: there }),
    limitEnd(state, ids, { at, why: 'notHeld' }),
  ]);
}

/** Was every profile asked for, and not some? */
export function isOfEverything({ ids, evseId, purpose, stackLevel, sources }: Readonly<Record<string, unknown>>): boolean {
  return [ids, evseId, purpose, stackLevel, sources].every((criterion) => criterion === undefined);
}

export interface LimitTold {
  source: string;
  /** 0: the station. */
  evseId: number;
  isGridCritical: boolean;
  /** null: there is a limit, and which one was not said. */
  profile: ChargingProfile | null;
}

/** 2.x K11, K12: somebody else limits an EVSE or the station. */
export async function limitTold(context: Needs, turn: Turn, { source, evseId, isGridCritical, profile }: LimitTold): Promise<Step> {
  const key = keyOf(source, evseId);
  const data = { source, isGridCritical, profile: profile && fromChargingProfile(profile) };
  const known = await limitsOf(context, turn.state);
  const external = new Map(known.external);
  if (profile === null) external.delete(key);
  else external.set(key, profile);
  return joinSteps([
    recordStep(turn, [{ kind: 'chargingLimit', key, evseId, data }]),
    eventStep(turn, [{ kind: 'chargingLimit', at: turn.at, severity: isGridCritical ? 4 : 7, evseId, type: 'set', text: source, data }]),
    keep(known, { external }),
  ]);
}

/** 2.x K13: it no longer does; what it had put on the station is gone with it. */
export async function limitCleared(context: Needs, turn: Turn, { source, evseId }: Pick<LimitTold, 'source' | 'evseId'>): Promise<Step> {
  const key = keyOf(source, evseId);
  const known = await limitsOf(context, turn.state);
  const external = new Map(known.external);
  external.delete(key);
  const gone = [...known.reported.values()]
    .filter((one) => one.source === source && one.profile.evseId === evseId)
    .map(({ profile }) => profile)
    .filter(({ purpose }) => purpose === 'ChargingStationExternalConstraints');
  return joinSteps([
    recordStep(turn, [{ kind: 'chargingLimit', key, evseId, data: null }]),
    reportedEnd(turn.state, gone, turn.at),
    eventStep(turn, [{ kind: 'chargingLimit', at: turn.at, severity: 7, evseId, type: 'set', text: source, cleared: true }]),
    keep(known, { external }),
  ]);
}

const keyOf = (source: string, evseId: number): string => `${source}/${evseId}`;

async function limitsOf({ db }: Needs, { id, limits }: StationState): Promise<LimitState> {
  return limits ?? noLimits(await readFeed(db, id));
}

function keep(known: LimitState, change: Partial<LimitState>): Step {
  return {
    writes: {},
    advance: (live) => {
      live.limits = { ...(live.limits ?? known), ...change };
    },
  };
}
