import { type ChargingProfile, type ChargingSchedule, type ProfileProblem, recurrences, type SchedulePeriod } from '@stationmaster/domain';
import { power, whole } from '../../../format.ts';
import { timeText, wallAt, weekdayOf } from './wall-clock.ts';

/** i18next's `t`, as far as it is needed here. */
export type Say = (key: string, values: Record<string, string | number>) => string;
export interface Speech {
  say: Say;
  locale: string;
  zone: string;
}

/** `16 A`, `11 kW`; watts over all phases, ampere for each. */
export function amountText(value: number, unit: 'A' | 'W', locale: string): string {
  if (unit === 'W') return power(value, locale);
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value)} A`;
}

/** "At most 16 A from 22:00 to 06:00 every day, for every session." */
export function profileText(profile: ChargingProfile, speech: Speech): string {
  const { say } = speech;
  const [schedule] = profile.schedules;
  const parts = schedule === undefined ? [] : partsOf(profile, schedule, speech);
  const what = parts.length === 0 ? say('limits:says.nothing', {}) : listed(parts, speech);
  const rhythm = schedule === undefined || isWhole(profile, schedule) ? null : rhythmOf(profile);
  const parted = parts.length > 1 ? 'several' : 'one';
  const said = rhythm === null ? what : say(`limits:says.rhythmed.${parted}`, { what, rhythm: say(`limits:says.rhythm.${rhythm}`, {}) });
  return say('limits:says.sentence', { what: capital(said), whom: whomText(profile, say) });
}

const rhythmOf = ({ kind, recurrencyKind }: ChargingProfile) => (kind === 'Recurring' ? (recurrencyKind ?? null) : null);

/** One step that lasts until it comes again: always. */
function isWhole(profile: ChargingProfile, { periods, duration }: ChargingSchedule): boolean {
  const rhythm = rhythmOf(profile);
  return rhythm !== null && periods.length === 1 && (duration ?? Number.POSITIVE_INFINITY) >= recurrences[rhythm];
}

/** For whom it is, with its place. */
export function whomText({ purpose, evseId }: Pick<ChargingProfile, 'purpose' | 'evseId'>, say: Say): string {
  return say(`limits:whom.${purpose}.${evseId === 0 ? 'all' : 'plug'}`, { plug: evseId });
}

function partsOf(profile: ChargingProfile, schedule: ChargingSchedule, speech: Speech): string[] {
  const { periods } = schedule;
  return periods.flatMap((period, index) => {
    const what = periodText(period, schedule.unit, speech);
    const when = whenText(profile, { schedule, index }, speech);
    return what === null ? [] : [when === '' ? what : `${what} ${when}`];
  });
}

/** null: a way of working without a figure of its own. */
function periodText(period: SchedulePeriod, unit: 'A' | 'W', { say, locale }: Speech): string | null {
  const { limit, setpoint, dischargeLimit, numberPhases, operationMode } = period;
  const phases = numberPhases === 1 || numberPhases === 2 ? ` ${say('limits:says.phases', { count: numberPhases })}` : '';
  if (setpoint !== undefined) {
    const key = setpoint < 0 ? 'limits:says.giveBack' : 'limits:says.exactly';
    return say(key, { amount: amountText(Math.abs(setpoint), unit, locale) }) + phases;
  }
  if (limit !== undefined)
    return (limit === 0 ? say('limits:says.none', {}) : say('limits:says.atMost', { amount: amountText(limit, unit, locale) })) + phases;
  if (dischargeLimit !== undefined) return say('limits:says.giveBackAtMost', { amount: amountText(-dischargeLimit, unit, locale) });
  return operationMode === undefined ? null : say('limits:says.mode', { mode: operationMode });
}

function whenText(profile: ChargingProfile, { schedule, index }: { schedule: ChargingSchedule; index: number }, speech: Speech): string {
  const { say } = speech;
  const { kind, recurrencyKind } = profile;
  const { periods, duration, startSchedule } = schedule;
  const cycle = kind === 'Recurring' && recurrencyKind !== undefined ? recurrences[recurrencyKind] : null;
  const offset = periods[index]?.startPeriod ?? 0;
  const end = periods[index + 1]?.startPeriod ?? (cycle === null ? duration : Math.min(duration ?? cycle, cycle));
  if (kind === 'Dynamic') return say('limits:says.untilTold', {});
  if (kind === 'Relative' || startSchedule === undefined) return relativeText(offset, end, speech);
  const from = startSchedule + offset * 1000;
  if (cycle === null) {
    const isAlways = periods.length === 1 && duration === undefined;
    if (isAlways) return '';
    return end === undefined
      ? say('limits:says.from', { from: dateText(from, speech) })
      : say('limits:says.fromTo', { from: dateText(from, speech), to: dateText(startSchedule + end * 1000, speech) });
  }
  if (isWhole(profile, schedule)) return '';
  const to = startSchedule + (end ?? cycle) * 1000;
  return recurrencyKind === 'Daily'
    ? say('limits:says.hours', { from: clockText(from, speech), to: clockText(to, speech) })
    : say('limits:says.hours', { from: weekText(from, speech), to: weekText(to, speech) });
}

function relativeText(offset: number, end: number | undefined, { say, locale }: Speech): string {
  const minutes = (seconds: number): string => whole(seconds / 60, locale);
  if (offset === 0 && end === undefined) return '';
  if (offset === 0) return say('limits:says.firstMinutes', { minutes: minutes(end ?? 0) });
  return end === undefined
    ? say('limits:says.afterMinutes', { minutes: minutes(offset) })
    : say('limits:says.betweenMinutes', { from: minutes(offset), to: minutes(end) });
}

function clockText(at: number, { zone }: Speech): string {
  return timeText(wallAt(zone, at).minute);
}
function weekText(at: number, speech: Speech): string {
  return `${speech.say(`limits:weekday.${weekdayOf(wallAt(speech.zone, at).day)}`, {})} ${clockText(at, speech)}`;
}
function dateText(at: number, { locale, zone }: Speech): string {
  return new Intl.DateTimeFormat(locale, { timeZone: zone, day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(at);
}

function listed(parts: readonly string[], { locale }: Speech): string {
  const most = 4;
  const shown = parts.length > most ? [...parts.slice(0, most), '…'] : parts;
  return new Intl.ListFormat(locale, { type: 'unit' }).format(shown);
}
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What is wrong with a profile; of what stands there and what it is measured by, where the sentence names them. */
export function problemText({ code, value, allowed }: Pick<ProfileProblem, 'code' | 'value' | 'allowed'>, say: Say): string {
  return say(`problems:${code}`, { value: value ?? '–', allowed: allowed ?? '–' });
}
