import { applyLimits } from './apply-limits.ts';
import type { Draft } from './draft.ts';
import type { StoredProfile } from './profiles.ts';
import { sayNow } from './say-now.ts';

/** Profiles of others than the CSMS have ids up to MaxExternalConstraintsId. [21P2 K01] */
const firstExternalId = 900;

/** The profile that somebody else has put on an EVSE or (0) the station. */
export function externalOf({ profiles }: Pick<Draft['state'], 'profiles'>, evseId: number): StoredProfile | undefined {
  return profiles.find(({ profile }) => profile.id === firstExternalId + evseId);
}

/** The energy management of the house limits an EVSE, or (0) the station; `watt` null: no more. The CSMS is told. [P2 K11-K13] */
export function limitExternally(draft: Draft, evseId: number, watt: number | null): void {
  sayNow(draft, () => [changeLimit(draft, evseId, watt)], evseId);
}

/** The same without sending what is to be told. */
export function changeLimit(draft: Draft, evseId: number, watt: number | null) {
  const id = firstExternalId + evseId;
  const others = draft.state.profiles.filter(({ profile }) => profile.id !== id);
  const schedules = [{ id: 1, unit: 'W', periods: [{ startPeriod: 0, limit: watt ?? 0 }] }] as const;
  const profile = { id, evseId, stackLevel: 0, purpose: 'ChargingStationExternalConstraints', kind: 'Absolute', schedules } as const;
  draft.state.profiles = watt === null ? others : [...others, { profile, source: 'EMS' }];
  applyLimits(draft);
  return { kind: 'chargingLimit', evseId, isCleared: watt === null } as const;
}
