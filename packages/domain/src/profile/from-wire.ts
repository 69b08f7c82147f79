import { parseMoment } from '../moment.ts';
import type { Instant } from '../reading.ts';
import type { ChargingProfile, ChargingSchedule, ProfileVersion, SchedulePeriod } from './profile.ts';
import {
  type Lost,
  members,
  type SetChargingProfile2x,
  type SetChargingProfile16,
  type WireProfile,
  type WireSchedule2x,
  type WireSchedule16,
} from './wire.ts';

export interface FromWire {
  profile: ChargingProfile;
  /** Members our model does not hold (`customData`), that the version does not have, and moments that cannot be read. */
  lost: Lost[];
}

/**
 * A SetChargingProfile request that fits its schema, in our words. For what ReportChargingProfiles or a start command
 * carries, put the profile and its EVSE together as SetChargingProfile has them.
 */
export function fromWire<V extends ProfileVersion>(version: V, payload: WireProfile<V>): FromWire {
  const lost: Lost[] = [];
  const reading: Reading = { version, lost };
  // The type of the payload follows from the version, which the compiler cannot see here.
  const profile =
    version === 'ocpp1.6' ? from16(payload as SetChargingProfile16, reading) : from2x(payload as SetChargingProfile2x, reading);
  return { profile, lost };
}

interface Reading {
  version: ProfileVersion;
  lost: Lost[];
}

function from16({ connectorId, csChargingProfiles: sent, ...rest }: SetChargingProfile16, reading: Reading): ChargingProfile {
  const { chargingProfileId: id, stackLevel, transactionId, chargingProfilePurpose, chargingProfileKind, ...more } = sent;
  const { validFrom, validTo, chargingSchedule, ...others } = more;
  note(rest, '', reading);
  return {
    ...carried(others, { path: 'csChargingProfiles', known: members['ocpp1.6'].profile }, reading),
    id,
    evseId: connectorId,
    stackLevel,
    purpose: chargingProfilePurpose === 'ChargePointMaxProfile' ? 'ChargingStationMaxProfile' : chargingProfilePurpose,
    kind: chargingProfileKind,
    ...moments({ validFrom, validTo }, 'csChargingProfiles', reading),
    ...(transactionId !== undefined && { transactionId: String(transactionId) }),
    // 1.6 schedules have no id.
    schedules: [scheduleOf({ ...chargingSchedule, id: 1 }, 'csChargingProfiles.chargingSchedule', reading)],
  };
}

function from2x({ evseId, chargingProfile: sent, ...rest }: SetChargingProfile2x, reading: Reading): ChargingProfile {
  const { id, stackLevel, chargingProfilePurpose, chargingProfileKind, ...more } = sent;
  const { validFrom, validTo, dynUpdateTime, chargingSchedule, ...others } = more;
  const known = members[reading.version].profile;
  note(rest, '', reading);
  return {
    ...carried(others, { path: 'chargingProfile', known }, reading),
    id,
    evseId,
    stackLevel,
    purpose: chargingProfilePurpose,
    kind: chargingProfileKind,
    ...moments({ validFrom, validTo, dynUpdateTime }, 'chargingProfile', reading),
    schedules: chargingSchedule.map((schedule, index) => scheduleOf(schedule, `chargingProfile.chargingSchedule.${index}`, reading)),
  };
}

function scheduleOf(sent: WireSchedule2x | (WireSchedule16 & { id: number }), path: string, reading: Reading): ChargingSchedule {
  const { id, startSchedule: start, chargingRateUnit, chargingSchedulePeriod, ...others } = sent;
  const known = members[reading.version];
  const kept: Pick<ChargingSchedule, 'useLocalTime'> = carried(others, { path, known: known.schedule }, reading);
  // 2.1 K01.FR.90: an unqualified local time, whatever zone is written behind it.
  const startSchedule = kept.useLocalTime ? start?.replace(/(?:z|[+-]\d\d(?::?\d\d)?)$/i, '') : start;
  return {
    ...kept,
    id,
    unit: chargingRateUnit,
    ...moments({ startSchedule }, path, reading),
    periods: chargingSchedulePeriod.map(({ startPeriod, ...period }, index): SchedulePeriod => {
      const place = { path: `${path}.chargingSchedulePeriod.${index}`, known: known.period };
      return { startPeriod, ...carried(period, place, reading) };
    }),
  };
}

/** The members that are known; what else there is, is noted as lost. */
function carried(sent: object, { path, known }: { path: string; known: readonly string[] }, reading: Reading): object {
  const entries = Object.entries(sent).filter(([, value]) => value !== undefined);
  note(Object.fromEntries(entries.filter(([key]) => !known.includes(key))), path, reading);
  return Object.fromEntries(entries.filter(([key]) => known.includes(key)));
}

function note(rest: object, path: string, { lost }: Reading): void {
  for (const [key, value] of Object.entries(rest)) lost.push({ path: path === '' ? key : `${path}.${key}`, value });
}

function moments<K extends string>(texts: Record<K, string | undefined>, path: string, reading: Reading): { [P in K]?: Instant } {
  const read: { [P in K]?: Instant } = {};
  for (const key in texts) {
    const text = texts[key];
    if (text === undefined) continue;
    const moment = parseMoment(text);
    if (moment === null) note({ [key]: text }, path, reading);
    else read[key] = moment;
  }
  return read;
}
