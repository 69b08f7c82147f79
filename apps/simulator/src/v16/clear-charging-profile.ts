import { applyLimits } from '../station/apply-limits.ts';
import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { clearProfiles } from '../station/profiles.ts';
import type { Asked, Said } from './calls.ts';

export function clearChargingProfile(
  draft: Draft,
  { id, connectorId, chargingProfilePurpose, stackLevel }: Asked<'ClearChargingProfile'>,
): Obeyed<Said<'ClearChargingProfile'>> {
  const status = clearProfiles(draft, {
    ids: id === undefined ? undefined : [id],
    evseId: connectorId,
    purpose: chargingProfilePurpose === 'ChargePointMaxProfile' ? 'ChargingStationMaxProfile' : chargingProfilePurpose,
    stackLevel,
  });
  return { answer: { status }, after: () => applyLimits(draft) };
}
