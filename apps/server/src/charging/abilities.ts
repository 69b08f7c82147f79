import {
  type Feature,
  type OperationMode,
  operationModes,
  type ProfilePurpose,
  profilePurposes,
  type RateUnit,
  type StationAbilities,
} from '@stationmaster/domain';
import { find, type LimitVariable, type Place } from './feed.ts';

/**
 * What the station can take of charging profiles, as far as it has told. One of 2.1 that has told nothing of its smart
 * charging is not known to lack anything.
 */
export function abilitiesOf(
  told: readonly LimitVariable[],
  { evseIds, evseId }: { evseIds: readonly number[]; evseId: number },
): StationAbilities {
  const smart = (variable: Place['variable'], instance = ''): LimitVariable | undefined =>
    find(told, { component: 'SmartChargingCtrlr', variable, instance });
  const key = (variable: Place['variable']): LimitVariable | undefined => find(told, { component: '', variable });
  const phases = find(told, { component: 'EVSE', variable: 'supplyphases', evseId })?.value?.trim();
  const found: { [K in keyof StationAbilities]: StationAbilities[K] | undefined } = {
    evseIds: evseIds.length === 0 ? undefined : evseIds,
    maxStackLevel: number(smart('profilestacklevel') ?? key('chargeprofilemaxstacklevel')),
    maxPeriods: number(smart('periodsperschedule') ?? key('chargingschedulemaxperiods')),
    maxProfiles: smart('entries', 'ChargingProfiles')?.most ?? number(key('maxchargingprofilesinstalled')),
    units: unitsOf(smart('rateunit') ?? key('chargingscheduleallowedchargingrateunit')),
    isDirectCurrent: phases === undefined ? undefined : phases === '0',
    canSwitchPhase: isOn(smart('acphaseswitchingsupported') ?? key('connectorswitch3to1phasesupported')),
    canChooseInputPhases: isOn(find(told, { component: 'EVSE', variable: 'dcinputphasecontrol', evseId })),
    maxExternalConstraintsId: number(smart('maxexternalconstraintsid')),
    ...(isSilent(told) ? anything : additionsOf(told)),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

const features: Readonly<Record<Feature, Place['variable']>> = {
  DynamicProfiles: 'supportsdynamicprofiles',
  MaxOfflineDuration: 'supportsmaxofflineduration',
  UseLocalTime: 'supportsuselocaltime',
  RandomizedDelay: 'supportsrandomizeddelay',
  LimitAtSoC: 'supportslimitatsoc',
  EvseSleep: 'supportsevsesleep',
};
const anything = { features: Object.keys(features) as Feature[], additionalPurposes: profilePurposes, operationModes };

const isSilent = (told: readonly LimitVariable[]): boolean => !told.some(({ component }) => /^(smart|v2x)chargingctrlr$/i.test(component));

/** 2.1. */
function additionsOf(told: readonly LimitVariable[]): Pick<StationAbilities, 'features' | 'additionalPurposes' | 'operationModes'> {
  const smart = (variable: Place['variable']): LimitVariable | undefined => find(told, { component: 'SmartChargingCtrlr', variable });
  const modes = find(told, { component: 'V2XChargingCtrlr', variable: 'supportedoperationmodes' });
  return {
    features: (Object.keys(features) as Feature[]).filter((feature) => isOn(smart(features[feature]))),
    additionalPurposes: members(smart('supportedadditionalpurposes')).filter(isPurpose),
    ...(modes !== undefined && { operationModes: members(modes).filter(isMode) }),
  };
}
const isPurpose = (word: string): word is ProfilePurpose => (profilePurposes as readonly string[]).includes(word);
const isMode = (word: string): word is OperationMode => (operationModes as readonly string[]).includes(word);

const isOn = (told: LimitVariable | undefined): boolean => told?.value?.trim().toLowerCase() === 'true';

function number(told: LimitVariable | undefined): number | undefined {
  const text = told?.value?.trim() ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
function members(told: LimitVariable | undefined): string[] {
  return (told?.value ?? '').split(',').flatMap((word) => (word.trim() === '' ? [] : [word.trim()]));
}

/** 1.6 says Current and Power. What says neither is not known. */
function unitsOf(told: LimitVariable | undefined): RateUnit[] | undefined {
  const said = members(told).flatMap((word): RateUnit[] => (/^(a|current)$/i.test(word) ? ['A'] : /^(w|power)$/i.test(word) ? ['W'] : []));
  return said.length === 0 ? undefined : said;
}
