import type { Instant, Reading, Wh } from '../reading.ts';
import type { Session } from '../session/session.ts';
import type { Reduction } from './reductions.ts';
import { sessionPeriods } from './session-periods.ts';
import type { PriceSlot, SessionPeriod, Surroundings } from './use.ts';

/** What is known of a session's price beside its course, fixed when it starts. A plain tariff asks for none of it. */
export interface PriceFacts extends Omit<Surroundings, 'series' | 'holidays'> {
  /** Of the site's calendar, in the days a session may last. */
  holidays?: readonly string[];
  /** By series: the slot at whose price it is locked; null: the market had none then. */
  locked?: Readonly<Record<string, PriceSlot | null>>;
  /** The EVSE was kept for the driver from here on. */
  reservedFrom?: Instant;
  /** What the driver pays less, in this order. */
  reductions?: readonly Reduction[];
}

const measurands: ReadonlySet<string> = new Set(['Energy.Active.Import.Register', 'Power.Active.Import', 'Current.Import']);

/** Does a reading tell anything of what a session costs? */
export function isPriced({ measurand, value }: Reading): boolean {
  return value !== null && measurands.has(measurand);
}

/** A session's course, from its readings and what its start and stop told, up to its end or, while it runs, to `until`. */
export function courseOf(
  session: Session,
  readings: readonly Reading[],
  { until, reservedFrom }: { until: Instant; reservedFrom?: Instant | undefined },
): SessionPeriod[] {
  const { startedAt, endedAt, state } = session;
  const all = state.repair?.energyWh === undefined ? [...readings] : evenly(session, state.repair.energyWh, until);
  if (state.repair?.energyWh === undefined) {
    if (state.startWh !== undefined) all.push(registerAt(startedAt, state.startWh));
    if (state.stopWh !== undefined && endedAt !== null) all.push(registerAt(endedAt, state.stopWh));
  }
  return sessionPeriods(all, {
    startedAt,
    until: endedAt ?? until,
    ...(state.states === undefined ? {} : { states: state.states }),
    ...(reservedFrom === undefined ? {} : { reservedFrom }),
  });
}

/** What a person has set has no course of its own: it is spread from start to end. */
function evenly({ startedAt, endedAt }: Session, energyWh: Wh, until: Instant): Reading[] {
  return [registerAt(startedAt, 0), registerAt(endedAt ?? until, energyWh)];
}

/** 1.6: meterStart and meterStop have no place or phase, see `addRegister`. */
function registerAt(at: Instant, value: Wh): Reading {
  const measurand = 'Energy.Active.Import.Register';
  return { at, measurand, phase: '', location: 'Outlet', context: '', unit: 'Wh', value, signed: null, raw: '' };
}
