import { toChargingProfile } from '@stationmaster/contract';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { feedOf, type LimitVariable } from './feed.ts';
import type { LimitState } from './state.ts';
import { type SetRow, selectSet, selectTold, selectVariables, type ToldRow } from './store.ts';

/** The limits of those stations that have any, in three queries however many they are. */
export async function loadLimits(db: Kysely<Tables>, stationIds: readonly number[]): Promise<Map<number, LimitState>> {
  const [set, told] = await Promise.all([selectSet(db, stationIds), selectTold(db, stationIds)]);
  const limited = [...new Set([...set, ...told].map(({ stationId }) => stationId))];
  const variables = limited.length === 0 ? [] : await selectVariables(db, limited);
  const [setOf, toldOf, variablesOf] = [byStation(set), byStation(told), byStation(variables)];
  return new Map(
    limited.map((id) => [id, limitsOf({ set: setOf.get(id) ?? [], told: toldOf.get(id) ?? [], variables: variablesOf.get(id) ?? [] })]),
  );
}

const byStation = <T extends { stationId: number }>(rows: readonly T[]): Map<number, T[]> =>
  Map.groupBy(rows, ({ stationId }) => stationId);

interface Rows {
  set: readonly SetRow[];
  told: readonly ToldRow[];
  variables: readonly LimitVariable[];
}

function limitsOf({ set, told, variables }: Rows): LimitState {
  const profiles = told.flatMap(({ kind, key, data: { profile, source }, at }) =>
    profile === null ? [] : [{ kind, key, source, at, profile: toChargingProfile(profile) }],
  );
  return {
    set: new Map(set.map(({ profile, commandId, setAt }) => [profile.id, { profile: toChargingProfile(profile), commandId, setAt }])),
    reported: new Map(
      profiles.filter(({ kind }) => kind === 'chargingProfile').map(({ profile, source, at }) => [profile.id, { profile, source, at }]),
    ),
    external: new Map(profiles.filter(({ kind }) => kind === 'chargingLimit').map(({ key, profile }) => [key, profile])),
    feed: feedOf(variables),
    above: new Map(),
  };
}
