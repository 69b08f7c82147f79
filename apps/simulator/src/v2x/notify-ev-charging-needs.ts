import { type Draft, evseOf, type LiveEvse } from '../station/draft.ts';
import type { Hearing, Saying } from '../station/face.ts';
import { dcVolt, mainsVolt } from '../station/measurands.ts';
import type { Vehicle } from '../vehicle.ts';
import type { Heard, Sent } from './calls.ts';
import { words } from './words.ts';

type Needs = Sent<'NotifyEVChargingNeeds'>;

/** How many periods of a schedule a car takes. */
const mostTuples = 12;

/** On demand, and again when the CSMS allows other ways: what the car at an EVSE wants. Nothing without a car. [P2 K15, K17] */
export const sayEvChargingNeeds: Saying = (draft, evseId) => {
  const evse = evseId === null ? draft.state.evses.find(({ vehicle }) => vehicle !== null) : evseOf(draft, evseId);
  if (evse?.vehicle == null) return [];
  const needs: Needs = {
    evseId: evse.id,
    maxScheduleTuples: mostTuples,
    chargingNeeds: evse.kind === 'AC' ? acNeeds(evse.vehicle) : dcNeeds(evse.vehicle),
  };
  return [words('NotifyEVChargingNeeds', needs)];
};

/** A profile will come: the car then tells what it makes of it. */
export const needsHeard: Hearing<Needs, Heard<'NotifyEVChargingNeeds'>> = (draft, { evseId }, { status }) => {
  awaitProfile(draft, evseOf(draft, evseId), status === 'Accepted' || status === 'Processing');
};

function awaitProfile(_draft: Draft, evse: LiveEvse | undefined, awaitsProfile: boolean): void {
  if (evse?.session != null) evse.session = { ...evse.session, awaitsProfile };
}

function acNeeds(vehicle: Vehicle): Needs['chargingNeeds'] {
  return {
    requestedEnergyTransfer: vehicle.phases === 3 ? 'AC_three_phase' : 'AC_single_phase',
    acChargingParameters: {
      energyAmount: missingWh(vehicle),
      evMinCurrent: 6,
      evMaxCurrent: Math.floor(vehicle.maxAcW / vehicle.phases / mainsVolt),
      evMaxVoltage: mainsVolt,
    },
  };
}

function dcNeeds(vehicle: Vehicle): Needs['chargingNeeds'] {
  return {
    requestedEnergyTransfer: 'DC',
    dcChargingParameters: {
      evMaxCurrent: Math.floor(vehicle.maxDcW / dcVolt),
      evMaxVoltage: dcVolt,
      evMaxPower: Math.floor(vehicle.maxDcW),
      energyAmount: missingWh(vehicle),
      evEnergyCapacity: Math.floor(vehicle.batteryWh),
      stateOfCharge: Math.floor(vehicle.soc * 100),
      fullSoC: 100,
      bulkSoC: 80,
    },
  };
}

function missingWh({ soc, batteryWh, exactWh }: Vehicle): number {
  return Math.max(0, Math.round(exactWh ?? (1 - soc) * batteryWh));
}
