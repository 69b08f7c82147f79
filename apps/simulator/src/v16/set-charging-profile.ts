import { type ChargingProfile, fromWire } from '@stationmaster/domain';
import { applyLimits } from '../station/apply-limits.ts';
import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { setProfile } from '../station/profiles.ts';
import type { Asked, Said } from './calls.ts';

export function setChargingProfile(
  draft: Draft,
  { connectorId, csChargingProfiles }: Asked<'SetChargingProfile'>,
): Obeyed<Said<'SetChargingProfile'>> {
  const problem = setProfile(draft, { profile: profileOf16(connectorId, csChargingProfiles), source: 'CSO' });
  return { answer: { status: problem === null ? 'Accepted' : 'Rejected' }, after: () => applyLimits(draft) };
}

export function profileOf16(connectorId: number, csChargingProfiles: Asked<'SetChargingProfile'>['csChargingProfiles']): ChargingProfile {
  return fromWire('ocpp1.6', { connectorId, csChargingProfiles }).profile;
}
