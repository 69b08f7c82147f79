import type { ChargingProfile } from '@stationmaster/domain';
import { fromWire } from '@stationmaster/domain';
import { limitTold } from '../../charging/told.ts';
import type { Turn } from '../../stations/step.ts';
import type { Handler2x, Request2x } from './handler.ts';
import { versionOf } from './smart-charging.ts';

/** 2.x K11, K12: an energy manager or the grid operator has limited the station or an EVSE. */
export const notifyChargingLimit: Handler2x<'NotifyChargingLimit'> = async ({ request, ...turn }, context) => {
  const { chargingLimit, evseId = 0 } = request;
  const { chargingLimitSource: source, isGridCritical = false } = chargingLimit;
  const profile = profileOf(turn, request);
  return { answer: {}, ...(await limitTold(context, turn, { source, evseId, isGridCritical, profile })) };
};

/** As if the source had set it here and now. No profile has that id. */
const id = -1;

function profileOf(
  { state, at }: Turn,
  { chargingLimit, evseId = 0, chargingSchedule }: Request2x<'NotifyChargingLimit'>,
): ChargingProfile | null {
  if (chargingSchedule === undefined) return null;
  const isGeneration = 'isLocalGeneration' in chargingLimit && chargingLimit.isLocalGeneration === true;
  const startSchedule = new Date(at).toISOString();
  const chargingProfile = {
    id,
    stackLevel: 0,
    chargingProfilePurpose: isGeneration ? 'LocalGeneration' : 'ChargingStationExternalConstraints',
    chargingProfileKind: 'Absolute',
    chargingSchedule: chargingSchedule.map((schedule) => ({ startSchedule, ...schedule })),
  };
  return fromWire(versionOf(state), { evseId, chargingProfile: chargingProfile as never }).profile;
}
