import { fromWire } from '@stationmaster/domain';
import { profilesTold } from '../../charging/told.ts';
import type { Handler2x } from './handler.ts';
import { versionOf } from './smart-charging.ts';

/** 2.x K09: one page of what GetChargingProfiles asked for. */
export const reportChargingProfiles: Handler2x<'ReportChargingProfiles'> = async ({ request, ...turn }, context) => {
  const { requestId, chargingLimitSource: source, evseId, chargingProfile, tbc = false } = request;
  const version = versionOf(turn.state);
  const profiles = chargingProfile.map((profile) => fromWire(version, { evseId, chargingProfile: profile as never }).profile);
  return { answer: {}, ...(await profilesTold(context, turn, { requestId, source, profiles, isLast: !tbc })) };
};
