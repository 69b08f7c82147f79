import { fromChargingProfile } from '@stationmaster/contract';
import { type ChargingProfile, changedProfiles, meetsCriteria, type ProfileChange } from '@stationmaster/domain';
import type { ChargingProfileRow, ProfileEnd } from '../db/charging-profile-row.ts';
import type { SessionRow } from '../db/writes.ts';
import type { StationState } from '../stations/state.ts';
import { joinSteps, noStep, type Step } from '../stations/step.ts';
import { noLimits } from './knowledge.ts';
import type { Feed, LimitState, SetProfile } from './state.ts';

export interface Changing {
  /** null: nobody asked for it; the profile keeps its own. */
  commandId: number | null;
  at: number;
  feed: Feed;
}

const ends: Readonly<Record<ProfileChange['kind'], ProfileEnd>> = {
  set: 'replaced',
  updated: 'replaced',
  cleared: 'cleared',
  empty: 'notHeld',
};

/** The station has agreed to a change: what it holds from now on, as rows and in its live state. */
export function limitChange(state: StationState, change: ProfileChange, { commandId, at, feed }: Changing): Step {
  const before = state.limits ?? noLimits(feed);
  const held = [...before.set.values()].map(({ profile }) => profile);
  const after = changedProfiles(state.version, held, change);
  const changed = after
    .filter((profile) => before.set.get(profile.id)?.profile !== profile)
    .map((profile): SetProfile => ({ profile, commandId: commandId ?? before.set.get(profile.id)?.commandId ?? 0, setAt: at }));
  const left = new Set(after.map(({ id }) => id));
  const ended = [...before.set.values()].filter(({ profile }) => !left.has(profile.id));
  const why = ends[change.kind];
  const kept: Step = {
    writes: {
      chargingProfile: [...changed.map((one) => rowOf(state, one, null)), ...ended.map((one) => rowOf(state, one, { at, why }))],
      happening: [told(state, at)],
    },
    advance: (live) => {
      const limits = live.limits ?? before;
      const set = new Map(limits.set);
      for (const { profile } of ended) set.delete(profile.id);
      for (const one of changed) set.set(one.profile.id, one);
      live.limits = { ...limits, set, feed };
    },
  };
  return joinSteps([kept, reportedEnd(state, clearedReports(before, change), at)]);
}

/** These are no longer there. */
export function limitEnd(state: StationState, ids: readonly number[], { at, why }: { at: number; why: ProfileEnd }): Step {
  const ended = [...(state.limits?.set.values() ?? [])].filter(({ profile }) => ids.includes(profile.id));
  if (ended.length === 0) return noStep;
  return {
    writes: { chargingProfile: ended.map((one) => rowOf(state, one, { at, why })), happening: [told(state, at)] },
    advance: (live) => {
      if (live.limits === undefined) return;
      const set = new Map(live.limits.set);
      for (const id of ids) set.delete(id);
      live.limits = { ...live.limits, set };
    },
  };
}

/** 1.6 §3.13.1, 2.x K01: a TxProfile ends with its transaction. */
export function transactionEnd(state: StationState, { transactionId, commandId }: SessionRow, at: number): Step {
  const isOfIt = ({ profile, commandId: by }: SetProfile): boolean =>
    profile.purpose === 'TxProfile' && (profile.transactionId === undefined ? by === commandId : profile.transactionId === transactionId);
  const ids = [...(state.limits?.set.values() ?? [])].filter(isOfIt).map(({ profile }) => profile.id);
  const reported = [...(state.limits?.reported.values() ?? [])]
    .map(({ profile }) => profile)
    .filter((profile) => profile.purpose === 'TxProfile' && profile.transactionId === transactionId);
  return joinSteps([limitEnd(state, ids, { at, why: 'transactionEnded' }), reportedEnd(state, reported, at)]);
}

/** What the station had reported, and holds no longer. */
export function reportedEnd({ id: stationId, tenantId }: StationState, gone: readonly ChargingProfile[], at: number): Step {
  if (gone.length === 0) return noStep;
  const row = { stationId, tenantId, kind: 'chargingProfile', data: null, at, frameId: null } as const;
  return {
    writes: { record: gone.map(({ id, evseId }) => ({ ...row, key: String(id), evseId })) },
    advance: (live) => {
      if (live.limits === undefined) return;
      const reported = new Map(live.limits.reported);
      for (const { id } of gone) reported.delete(id);
      live.limits = { ...live.limits, reported };
    },
  };
}

/** 2.x K10.FR.06: limits of others stay. */
function clearedReports({ reported }: LimitState, change: ProfileChange): ChargingProfile[] {
  if (change.kind === 'empty') return [...reported.values()].map(({ profile }) => profile);
  if (change.kind !== 'cleared') return [];
  const isGone = (profile: ChargingProfile, source: string): boolean => source === 'CSO' && meetsCriteria(profile, change.criteria);
  return [...reported.values()].filter(({ profile, source }) => isGone(profile, source)).map(({ profile }) => profile);
}

function rowOf(
  { id: stationId, tenantId }: StationState,
  one: SetProfile,
  end: { at: number; why: ProfileEnd } | null,
): ChargingProfileRow {
  const { profile, commandId, setAt } = one;
  return {
    stationId,
    tenantId,
    id: profile.id,
    profile: fromChargingProfile(profile),
    commandId,
    setAt,
    endedAt: end?.at ?? null,
    endedWhy: end?.why ?? null,
  };
}

function told({ tenantId, identity }: StationState, at: number) {
  return { tenantId, at, kind: 'station.told', subject: identity, data: { stationId: identity, kinds: ['chargingProfile'] } };
}
