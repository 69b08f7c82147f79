import { dayText, wallTime } from '../clock/zone.ts';
import { Decimal } from '../decimal.ts';
import type { Instant, Wh } from '../reading.ts';

/** Whom a limit binds: one driver, all drivers of a company together, or of one of its cost centres. */
export const spendingOwners = ['driver', 'company', 'costCentre'] as const;
export type SpendingOwner = (typeof spendingOwners)[number];

/** The most that may be charged in a day or a calendar month. With `stops` a running session ends there too. */
export type SpendingLimit = { per: 'day' | 'month'; stops: boolean } & (
  | { of: 'energy'; mostWh: Wh }
  /** Exact decimal, with tax; sessions in another currency do not count. */
  | { of: 'money'; most: string; currency: string }
);
/** What sessions that began on a local day came to, in one currency ('': without a price). */
export interface Spent {
  /** `YYYY-MM-DD` of the site's clock. */
  day: string;
  currency: string;
  energyWh: Wh;
  /** Exact decimal. */
  total: string;
}
/** Limits of one owner with what was used of them, as far back as a month. */
export interface Allowance {
  owner: SpendingOwner;
  limits: readonly SpendingLimit[];
  spent: readonly Spent[];
}
export type SpendingRefusal = 'driverLimit' | 'companyLimit' | 'costCentreLimit';
const refusals = { driver: 'driverLimit', company: 'companyLimit', costCentre: 'costCentreLimit' } as const satisfies Record<
  SpendingOwner,
  SpendingRefusal
>;

/** Whose limit is used up on that local day; null: nobody's. A limit that is met exactly is used up. */
export function spendingRefusal(allowances: readonly Allowance[], timeZone: string, at: Instant): SpendingRefusal | null {
  const day = localDay(timeZone, at);
  const used = allowances.find(({ limits, spent }) => limits.some((limit) => remaining(limit, spent, day).lte(0)));
  return used === undefined ? null : refusals[used.owner];
}

/** Has a limit that ends running sessions been reached? */
export function mustStop(allowances: readonly Allowance[], timeZone: string, at: Instant): boolean {
  const stopping = allowances.map((allowance) => ({ ...allowance, limits: allowance.limits.filter(({ stops }) => stops) }));
  return spendingRefusal(stopping, timeZone, at) !== null;
}

/** What was used of a limit until a local day, of its day or month: Wh, or exact money. */
export function usedOf(limit: SpendingLimit, spent: readonly Spent[], day: string): string {
  const most = limit.of === 'energy' ? limit.mostWh : limit.most;
  return new Decimal(most).minus(remaining(limit, spent, day)).toFixed();
}

function remaining(limit: SpendingLimit, spent: readonly Spent[], day: string): InstanceType<typeof Decimal> {
  const period = limit.per === 'day' ? day : day.slice(0, 7);
  const within = spent.filter((one) => one.day.startsWith(period));
  if (limit.of === 'energy') return within.reduce((left, { energyWh }) => left.minus(energyWh), new Decimal(limit.mostWh));
  return within
    .filter(({ currency }) => currency === limit.currency)
    .reduce((left, { total }) => left.minus(total), new Decimal(limit.most));
}

/** The day a session that begins then counts to. */
export function localDay(timeZone: string, at: Instant): string {
  return dayText(wallTime(timeZone, at).day);
}
