import type { Instant } from '../reading.ts';
import type { ChargingProfile, ChargingSchedule, ProfileVersion, SchedulePeriod } from './profile.ts';
import { type Lost, members, type SetChargingProfile2x, type SetChargingProfile16, type WireProfile, type WireSchedule2x } from './wire.ts';

export interface ToWire<V extends ProfileVersion> {
  /** null: what could be sent would mean something else, for one of the `lost` is essential. */
  payload: WireProfile<V> | null;
  lost: (Lost & { essential: boolean })[];
}

/** Saying these is the same as not saying them. */
const defaults: Readonly<Record<string, unknown>> = {
  operationMode: 'ChargingOnly',
  useLocalTime: false,
  randomizedDelay: 0,
  evseSleep: false,
  preconditioningRequest: false,
  invalidAfterOfflineDuration: false,
  dynUpdateInterval: 0,
};
/** Left out, the station would do something else than was meant, and not merely know less or keep a tighter limit. */
const essential = new Set([
  'purpose',
  'kind',
  'transactionId',
  'phaseToUse',
  'useLocalTime',
  'limit',
  'limit_L2',
  'limit_L3',
  'operationMode',
  'limitAtSoC',
  'maxOfflineDuration',
]);

/** The SetChargingProfile request of that version, and what it cannot say. `profileProblems` tells whether it makes sense. */
export function toWire<V extends ProfileVersion>(version: V, profile: ChargingProfile): ToWire<V> {
  const writing: Writing = { version, lost: [] };
  const payload = version === 'ocpp1.6' ? to16(profile, writing) : to2x(profile, writing);
  const refused = writing.lost.some((each) => each.essential);
  // The type of the payload follows from the version, which the compiler cannot see here.
  return { payload: refused ? null : (payload as WireProfile<V>), lost: writing.lost };
}

interface Writing {
  version: ProfileVersion;
  lost: (Lost & { essential: boolean })[];
}

function to16(profile: ChargingProfile, writing: Writing): SetChargingProfile16 {
  const { id, evseId, stackLevel, purpose, kind, validFrom, validTo, transactionId, schedules, dynUpdateTime, ...others } = profile;
  lose({ dynUpdateTime }, '', writing);
  if (kind === 'Dynamic') lose({ kind }, '', writing);
  const isKnown = purpose === 'ChargingStationMaxProfile' || purpose === 'TxDefaultProfile' || purpose === 'TxProfile';
  if (!isKnown) lose({ purpose }, '', writing);
  const isNumber = transactionId === undefined || /^-?\d{1,15}$/.test(transactionId);
  if (!isNumber) lose({ transactionId }, '', writing);
  const [first = { id: 1, unit: 'A', periods: [] }, ...more] = schedules;
  more.forEach((schedule, index) => {
    lose({ [index + 1]: schedule }, 'schedules', writing);
  });
  const { id: _, ...chargingSchedule } = scheduleOf(first, 'schedules.0', writing);
  return {
    connectorId: evseId,
    csChargingProfiles: {
      ...carried(others, { path: '', known: members['ocpp1.6'].profile }, writing),
      chargingProfileId: id,
      stackLevel,
      chargingProfilePurpose: purpose === 'ChargingStationMaxProfile' ? 'ChargePointMaxProfile' : purpose,
      chargingProfileKind: kind,
      ...moments({ validFrom, validTo }),
      ...(transactionId !== undefined && isNumber && { transactionId: Number(transactionId) }),
      chargingSchedule,
    } as SetChargingProfile16['csChargingProfiles'],
  };
}

function to2x(profile: ChargingProfile, writing: Writing): SetChargingProfile2x {
  const { id, evseId, stackLevel, purpose, kind, validFrom, validTo, dynUpdateTime, schedules, ...others } = profile;
  const is21 = writing.version === 'ocpp2.1';
  if (!is21) {
    lose({ dynUpdateTime }, '', writing);
    if (kind === 'Dynamic') lose({ kind }, '', writing);
    if (purpose === 'PriorityCharging' || purpose === 'LocalGeneration') lose({ purpose }, '', writing);
  }
  return {
    evseId,
    chargingProfile: {
      ...carried(others, { path: '', known: members[writing.version].profile }, writing),
      id,
      stackLevel,
      chargingProfilePurpose: purpose,
      chargingProfileKind: kind,
      ...moments({ validFrom, validTo, ...(is21 && { dynUpdateTime }) }),
      chargingSchedule: schedules.map((schedule, index) => scheduleOf(schedule, `schedules.${index}`, writing)),
    } as SetChargingProfile2x['chargingProfile'],
  };
}

function scheduleOf({ id, startSchedule, unit, periods, ...others }: ChargingSchedule, path: string, writing: Writing): WireSchedule2x {
  const known = members[writing.version].schedule;
  return {
    ...tenths(carried(others, { path, known }, writing), path, writing),
    id,
    chargingRateUnit: unit,
    ...moments({ startSchedule }),
    chargingSchedulePeriod: periods.map((period, index) => periodOf(period, `${path}.periods.${index}`, writing)),
  };
}

function periodOf({ startPeriod, ...others }: SchedulePeriod, path: string, writing: Writing): SchedulePeriod {
  const { version, lost } = writing;
  if (version !== 'ocpp2.1' && others.limit === undefined) lost.push({ path: `${path}.limit`, value: null, essential: true });
  return { startPeriod, ...tenths(carried(others, { path, known: members[version].period }, writing), path, writing) };
}

/** Before 2.1 limits have at most one digit after the point: rounded down, so that nobody gets more. */
function tenths(sent: Record<string, unknown>, path: string, { version, lost }: Writing): Record<string, unknown> {
  if (version === 'ocpp2.1') return sent;
  for (const key of ['limit', 'minChargingRate']) {
    const value = sent[key];
    if (typeof value !== 'number') continue;
    const nearest = Math.round(value * 10) / 10;
    if (nearest === value) continue;
    sent[key] = Math.abs(nearest - value) < 1e-9 ? nearest : Math.floor(value * 10) / 10;
    lost.push({ path: `${path}.${key}`, value, essential: false });
  }
  return sent;
}

function carried(given: object, { path, known }: { path: string; known: readonly string[] }, writing: Writing): Record<string, unknown> {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  lose(Object.fromEntries(entries.filter(([key]) => !known.includes(key))), path, writing);
  return Object.fromEntries(entries.filter(([key]) => known.includes(key)));
}

function lose(what: object, path: string, { lost }: Writing): void {
  for (const [key, value] of Object.entries(what)) {
    if (value === undefined || defaults[key] === value) continue;
    lost.push({ path: path === '' ? key : `${path}.${key}`, value, essential: essential.has(key) });
  }
}

function moments(given: Readonly<Record<string, Instant | undefined>>): Record<string, string> {
  const said = Object.entries(given).flatMap(([key, at]) => (at === undefined ? [] : [[key, new Date(at).toISOString()]]));
  return Object.fromEntries(said) as Record<string, string>;
}
