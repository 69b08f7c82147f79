import { parseMoment } from '@stationmaster/domain';
import { type NeedsTold, needsTold } from '../../charging/needs.ts';
import type { Handler2x, Request2x } from './handler.ts';

/** 2.x K15 to K20: what the car wants by ISO 15118. */
export const notifyEvChargingNeeds: Handler2x<'NotifyEVChargingNeeds'> = async ({ request, ...turn }, context) => {
  const { status, step, after } = await needsTold(context, turn, toNeeds(request));
  // Only a 2.1 station is answered NoChargingProfile.
  return { answer: { status: status as 'Accepted' }, ...step, after };
};

type Request = Request2x<'NotifyEVChargingNeeds'>;
/** V: at which the phases of a car are counted. */
const mains = 230;

function toNeeds({ evseId, maxScheduleTuples, chargingNeeds }: Request): NeedsTold {
  const { requestedEnergyTransfer, departureTime, acChargingParameters: ac, dcChargingParameters: dc } = chargingNeeds;
  const v2x = 'v2xChargingParameters' in chargingNeeds ? chargingNeeds.v2xChargingParameters : undefined;
  const phases = phasesOf(requestedEnergyTransfer);
  const acMost = ac && ac.evMaxCurrent * mains * phases;
  const dcMost = dc && (dc.evMaxPower ?? dc.evMaxCurrent * dc.evMaxVoltage);
  return {
    evseId,
    departureAt: parseMoment(departureTime ?? ''),
    energyWh: ac?.energyAmount ?? dc?.energyAmount ?? v2x?.evTargetEnergyRequest ?? null,
    maxPowerW: (phases === 0 ? dcMost : acMost) ?? v2x?.maxChargePower ?? acMost ?? dcMost ?? null,
    minPowerW: (ac && ac.evMinCurrent * mains * phases) ?? v2x?.minChargePower ?? null,
    phases,
    transfer: requestedEnergyTransfer,
    isDynamic: 'controlMode' in chargingNeeds && chargingNeeds.controlMode === 'DynamicControl',
    maxScheduleTuples: maxScheduleTuples ?? null,
    said: chargingNeeds,
  };
}

/** 0: direct current. */
function phasesOf(transfer: Request['chargingNeeds']['requestedEnergyTransfer']): number {
  if (transfer === 'AC_single_phase') return 1;
  if (transfer === 'AC_two_phase') return 2;
  return transfer.startsWith('AC') ? 3 : 0;
}
