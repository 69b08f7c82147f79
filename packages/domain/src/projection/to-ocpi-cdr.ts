import { type Charged, costOf } from '../pricing/cost-of.ts';
import type { FullCost, FullLine } from '../pricing/full-cost.ts';
import type { Instant } from '../reading.ts';
import { type Category, type CategoryCost, type CdrParts, cdrParts } from './cdr-costs.ts';
import type { Loss, Projected } from './loss.ts';
import type { OcpiCdrCost, OcpiPrice221, OcpiPrice230 } from './ocpi-types.ts';

/** What a session cost, as an OCPI 2.3.0 CDR: periods, totals and costs. The total is exact; the costs of parts have 4 digits. */
export function toOcpi230Cdr(charged: Charged, tariffId: string): Projected<OcpiCdrCost<OcpiPrice230>> {
  return toCdr(charged, tariffId, ({ net, taxes }) => ({ before_taxes: net, ...(taxes.length > 0 && { taxes }) }));
}

/** The same for OCPI 2.2.1. */
export function toOcpi221Cdr(charged: Charged, tariffId: string): Projected<OcpiCdrCost<OcpiPrice221>> {
  return toCdr(charged, tariffId, ({ net, taxes }) => ({
    excl_vat: net,
    incl_vat: rounded(taxes.reduce((sum, { amount }) => sum + amount, net)),
  }));
}

const costNames = {
  fixed: 'total_fixed_cost',
  energy: 'total_energy_cost',
  time: 'total_time_cost',
  parking: 'total_parking_cost',
  reservation: 'total_reservation_cost',
} as const satisfies Record<Category, keyof OcpiCdrCost<unknown>>;

function toCdr<Price>(charged: Charged, tariffId: string, toPrice: (cost: CategoryCost) => Price): Projected<OcpiCdrCost<Price>> {
  const cost = costOf(charged);
  const parts = cdrParts(charged, tariffId);
  const costs = [...parts.costs].map(([category, sum]) => [costNames[category], toPrice(sum)]);
  const value: OcpiCdrCost<Price> = {
    ...spanOf(charged),
    currency: cost.currency,
    charging_periods: parts.periods,
    total_cost: toPrice(totalOf(cost)),
    total_energy: volume(parts, 'ENERGY'),
    total_time: rounded(volume(parts, 'TIME') + volume(parts, 'PARKING_TIME')),
    total_parking_time: volume(parts, 'PARKING_TIME'),
    ...Object.fromEntries(costs),
  };
  return { value, losses: [...lossesOf(cost), ...takenBack(charged)] };
}

function spanOf({ periods }: Charged): { start_date_time: string; end_date_time: string } {
  const text = (at: Instant): string => new Date(at).toISOString();
  const starts = periods.map(({ start }) => start);
  const ends = periods.map(({ end }) => end);
  return {
    start_date_time: text(starts.length > 0 ? Math.min(...starts) : 0),
    end_date_time: text(ends.length > 0 ? Math.max(...ends) : 0),
  };
}

function totalOf({ net, taxes }: FullCost): CategoryCost {
  const sums = new Map<string, CategoryCost['taxes'][number]>();
  for (const { name, vat, tax } of taxes) {
    const before = sums.get(`${name} ${vat}`)?.amount ?? 0;
    sums.set(`${name} ${vat}`, { name, percentage: Number(vat), amount: rounded(before + Number(tax)) });
  }
  return { net: Number(net), taxes: [...sums.values()] };
}

function volume({ periods }: CdrParts, type: string): number {
  const all = periods.flatMap(({ dimensions }) => dimensions);
  return rounded(all.reduce((sum, dimension) => (dimension.type === type ? sum + dimension.volume : sum), 0));
}

/** Sums of numbers with 4 digits, without the dust of binary fractions. */
function rounded(value: number): number {
  return Number(value.toFixed(4)) || 0;
}

/** Partners read a reservation without a session as one that expired (`cdrPeriods`). */
function takenBack({ periods }: Charged): Loss[] {
  const isTakenBack = periods.length > 0 && periods.every(({ state }) => state === 'reserved');
  return isTakenBack
    ? [{ path: 'charging_periods', kind: 'changed', message: 'CDRs do not tell a reservation taken back from one that expired' }]
    : [];
}

const outside: readonly FullLine['type'][] = ['MINIMUM', 'MAXIMUM', 'REDUCTION'];

function lossesOf({ lines, payments }: FullCost): Loss[] {
  const losses = lines.flatMap((line, index): Loss[] => {
    const named = `${line.type}${line.name === null ? '' : ` ${line.name}`} of ${line.amount} is in the total only`;
    return outside.includes(line.type) ? [{ path: `lines.${index}`, kind: 'dropped', message: named }] : [];
  });
  const paid = payments.map(
    ({ name }, index): Loss => ({ path: `payments.${index}`, kind: 'dropped', message: `CDRs do not tell that ${name} paid` }),
  );
  return [...losses, ...paid];
}
