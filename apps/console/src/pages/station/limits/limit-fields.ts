import { type ChargingProfile, type ProfilePurpose, type RateUnit, recurrences, type SchedulePeriod } from '@stationmaster/domain';
import { momentAt, wallAt, weekdayOf } from './wall-clock.ts';

/** always, or anew each day or week, or once between two moments, or from the start of each session, or as told (2.1: can be changed at any time). */
export const rhythms = ['always', 'daily', 'weekly', 'once', 'session', 'told'] as const;
export type Rhythm = (typeof rhythms)[number];
/** What a person may set, in the order of how often they do. */
export const purposes = [
  'TxDefaultProfile',
  'TxProfile',
  'ChargingStationMaxProfile',
  'PriorityCharging',
  'LocalGeneration',
] as const satisfies readonly ProfilePurpose[];
export type Purpose = (typeof purposes)[number];

/** From here on, until the next row. */
export interface Row {
  /** Tells rows apart while they move. */
  key: number;
  /** weekly: 0 Monday to 6 Sunday. */
  weekday: number;
  /** Of the day; with `session` of the session. */
  minute: number;
  /** A, or kW; null: nothing limits from here. */
  limit: number | null;
  /** null: all the car can. */
  phases: 1 | 3 | null;
}
export interface LimitFields {
  id: number | null;
  purpose: Purpose;
  evseId: number;
  unit: RateUnit;
  rhythm: Rhythm;
  rows: readonly Row[];
  /** once: epoch ms. */
  from: number;
  until: number;
  stackLevel: number;
}
export interface Surroundings {
  zone: string;
  now: number;
  /** Of the session running at the EVSE. */
  transactionId: string | null;
  /** The station can go by the clock on its wall (2.1): what recurs stays at its hour when summer time begins or ends. */
  knowsLocalTime?: boolean;
}

const weekMinutes = 7 * 1440;

export function emptyFields(now: number, evseId: number): LimitFields {
  const from = Math.ceil(now / 3_600_000) * 3_600_000;
  const first = { key: 1, weekday: 0, minute: 0, limit: 16, phases: null } as const;
  return {
    id: null,
    purpose: 'TxDefaultProfile',
    evseId,
    unit: 'A',
    rhythm: 'always',
    rows: [first],
    from,
    until: from + 4 * 3_600_000,
    stackLevel: 0,
  };
}

/** Rows in the order of the clock, and where they stand on it. */
export function placed(rhythm: Rhythm, rows: readonly Row[]): (Row & { at: number })[] {
  return rows
    .map((row) => ({ ...row, at: rhythm === 'weekly' ? row.weekday * 1440 + row.minute : row.minute }))
    .sort((a, b) => a.at - b.at);
}

/** Why the rows make no profile; null: they do. */
export type RowFault = 'noLimit' | 'sameTime' | 'gaps' | 'empty' | 'backwards';
export function faultOf({ rhythm, rows, from, until }: LimitFields): RowFault | null {
  const free = rows.filter(({ limit }) => limit === null).length;
  if (rows.length === 0) return 'empty';
  if (free === rows.length) return 'noLimit';
  if (rhythm === 'always' || rhythm === 'told') return rows[0]?.limit === null ? 'noLimit' : null;
  if (rhythm === 'once') return until > from ? null : 'backwards';
  const order = placed(rhythm, rows);
  if (order.some(({ at }, index) => index > 0 && at === order[index - 1]?.at)) return 'sameTime';
  // One profile can end, but not pause.
  if (rhythm === 'session') return free === 0 || (free === 1 && order.at(-1)?.limit === null) ? null : 'gaps';
  return free > 1 ? 'gaps' : null;
}

