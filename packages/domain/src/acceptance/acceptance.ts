import type { SessionMark } from '../words.ts';

/** In the order in which they are tried. */
export const acceptanceSteps = [
  'connection',
  'security',
  'boot',
  'clock',
  'configuration',
  'refused',
  'accepted',
  'start',
  'meter',
  'stop',
  'record',
  'alarm',
  'reset',
  'offline',
  'firmware',
] as const;
export type AcceptanceStep = (typeof acceptanceSteps)[number];
export const stepStatuses = ['pending', 'running', 'passed', 'failed', 'skipped'] as const;
export type StepStatus = (typeof stepStatuses)[number];

/** Whether somebody stands at the station. */
export type Hands = 'person' | 'none';

/** What was found: `code` names the sentence, `found` the figures in it. */
export interface StepFinding {
  isPassed: boolean;
  code: string;
  found?: Record<string, string | number | null>;
}
export const foundWell = (code: string, found: StepFinding['found'] = {}): StepFinding => ({ isPassed: true, code, found });
export const foundAmiss = (code: string, found: StepFinding['found'] = {}): StepFinding => ({ isPassed: false, code, found });

/** These need hands at the station: a card held to the reader, a fault brought about. */
const needHands: ReadonlySet<AcceptanceStep> = new Set(['refused', 'accepted', 'alarm']);
export function isPossible(step: AcceptanceStep, hands: Hands): boolean {
  return hands === 'person' || !needHands.has(step);
}

/** What cannot be tried without this. */
const needs: Readonly<Partial<Record<AcceptanceStep, AcceptanceStep>>> = { meter: 'start', stop: 'start', record: 'start' };

export type NextStep =
  | { kind: 'step'; place: number }
  | { kind: 'skip'; place: number; code: string }
  | { kind: 'end'; status: 'passed' | 'failed' };
export interface StepStand {
  name: AcceptanceStep;
  status: StepStatus;
}
/**
 * What comes next. With a person there a failed step ends the run until he has tried it again or skipped it; without one
 * the rest is tried all the same, but nothing without a connection.
 */
export function nextStep(steps: readonly StepStand[], hands: Hands): NextStep {
  const hasFailed = steps.some(({ status }) => status === 'failed');
  const isLost = steps.some(({ name, status }) => name === 'connection' && status === 'failed');
  if (hasFailed && (hands === 'person' || isLost)) return { kind: 'end', status: 'failed' };
  const place = steps.findIndex(({ status }) => status === 'pending' || status === 'running');
  const step = steps[place];
  if (step === undefined) return { kind: 'end', status: hasFailed ? 'failed' : 'passed' };
  if (!isPossible(step.name, hands)) return { kind: 'skip', place, code: 'needsHands' };
  const needed = needs[step.name];
  const before = needed === undefined ? undefined : steps.find(({ name }) => name === needed);
  return before !== undefined && before.status !== 'passed' ? { kind: 'skip', place, code: 'needsSession' } : { kind: 'step', place };
}

/** Further off than this a bill would be wrong and a driver would see it. s */
const mostSkew = 30;
/** null: the station has told no time. */
export function judgeClock(skewMs: number | null): StepFinding {
  if (skewMs === null) return foundWell('clockNotTold');
  const seconds = Math.round(skewMs / 1000);
  return Math.abs(seconds) > mostSkew ? foundAmiss('clockOff', { seconds }) : foundWell('clockRight', { seconds });
}

export interface MeterFacts {
  energyWh: number;
  powerW: number | null;
  readings: number;
  marks: readonly SessionMark[];
}
/** No car charges with more. W */
const mostPower = 1_500_000;
/** null: not yet to be said. */
export function judgeMeter({ energyWh, powerW, readings, marks }: MeterFacts, isLate: boolean): StepFinding | null {
  const strange = marks.filter((mark) => wrongMeter.has(mark));
  if (strange.length > 0) return foundAmiss('meterStrange', { marks: strange.join(', ') });
  if (powerW !== null && (powerW < 0 || powerW > mostPower)) return foundAmiss('powerImplausible', { powerW });
  if (energyWh > 0 && readings > 0) return foundWell('meterCounts', { energyWh, powerW, readings });
  if (!isLate) return null;
  return readings === 0 ? foundAmiss('noReadings') : foundAmiss('meterStill', { readings });
}
const wrongMeter: ReadonlySet<string> = new Set(['meterReset', 'meterImplausible', 'timeReversed', 'clockSkew']);

export interface RecordFacts {
  energyWh: number;
  startWh: number | null;
  stopWh: number | null;
  seconds: number;
  total: string | null;
  currency: string | null;
  hasTariff: boolean;
}
/** A session that has ended: energy that its meter bears out, and a price where there is one. */
export function judgeRecord({ energyWh, startWh, stopWh, seconds, total, currency, hasTariff }: RecordFacts): StepFinding {
  if (energyWh <= 0) return foundAmiss('noEnergy');
  const byMeter = startWh === null || stopWh === null ? energyWh : stopWh - startWh;
  if (Math.abs(byMeter - energyWh) > 1) return foundAmiss('energyDiffers', { energyWh, byMeter });
  if (hasTariff && total === null) return foundAmiss('noPrice');
  return hasTariff ? foundWell('recordPriced', { energyWh, seconds, total, currency }) : foundWell('recordFree', { energyWh, seconds });
}
