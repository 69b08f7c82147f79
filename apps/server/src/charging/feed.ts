import type { Feed } from './state.ts';

/** A variable that tells of limits; `most` is the maxLimit of its characteristics. Component '': a key of 1.6. */
export interface LimitVariable {
  component: string;
  evseId: number;
  variable: string;
  instance: string;
  value: string | null;
  most: number | null;
}

/** The names of variables and keys that `feedOf` and `abilitiesOf` understand, in small letters. */
export const limitVariables = [
  'supplyphases',
  'power',
  'dcinputphasecontrol',
  'setpointpriority',
  'profilestacklevel',
  'periodsperschedule',
  'rateunit',
  'entries',
  'acphaseswitchingsupported',
  'maxexternalconstraintsid',
  'supportedadditionalpurposes',
  'supportsdynamicprofiles',
  'supportsmaxofflineduration',
  'supportsuselocaltime',
  'supportsrandomizeddelay',
  'supportslimitatsoc',
  'supportsevsesleep',
  'supportedoperationmodes',
  'chargeprofilemaxstacklevel',
  'chargingscheduleallowedchargingrateunit',
  'chargingschedulemaxperiods',
  'maxchargingprofilesinstalled',
  'connectorswitch3to1phasesupported',
] as const;

export interface Place {
  component: string;
  variable: (typeof limitVariables)[number];
  instance?: string;
  evseId?: number;
}

/** Names compare without case. [P2 appendix] */
export function find(told: readonly LimitVariable[], { component, variable, instance = '', evseId = 0 }: Place): LimitVariable | undefined {
  const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();
  return told.find(
    (one) => same(one.component, component) && same(one.variable, variable) && same(one.instance, instance) && one.evseId === evseId,
  );
}

/** V, line to neutral, where the station is; V to the car of an EVSE of direct current. No station tells either. */
const voltage = 230;
const carVoltage = 400;
/** What every European connection has; 1.6 tells of none. */
const usualPhases = 3;

/** 2.x SupplyPhases and EVSE.Power, of the EVSEs that have any. */
export function feedOf(told: readonly LimitVariable[]): Feed {
  const phasesOf = (component: string, evseId: number): number | null =>
    phases(find(told, { component, variable: 'supplyphases', evseId }));
  const ofStation = phasesOf('ChargingStation', 0) ?? usualPhases;
  const evseIds = [...new Set(told.map(({ evseId }) => evseId))].filter((id) => id > 0);
  const priority = find(told, { component: 'SmartChargingCtrlr', variable: 'setpointpriority' })?.value ?? null;
  return {
    voltage,
    supply: { phases: Math.max(1, ofStation) },
    ...(priority !== null && { setpointPriority: /^tx/i.test(priority) ? 'transaction' : 'external' }),
    evses: evseIds.map((id) => {
      const own = phasesOf('EVSE', id) ?? phasesOf('Connector', id) ?? ofStation;
      const most = find(told, { component: 'EVSE', variable: 'power', evseId: id })?.most ?? null;
      return { id, phases: own, ...(own === 0 && { voltage: carVoltage }), ...(most !== null && most > 0 && { maxPower: most }) };
    }),
  };
}

function phases(told: LimitVariable | undefined): number | null {
  return told?.value != null && /^[0-3]$/.test(told.value.trim()) ? Number(told.value) : null;
}