/** The profile as the domain has it; `id` 0: the server gives it one. Only for fields without faults. */
export function profileOf(fields: LimitFields, around: Surroundings): ChargingProfile {
  const { id, evseId, stackLevel, purpose } = fields;
  const base = {
    id: id ?? 0,
    evseId,
    stackLevel,
    purpose,
    ...(purpose === 'TxProfile' && around.transactionId !== null && { transactionId: around.transactionId }),
  };
  const { startSchedule, duration, periods } = scheduleOf(fields, around);
  const schedule = {
    id: 1,
    unit: fields.unit,
    periods,
    ...(startSchedule !== undefined && { startSchedule }),
    ...(duration !== undefined && { duration }),
  };
  const recurring = around.knowsLocalTime ? { ...schedule, useLocalTime: true } : schedule;
  switch (fields.rhythm) {
    case 'daily':
      return { ...base, kind: 'Recurring', recurrencyKind: 'Daily', schedules: [recurring] };
    case 'weekly':
      return { ...base, kind: 'Recurring', recurrencyKind: 'Weekly', schedules: [recurring] };
    case 'session':
      return { ...base, kind: 'Relative', schedules: [schedule] };
    case 'told':
      return { ...base, kind: 'Dynamic', schedules: [schedule] };
    default:
      return { ...base, kind: 'Absolute', schedules: [schedule] };
  }
}

interface Timing {
  startSchedule?: number;
  /** Seconds. */
  duration?: number;
  periods: SchedulePeriod[];
}

function scheduleOf({ rhythm, rows, unit, from, until }: LimitFields, { zone, now, knowsLocalTime = false }: Surroundings): Timing {
  const order = placed(rhythm, rows);
  const [first] = order;
  const { day } = wallAt(zone, now);
  const period = (row: Row, startPeriod: number): SchedulePeriod => ({
    startPeriod,
    limit: unit === 'A' ? (row.limit ?? 0) : Math.round((row.limit ?? 0) * 1000),
    ...(row.phases !== null && { numberPhases: row.phases }),
  });
  if (first === undefined) return { periods: [] };
  if (rhythm === 'told') return { periods: [period(first, 0)] };
  if (rhythm === 'always') return { startSchedule: momentAt(zone, day, 0), periods: [period(first, 0)] };
  if (rhythm === 'once') return { startSchedule: from, duration: Math.round((until - from) / 1000), periods: [period(first, 0)] };
  if (rhythm === 'session')
    return cut(
      order.map((row) => ({ row, offset: row.at })),
      period,
    );
  const cycle = rhythm === 'daily' ? 1440 : weekMinutes;
  // What begins after the time without a limit begins the schedule, which ends where that comes.
  const free = order.findIndex(({ limit }) => limit === null);
  const turned = free < 0 ? order : [...order.slice(free + 1), ...order.slice(0, free + 1)];
  const begin = turned[0] ?? first;
  const offsets = turned.map((row) => ({ row, offset: (row.at - begin.at + cycle) % cycle }));
  const startDay = rhythm === 'daily' ? day : day - weekdayOf(day) + Math.floor(begin.at / 1440);
  // As the clock shows it, the profile holds it as if the wall hung in UTC.
  return { startSchedule: momentAt(knowsLocalTime ? 'UTC' : zone, startDay, begin.at % 1440), ...cut(offsets, period) };
}

/** Minutes to seconds; a last row without a limit is the end. */
function cut(rows: readonly { row: Row; offset: number }[], period: (row: Row, startPeriod: number) => SchedulePeriod): Timing {
  const last = rows.at(-1);
  const limited = rows.filter(({ row }) => row.limit !== null);
  const periods = limited.map(({ row, offset }) => period(row, offset * 60));
  return { periods, ...(last !== undefined && last.row.limit === null && { duration: last.offset * 60 }) };
}

