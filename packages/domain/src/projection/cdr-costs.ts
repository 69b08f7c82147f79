import { fixedText } from '../money.ts';
import { inMinorUnits, partsPerUnit } from '../price/amount.ts';
import { taxed, taxShares } from '../price/taxes.ts';
import { type Compiled, compiled, laneOf } from '../pricing/compile.ts';
import type { Charged } from '../pricing/cost-of.ts';
import { amountOf } from '../pricing/lines.ts';
import { type Measured, measure, type Segment, type Share } from '../pricing/measure.ts';
import { roundUpSteps } from '../pricing/steps.ts';
import type { PeriodState } from '../pricing/use.ts';
import type { OcpiChargingPeriod } from './ocpi-types.ts';

/** OCPI CDR: what a cost is filed under. */
export const categories = ['fixed', 'energy', 'time', 'parking', 'reservation'] as const;
export type Category = (typeof categories)[number];
/** One category's cost, to 4 digits (OCPI `number`): before tax, and each tax. */
export interface CategoryCost {
  net: number;
  taxes: { name: string; percentage: number; amount: number }[];
}
export interface CdrParts {
  periods: OcpiChargingPeriod[];
  costs: Map<Category, CategoryCost>;
}

/** OCPI types, `number`. */
const digits = 4;

/** A session as OCPI's charging periods, and its costs by category: not rounded to the minor unit, and before limits and reductions. */
export function cdrParts({ periods, tariff, around }: Charged, tariffId: string): CdrParts {
  const known = compiled(tariff);
  const measured = measure(periods, known, around);
  roundUpSteps(measured);
  return { periods: chargingPeriods(measured.segments, tariffId), costs: costsOf(measured, known) };
}

/** Volumes are rounded so that they add up to the rounded whole. */
function chargingPeriods(segments: readonly Segment[], tariffId: string): OcpiChargingPeriod[] {
  const meters = { energy: meter(1_000_000), charging: meter(3_600_000), parking: meter(3_600_000), reserved: meter(3_600_000) };
  const told = segments.filter(({ from, until, energy }) => until > from || energy > 0);
  return told.map(({ from, until, state, energy, peakW }) => {
    const time = until - from;
    const dimensions: OcpiChargingPeriod['dimensions'] = [];
    if (state === 'reserved' || state === 'expired') dimensions.push({ type: 'RESERVATION_TIME', volume: meters.reserved(time) });
    else if (state === 'charging')
      dimensions.push({ type: 'ENERGY', volume: meters.energy(energy) }, { type: 'TIME', volume: meters.charging(time) });
    else {
      if (energy > 0) dimensions.push({ type: 'ENERGY', volume: meters.energy(energy) });
      dimensions.push({ type: 'PARKING_TIME', volume: meters.parking(time) });
    }
    if (peakW !== null) dimensions.push({ type: 'MAX_POWER', volume: Number((peakW / 1000).toFixed(digits)) });
    return { start_date_time: new Date(from).toISOString(), dimensions, tariff_id: tariffId };
  });
}

function meter(perUnit: number): (part: number) => number {
  let sum = 0;
  let told = 0;
  return (part) => {
    sum += part;
    const whole = Math.round((sum / perUnit) * 10 ** digits);
    const volume = (whole - told) / 10 ** digits;
    told = whole;
    return volume;
  };
}

function costsOf(measured: Measured, tariff: Compiled): Map<Category, CategoryCost> {
  const sums = new Map<Category, Map<number, bigint>>();
  for (const share of measured.shares) {
    for (const [category, amount] of filed(share, measured.segments)) {
      const own = sums.get(category) ?? new Map<number, bigint>();
      own.set(share.rate.group, (own.get(share.rate.group) ?? 0n) + amount);
      sums.set(category, own);
    }
  }
  for (const [share, over] of capped(measured.shares)) {
    const category = filed(share, measured.segments).at(-1)?.[0] ?? 'fixed';
    const own = sums.get(category);
    own?.set(share.rate.group, (own.get(share.rate.group) ?? 0n) - over);
  }
  return new Map([...sums].map(([category, own]) => [category, toCost(own, tariff)]));
}

/** What a share is filed under; TIME while charging and while not apart, what steps added with the last. */
function filed(share: Share, segments: readonly Segment[]): [Category, bigint][] {
  const { lane } = share.rate;
  const whole = amountOf(share);
  if (lane >= laneOf.RESERVED_TIME) return [['reservation', whole]];
  if (lane === laneOf.FLAT) return [['fixed', whole]];
  if (lane === laneOf.ENERGY) return [['energy', whole]];
  if (lane === laneOf.CHARGING_TIME) return [['time', whole]];
  if (lane !== laneOf.TIME) return [['parking', whole]];
  const isCharging = (state: PeriodState): boolean => state === 'charging';
  const own = segments.filter((segment) => segment.shares[lane] === share);
  const charging = own.reduce((sum, { state, from, until }) => (isCharging(state) ? sum + until - from : sum), 0);
  const last = own.at(-1);
  const time = charging + (last !== undefined && isCharging(last.state) ? share.added : 0);
  const part = share.quantity === 0 ? 0n : (whole * BigInt(time)) / BigInt(share.quantity);
  const parts: [Category, bigint][] = [
    ['time', part],
    ['parking', whole - part],
  ];
  return parts.filter(([category]) => category === 'time' || own.some(({ state }) => !isCharging(state)));
}

/** What the caps of components take off, by the component's last share. */
function capped(shares: readonly Share[]): [Share, bigint][] {
  return [...new Set(shares.map((share) => share.rate))].flatMap((rate): [Share, bigint][] => {
    const own = shares.filter((share) => share.rate === rate);
    const last = own.at(-1);
    const sum = own.reduce((all, share) => all + amountOf(share), 0n);
    const over = rate.cap === null ? 0n : sum - rate.cap * BigInt(partsPerUnit);
    return last === undefined || over <= 0n ? [] : [[last, over]];
  });
}

function toCost(sums: ReadonlyMap<number, bigint>, { groups, tariff }: Compiled): CategoryCost {
  let net = 0n;
  const taxes = new Map<string, { name: string; percentage: number; amount: bigint }>();
  for (const [index, amount] of sums) {
    const group = groups[index];
    if (group === undefined) continue;
    const own = taxed(group, inMinorUnits(amount, digits), tariff.taxIncluded);
    net += own.net;
    for (const { name, vat, tax } of taxShares(group, own)) {
      const before = taxes.get(`${name} ${vat}`)?.amount ?? 0n;
      taxes.set(`${name} ${vat}`, { name, percentage: Number(vat), amount: before + tax });
    }
  }
  const number = (value: bigint): number => Number(fixedText(value, digits)) || 0;
  return { net: number(net), taxes: [...taxes.values()].map((tax) => ({ ...tax, amount: number(tax.amount) })) };
}
