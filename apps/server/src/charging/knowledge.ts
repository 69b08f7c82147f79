import type { ChargingKnowledge, ChargingProfile, RunningTransaction } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { SessionRow } from '../db/writes.ts';
import type { StationState } from '../stations/state.ts';
import { feedOf } from './feed.ts';
import type { Feed, LimitState, SetProfile } from './state.ts';
import { selectVariables } from './store.ts';

/** The EVSEs a station has told of, without 0. */
export function evseIdsOf({ connectors }: Pick<StationState, 'connectors'>): number[] {
  return [...new Set([...connectors.values()].map(({ evseId }) => evseId))].filter((id) => id > 0).sort((a, b) => a - b);
}

/** What feeds the station, as it has told by now. */
export async function readFeed(db: Kysely<Tables>, stationId: number): Promise<Feed> {
  return feedOf(await selectVariables(db, [stationId]));
}

export const noLimits = (feed: Feed): LimitState => ({ set: new Map(), reported: new Map(), external: new Map(), feed, above: new Map() });

type Live = Pick<StationState, 'version' | 'timeZone' | 'connectors' | 'sessions'>;

/** All that can be known of what its EVSEs may take. */
export function knowledgeOf(state: Live, limits: LimitState): ChargingKnowledge {
  const { version, timeZone } = state;
  const known = new Map(limits.feed.evses.map((evse) => [evse.id, evse]));
  const ids = new Set([...evseIdsOf(state), ...known.keys()]);
  return {
    ...limits.feed,
    version,
    timeZone,
    evses: [...ids].map((id) => ({ ...(known.get(id) ?? { id, ...limits.feed.supply }), transaction: runningAt(state, id) })),
    profiles: heldProfiles(state, limits),
  };
}

/** Ours count as we set them; of others, what the station reports of itself, or else has told of as a limit. */
export function heldProfiles(state: Pick<Live, 'sessions'>, { set, reported, external }: LimitState): ChargingProfile[] {
  const ours = [...set.values()].flatMap((one) => boundProfile(state, one));
  const theirs = [...reported.values()].filter(({ profile }) => !set.has(profile.id));
  const sources = new Set(theirs.map(({ profile, source }) => `${source}/${profile.evseId}`));
  const others = [...external].filter(([key]) => !sources.has(key)).map(([, profile]) => profile);
  return [...ours, ...theirs.map(({ profile }) => profile), ...others];
}

/** K05: one that came with a start is for the transaction that began by it. Without a running transaction a TxProfile is nothing. */
function boundProfile({ sessions }: Pick<Live, 'sessions'>, { profile, commandId }: SetProfile): ChargingProfile[] {
  if (profile.purpose !== 'TxProfile') return [profile];
  for (const session of sessions.values()) {
    if (session.status !== 'active' || session.transactionId === null) continue;
    const isItsOwn =
      profile.transactionId === undefined ? session.commandId === commandId : session.transactionId === profile.transactionId;
    if (isItsOwn) return [{ ...profile, transactionId: session.transactionId }];
  }
  return [];
}

export function activeAt({ sessions }: Pick<Live, 'sessions'>, evseId: number): SessionRow | undefined {
  for (const session of sessions.values()) if (session.status === 'active' && session.evseId === evseId) return session;
  return undefined;
}

function runningAt(state: Live, evseId: number): RunningTransaction | null {
  const session = activeAt(state, evseId);
  if (session === undefined || session.transactionId === null) return null;
  const { transactionId: id, startedAt, soc } = session;
  return { id, startedAt, ...(soc !== null && { stateOfCharge: soc }) };
}