/** The fields a profile was made of; null: it says more than the form can. */
export function fieldsOf(profile: ChargingProfile, zone: string): LimitFields | null {
  const { id, evseId, stackLevel, purpose, kind, recurrencyKind, schedules, validFrom, validTo } = profile;
  const [schedule, ...more] = schedules;
  const isPlain = validFrom === undefined && validTo === undefined && more.length === 0 && schedule !== undefined;
  const known = purposes.find((one) => one === purpose);
  if (!isPlain || known === undefined || !schedule.periods.every(isSimple)) return null;
  const { unit, startSchedule, duration, periods, useLocalTime = false } = schedule;
  // The clock on the wall says nothing of one moment.
  if (useLocalTime && kind !== 'Recurring') return null;
  const base = {
    id,
    evseId,
    stackLevel,
    purpose: known,
    unit,
    from: startSchedule ?? 0,
    until: (startSchedule ?? 0) + (duration ?? 14_400) * 1000,
  };
  const rowAt = (at: number, { limit, numberPhases }: Partial<SchedulePeriod>, key: number): Row => ({
    key,
    weekday: Math.floor(at / 1440) % 7,
    minute: at % 1440,
    limit: limit === undefined ? null : unit === 'A' ? limit : limit / 1000,
    phases: numberPhases === 1 || numberPhases === 3 ? numberPhases : null,
  });
  if (kind === 'Absolute' || kind === 'Dynamic') {
    const [only] = periods;
    if (only === undefined || periods.length !== 1) return null;
    const rhythm = kind === 'Dynamic' ? 'told' : duration === undefined ? 'always' : 'once';
    return { ...base, rhythm, rows: [rowAt(0, only, 1)] };
  }
  const cycle = recurrencyKind === undefined ? null : recurrences[recurrencyKind] / 60;
  const start =
    kind === 'Relative' || startSchedule === undefined
      ? 0
      : startMinute(useLocalTime ? 'UTC' : zone, startSchedule, recurrencyKind === 'Weekly');
  const ends = duration !== undefined && (cycle === null || duration / 60 < cycle) ? [{ startPeriod: duration }] : [];
  const rows = [...periods, ...ends].map((period, index) => {
    const at = start + period.startPeriod / 60;
    return kind === 'Relative' ? { ...rowAt(0, period, index + 1), minute: at } : rowAt(at % (cycle ?? 1440), period, index + 1);
  });
  return { ...base, rhythm: kind === 'Relative' ? 'session' : recurrencyKind === 'Weekly' ? 'weekly' : 'daily', rows };
}

function startMinute(zone: string, at: number, isWeekly: boolean): number {
  const { day, minute } = wallAt(zone, at);
  return isWeekly ? weekdayOf(day) * 1440 + minute : minute;
}

const simple: ReadonlySet<string> = new Set(['startPeriod', 'limit', 'numberPhases']);
function isSimple(period: SchedulePeriod): boolean {
  return period.limit !== undefined && period.startPeriod % 60 === 0 && Object.keys(period).every((key) => simple.has(key));
}

/** Where a new row goes: an hour after the last, with its limit. */
export function nextRow({ rhythm, rows }: LimitFields): Row {
  const last = placed(rhythm, rows).at(-1);
  const at = (last?.at ?? 0) + (rhythm === 'session' ? 30 : 60);
  const key = Math.max(0, ...rows.map((row) => row.key)) + 1;
  const { limit = 16, phases = null } = last ?? {};
  if (rhythm === 'weekly') return { key, weekday: Math.floor(at / 1440) % 7, minute: at % 1440, limit, phases };
  return { key, weekday: 0, minute: rhythm === 'session' ? at : Math.min(at, 1439), limit, phases };
}

/** For a new limit: above all that it would stand beside, so that it counts. */
export function freeLevel(held: readonly ChargingProfile[], { purpose, evseId }: Pick<LimitFields, 'purpose' | 'evseId'>): number {
  const beside = held.filter((one) => one.purpose === purpose && (one.evseId === evseId || one.evseId === 0 || evseId === 0));
  return beside.length === 0 ? 0 : Math.max(...beside.map(({ stackLevel }) => stackLevel)) + 1;
}
