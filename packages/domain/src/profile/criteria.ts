import type { ChargingProfile } from './profile.ts';

/** Which profiles are meant. An id decides alone; of the others all that are given must fit; none at all: every profile. */
export interface ProfileCriteria {
  ids?: readonly number[] | undefined;
  evseId?: number | undefined;
  purpose?: ChargingProfile['purpose'] | undefined;
  stackLevel?: number | undefined;
}

/** 1.6 §5.5; 2.x K09, K10. */
export function meetsCriteria(profile: ChargingProfile, { ids, evseId, purpose, stackLevel }: ProfileCriteria): boolean {
  if (ids !== undefined) return ids.includes(profile.id);
  return (
    (evseId === undefined || profile.evseId === evseId) &&
    (purpose === undefined || profile.purpose === purpose) &&
    (stackLevel === undefined || profile.stackLevel === stackLevel)
  );
}
