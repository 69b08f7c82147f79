import { applyLimits } from '../station/apply-limits.ts';
import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { clearProfiles } from '../station/profiles.ts';
import type { Asked, Said } from './calls.ts';

export function clearChargingProfile(
  draft: Draft,
  { chargingProfileId, chargingProfileCriteria }: Asked<'ClearChargingProfile'>,
): Obeyed<Said<'ClearChargingProfile'>> {
  const status = clearProfiles(draft, {
    ids: chargingProfileId === undefined ? undefined : [chargingProfileId],
    evseId: chargingProfileCriteria?.evseId,
    purpose: chargingProfileCriteria?.chargingProfilePurpose,
    stackLevel: chargingProfileCriteria?.stackLevel,
  });
  return { answer: { status }, after: () => applyLimits(draft) };
}
