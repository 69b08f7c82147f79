import type { Campaign } from '../../api.ts';

export type Plan = Campaign['plan'];
/** The fields of it that are one whole number. */
export type PlanNumber = { [K in keyof Plan]: Plan[K] extends number ? K : never }[keyof Plan];

/** What a form begins with: the careful values that the server takes too where a field is left out. */
export const carefulPlan: Plan = {
  canary: 3,
  waves: [10, 30, 60],
  atOnce: 25,
  hours: null,
  watchMinutes: 30,
  returnMinutes: 15,
  deadlineMinutes: 120,
  attempts: 3,
  retryMinutes: 15,
  giveUpHours: 336,
  proceedPercent: 90,
  canaryFailures: 0,
  failurePercent: 5,
  lostStations: 1,
  sessionPoints: 10,
  onRegression: 'rollBack',
  security: 'signedWherePossible',
};

/** Lowest and highest value of each number. */
export const planLimits: Readonly<Record<PlanNumber | 'sessionPoints', readonly [number, number]>> = {
  canary: [0, 100],
  atOnce: [1, 500],
  watchMinutes: [0, 10_080],
  returnMinutes: [1, 1440],
  deadlineMinutes: [5, 20_160],
  attempts: [1, 10],
  retryMinutes: [0, 1440],
  giveUpHours: [1, 8760],
  proceedPercent: [0, 100],
  canaryFailures: [0, 100],
  failurePercent: [0, 100],
  lostStations: [1, 100],
  sessionPoints: [1, 100],
};

/** `10, 30, 60` → percents of the groups; null where it is no list of 1 to 10 whole percents. */
export function wavesIn(text: string): number[] | null {
  const parts = text.split(/[\s,;+]+/).filter((part) => part !== '');
  const waves = parts.map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 0));
  return waves.length > 0 && waves.length <= 10 && waves.every((wave) => wave >= 1 && wave <= 100) ? waves : null;
}
