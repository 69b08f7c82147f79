import { type ChargingProfileView, toChargingProfile } from '@stationmaster/contract';
import { type ChargingProfile, type ProfileContext, type ProfileProblem, profileProblems } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import type { CommandRequest } from '../commands/words.ts';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { Failure } from '../errors.ts';
import { loadStation } from '../stations/load.ts';
import type { StationState } from '../stations/state.ts';
import { abilitiesOf } from './abilities.ts';
import { evseIdsOf } from './knowledge.ts';
import { problemSentence } from './problem-words.ts';
import { findRecord, selectVariables } from './store.ts';

type Needs = Pick<Context, 'gateway'> & { db: Kysely<Tables> };
type Wanted = Omit<ChargingProfileView, 'id'> & { id?: number | undefined };

/**
 * The request as it will be sent: its charging profile gets an id, and is refused where it cannot be right or cannot be said
 * to this station. Failures: profileRefused, with each problem by its code.
 */
export async function withProfile<R extends CommandRequest>(
  context: Needs,
  request: R,
  { stationId, now }: { stationId: number; now: number },
): Promise<R> {
  const wanted = profileIn(request);
  if (wanted === null) return request;
  const state = context.gateway.peek(stationId) ?? (await loadStation(context.db, stationId, now));
  if (state === undefined) return request;
  const about = await readContext(context.db, state, { evseId: wanted.evseId, now });
  const profile: ChargingProfileView = { ...wanted, id: wanted.id ?? freeId(state, wanted, about) };
  const withStart = request.verb === 'start';
  const problems = profileProblems(toChargingProfile(profile), { ...about, withStart });
  const isForced = request.verb === 'setChargingProfile' && request.anyway;
  const standing = isForced ? problems.filter(({ code }) => code === 'notInVersion') : problems;
  if (standing.length > 0) throw new Failure('profileRefused', {}, standing.map(detailOf));
  return { ...request, profile: withStart ? { ...request.profile, id: profile.id } : profile };
}

function profileIn(request: CommandRequest): Wanted | null {
  if (request.verb === 'setChargingProfile') return request.profile;
  if (request.verb !== 'start' || request.profile === undefined) return null;
  return { ...request.profile, evseId: request.evseId ?? 0, purpose: 'TxProfile' };
}

/** What is known of the station that a profile has to go with. */
async function readContext(
  db: Kysely<Tables>,
  state: StationState,
  { evseId, now }: { evseId: number; now: number },
): Promise<ProfileContext> {
  const [variables, needs] = await Promise.all([
    selectVariables(db, [state.id]),
    findRecord(db, state.id, { kind: 'chargingNeeds', key: String(evseId) }),
  ]);
  const maxScheduleTuples = Object(needs?.data).maxScheduleTuples as number | null | undefined;
  const { set, reported } = state.limits ?? { set: new Map(), reported: new Map() };
  const held = new Map<number, ChargingProfile>([...reported, ...set].map(([id, { profile }]) => [id, profile]));
  const transactions = [...state.sessions.values()].flatMap(({ status, transactionId: id, evseId: at }) =>
    status === 'active' && id !== null ? [{ id, evseId: at }] : [],
  );
  return {
    version: state.version,
    now,
    installed: [...held.values()],
    transactions,
    ...(typeof maxScheduleTuples === 'number' && { maxScheduleTuples }),
    station: abilitiesOf(variables, { evseIds: evseIdsOf(state), evseId }),
  };
}

/** That of ours in the same place, which is so replaced in every version; else the lowest that nobody has. */
function freeId({ limits }: StationState, wanted: Wanted, { installed, station }: ProfileContext): number {
  const same = [...(limits?.set.values() ?? [])].find(({ profile }) => isSamePlace(profile, wanted));
  if (same !== undefined) return same.profile.id;
  const taken = new Set(installed.map(({ id }) => id));
  let id = (station.maxExternalConstraintsId ?? 0) + 1;
  while (taken.has(id)) id += 1;
  return id;
}

function isSamePlace(a: ChargingProfile, b: Wanted): boolean {
  return a.evseId === b.evseId && a.purpose === b.purpose && a.stackLevel === b.stackLevel && a.transactionId === b.transactionId;
}

function detailOf({ code, path, value, allowed }: ProfileProblem) {
  return { path: path === '' ? 'profile' : `profile.${path}`, message: problemSentence(code, { value, allowed }), code, value, allowed };
}
