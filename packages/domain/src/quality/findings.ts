import type { Instant, Watt, Wh } from '../reading.ts';
import { type Found, type SignedFinding, signedFindings } from '../signed/findings.ts';
import type { SessionMark } from '../words.ts';

/** Anomalies of a session that has ended, beside those of its signed values. */
export const anomalies = [
  'noEnergy',
  'negative',
  'tooMuch',
  'tooLong',
  'overlapping',
  'missingHalf',
  'clockSkew',
  'idleBlocked',
  'priceChanged',
] as const;
export type Anomaly = (typeof anomalies)[number];
export const findingKinds = [...anomalies, ...signedFindings] as const;
export type FindingKind = Anomaly | SignedFinding;
export type Finding = Found<FindingKind>;

/** What becomes of the money of a session with such a finding. */
export const billingActions = ['bill', 'hold', 'drop'] as const;
export type BillingAction = (typeof billingActions)[number];
export interface QualityRule {
  action: BillingAction;
  /** W, h or h, for the kinds that measure; see `limitUnits`. */
  limit?: number;
}
export type QualityRules = Readonly<Record<FindingKind, QualityRule>>;
/** Kinds whose limit a person may set, and what it counts. `tooMuch`: where the connector's own power is not known. */
export const limitUnits = { tooMuch: 'W', tooLong: 'h', idleBlocked: 'h' } as const satisfies Partial<Record<FindingKind, string>>;

/** Money is asked for what is sure; what may be wrong waits for a person; nothing charged is nothing billed. */
export const defaultRules: QualityRules = {
  noEnergy: { action: 'drop' },
  negative: { action: 'hold' },
  tooMuch: { action: 'hold', limit: 400_000 },
  tooLong: { action: 'hold', limit: 72 },
  overlapping: { action: 'hold' },
  missingHalf: { action: 'hold' },
  clockSkew: { action: 'bill' },
  idleBlocked: { action: 'bill', limit: 12 },
  priceChanged: { action: 'bill' },
  signedInvalid: { action: 'hold' },
  signedWrongKey: { action: 'hold' },
  signedNoKey: { action: 'bill' },
  signedKeyUnregistered: { action: 'bill' },
  signedUnsupported: { action: 'bill' },
  signedUnreadable: { action: 'hold' },
  signedGap: { action: 'hold' },
  signedFlagged: { action: 'hold' },
  signedMismatch: { action: 'hold' },
  signedHalf: { action: 'hold' },
  signedEnergyDiffers: { action: 'hold' },
  signedClockUnset: { action: 'bill' },
};

/** What is known of an ended session. */
export interface EndedSession {
  startedAt: Instant;
  endedAt: Instant;
  energyWh: Wh;
  meterStartWh: Wh | null;
  meterStopWh: Wh | null;
  /** When the energy last grew; null: not known. */
  lastEnergyAt: Instant | null;
  marks: readonly SessionMark[];
  /** Of the connector, as the station told; null: not known. */
  maxPowerW: Watt | null;
  /** Another session at the same EVSE that ran meanwhile. */
  overlapsWith: number | null;
  /** The price there is another since this session began. */
  priceChanged: boolean;
  /** A person has set energy or times: what the station told no longer counts. */
  isRepaired: { energy: boolean; times: boolean };
}

const hour = 3_600_000;
/** Meters and clocks are not exact, and a battery takes a moment more than its nominal power. */
const powerMargin = 1.1;
/** Rounded registers: a session of a few seconds may seem to take a whole step. */
const registerStepWh = 100;

/** The anomalies of an ended session, in the order of `anomalies`. */
export function findAnomalies(session: EndedSession, rules: QualityRules): Finding[] {
  return anomalies.flatMap((kind) => {
    const detail = checks[kind](session, rules[kind].limit ?? defaultRules[kind].limit ?? 0);
    return detail === null ? [] : [{ kind, detail }];
  });
}

type Check = (session: EndedSession, limit: number) => Finding['detail'] | null;
const checks: Record<Anomaly, Check> = {
  noEnergy: ({ energyWh }) => (energyWh === 0 ? {} : null),
  negative: ({ meterStartWh, meterStopWh, marks, isRepaired }) => {
    if (isRepaired.energy) return null;
    const isLess = meterStartWh !== null && meterStopWh !== null && meterStopWh < meterStartWh;
    if (!isLess && !marks.includes('meterReset') && !marks.includes('meterImplausible')) return null;
    return { ...(meterStartWh === null ? {} : { startWh: meterStartWh }), ...(meterStopWh === null ? {} : { stopWh: meterStopWh }) };
  },
  tooMuch: ({ energyWh, startedAt, endedAt, maxPowerW }, limit) => {
    const power = maxPowerW ?? limit;
    const possibleWh = Math.round(((endedAt - startedAt) / hour) * power * powerMargin + registerStepWh);
    return energyWh > possibleWh ? { energyWh, possibleWh, powerW: power } : null;
  },
  tooLong: ({ startedAt, endedAt }, limit) => {
    const hours = (endedAt - startedAt) / hour;
    return hours > limit ? { hours: Math.round(hours), limit } : null;
  },
  overlapping: ({ overlapsWith }) => (overlapsWith === null ? null : { sessionId: overlapsWith }),
  missingHalf: ({ marks, isRepaired }) => {
    if (isRepaired.times) return null;
    if (marks.includes('startMissing')) return { missing: 'begin' };
    return marks.includes('stopMissing') ? { missing: 'end' } : null;
  },
  clockSkew: ({ marks, isRepaired }) => (!isRepaired.times && (marks.includes('clockSkew') || marks.includes('timeReversed')) ? {} : null),
  idleBlocked: ({ lastEnergyAt, endedAt, energyWh }, limit) => {
    if (lastEnergyAt === null || energyWh === 0) return null;
    const hours = (endedAt - lastEnergyAt) / hour;
    return hours > limit ? { hours: Math.round(hours), limit } : null;
  },
  priceChanged: ({ priceChanged }) => (priceChanged ? {} : null),
};

/** The strictest action of all findings: one that holds does so whatever the others say. */
export function outcomeOf(findings: readonly Finding[], rules: QualityRules): BillingAction {
  const actions = findings.map(({ kind }) => rules[kind].action);
  if (actions.includes('hold')) return 'hold';
  return actions.includes('drop') ? 'drop' : 'bill';
}

export function withDefaults(own: Partial<Record<FindingKind, QualityRule>>): QualityRules {
  return { ...defaultRules, ...own };
}
