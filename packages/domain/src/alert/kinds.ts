/** What a rule can watch for. The order is that of lists. */
export const alertKinds = [
  'offline',
  'faulted',
  'stuck',
  'startsFail',
  'meterStill',
  'refusals',
  'noSession',
  'securityEvent',
  'certificateExpiring',
  'rootEnding',
  'campaignStopped',
  'diskFilling',
  'runbookGaveUp',
] as const;
export type AlertKind = (typeof alertKinds)[number];

export const alertSeverities = ['info', 'warning', 'critical'] as const;
export type AlertSeverity = (typeof alertSeverities)[number];

/** The numbers of a rule; which of them a kind has, with what it begins, is in `ruleParameters`. */
export interface RuleParameters {
  /** For so long, or within so long. */
  minutes?: number | undefined;
  days?: number | undefined;
  /** How many. */
  count?: number | undefined;
  percent?: number | undefined;
  /** OCPP severity, 0 danger to 9 debug: this one and graver. */
  severity?: number | undefined;
}
type Bounds = readonly [standard: number, least: number, most: number];

/** The numbers a kind has: its standard, the least and the most. */
export const ruleParameters: Readonly<Record<AlertKind, Readonly<Partial<Record<keyof RuleParameters, Bounds>>>>> = {
  offline: { minutes: [15, 0, 10_080] },
  faulted: { minutes: [2, 0, 10_080] },
  stuck: { minutes: [720, 5, 10_080] },
  startsFail: { count: [3, 2, 100], minutes: [1440, 10, 10_080] },
  meterStill: { minutes: [30, 5, 1440] },
  refusals: { count: [5, 2, 1000], minutes: [60, 5, 10_080] },
  noSession: { days: [14, 1, 365] },
  securityEvent: { severity: [3, 0, 9], days: [7, 1, 90] },
  certificateExpiring: { days: [30, 1, 365] },
  rootEnding: { days: [180, 7, 730] },
  campaignStopped: {},
  diskFilling: { percent: [85, 50, 99] },
  runbookGaveUp: {},
};

/** Every number the kind has, the given ones where they are within bounds. */
export function completeParameters(kind: AlertKind, given: RuleParameters): RuleParameters {
  return Object.fromEntries(
    Object.entries(ruleParameters[kind]).map(([name, [standard, least, most]]) => {
      const value = given[name as keyof RuleParameters];
      return [name, value === undefined ? standard : Math.min(Math.max(value, least), most)];
    }),
  );
}

export interface StandardRule {
  kind: AlertKind;
  severity: AlertSeverity;
  /** Off where it would cry about what is usual in many places. */
  enabled: boolean;
}
/** What an install watches for from the first minute. */
export const standardRules: readonly StandardRule[] = [
  { kind: 'offline', severity: 'critical', enabled: true },
  { kind: 'faulted', severity: 'critical', enabled: true },
  { kind: 'startsFail', severity: 'critical', enabled: true },
  { kind: 'stuck', severity: 'warning', enabled: true },
  { kind: 'meterStill', severity: 'warning', enabled: true },
  { kind: 'refusals', severity: 'warning', enabled: true },
  { kind: 'noSession', severity: 'info', enabled: true },
  { kind: 'securityEvent', severity: 'critical', enabled: true },
  { kind: 'certificateExpiring', severity: 'warning', enabled: true },
  { kind: 'rootEnding', severity: 'warning', enabled: true },
  { kind: 'campaignStopped', severity: 'critical', enabled: true },
  { kind: 'diskFilling', severity: 'critical', enabled: true },
  { kind: 'runbookGaveUp', severity: 'critical', enabled: true },
];
