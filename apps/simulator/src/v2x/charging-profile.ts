import { type ChargingProfile, fromWire, toWire } from '@stationmaster/domain';
import type { Version } from '@stationmaster/ocpp';
import type { Asked, Sent } from './calls.ts';

type Wire = Asked<'SetChargingProfile'>;

export function profileOf(version: Version, { evseId, chargingProfile }: Pick<Wire, 'evseId' | 'chargingProfile'>): ChargingProfile {
  return fromWire(version === 'ocpp2.0.1' ? version : 'ocpp2.1', { evseId, chargingProfile }).profile;
}

/** As a report has it; null for what this version has no words for. */
export function wireOf(version: Version, profile: ChargingProfile): Sent<'ReportChargingProfiles'>['chargingProfile'][number] | null {
  const { payload } = toWire(version === 'ocpp2.0.1' ? version : 'ocpp2.1', profile);
  return (payload?.chargingProfile as Sent<'ReportChargingProfiles'>['chargingProfile'][number] | undefined) ?? null;
}
