import { fixedText, minorUnit } from '../money.ts';
import { inMinorUnits } from '../price/amount.ts';
import { taxed, taxShares } from '../price/taxes.ts';
import type { Instant, Wh } from '../reading.ts';
import type { FullTariff } from '../tariff/full-tariff.ts';
import { type Compiled, compiled, laneOf, type Rate } from './compile.ts';
import type { FullCost, FullLine, FullTaxLine } from './full-cost.ts';
import { amountOf, partsIn, useLine } from './lines.ts';

/** Nothing but energy, time and start at fixed prices, without conditions and limits: `plainCost` can price it. */
export function isPlain(tariff: FullTariff): boolean {
  return compiled(tariff).isPlain;
}

export interface PlainUse {
  tariff: FullTariff;
  startedAt: Instant;
  until: Instant;
  energyWh: Wh;
}

/** Its cost does not hang on time: it can be told from the energy alone, at any moment. */
export function isTimeless(tariff: FullTariff): boolean {
  const { isPlain: plain, rates } = compiled(tariff);
  return plain && rates[laneOf.TIME]?.length === 0;
}

/** The total of `plainCost` alone, for a running session: nothing is written out that nobody reads before the next meter value. */
export function plainTotal({ tariff, startedAt, until, energyWh }: PlainUse): string {
  const { groups, rates } = compiled(tariff);
  const digits = minorUnit(tariff.currency);
  let sum = 0n;
  groups.forEach((group, index) => {
    let exact = 0n;
    for (const lane of lanes) {
      const rate = rates[lane]?.[0];
      if (rate === undefined || rate.group !== index) continue;
      const { quantity } = billed(rate, lane === laneOf.ENERGY ? energyWh * 1000 : lane === laneOf.FLAT ? 1 : until - startedAt);
      exact += rate.price * BigInt(quantity) * partsIn(rate);
    }
    const { net, tax } = taxed(group, inMinorUnits(exact, digits), tariff.taxIncluded);
    sum += net + tax;
  });
  return fixedText(sum, digits);
}

const lanes = [laneOf.ENERGY, laneOf.TIME, laneOf.FLAT] as const;

/**
 * The trivial case of `costOf`: what a session costs by a tariff that `isPlain`, from its start, end and energy alone. It is
 * reckoned with every meter value, so it takes the short way; tests hold it to `costOf` line by line. The lines name no spans:
 * each is paid for from start to end.
 */
export function plainCost({ tariff, startedAt, until, energyWh }: PlainUse): FullCost {
  const known = compiled(tariff);
  const sums = known.groups.map(() => 0n);
  const used = known.groups.map(() => false);
  const lines: FullLine[] = [];
  for (const lane of lanes) {
    const rate = known.rates[lane]?.[0];
    if (rate === undefined) continue;
    const fine = lane === laneOf.ENERGY ? energyWh * 1000 : until - startedAt;
    const { quantity, added } = billed(rate, lane === laneOf.FLAT ? 1 : fine);
    const share = { rate, price: rate.price, quantity, added, spans: [] };
    const amount = amountOf(share);
    sums[rate.group] = (sums[rate.group] ?? 0n) + amount;
    used[rate.group] = true;
    lines.push(useLine(share, { tariff: known, amount }));
  }
  return total(known, { lines, sums, used });
}

/** `fine`: milliwatt-hours, milliseconds or 1; below zero or not a number counts as 0. */
function billed({ lane, stepSize }: Rate, fine: number): { quantity: number; added: number } {
  const used = Number.isFinite(fine) && fine > 0 ? Math.round(fine) : 0;
  if (stepSize <= 1 || lane === laneOf.FLAT) return { quantity: used, added: 0 };
  const step = stepSize * 1000;
  const quantity = Math.ceil(used / step) * step;
  return { quantity, added: quantity - used };
}

function total(
  { tariff: { currency, taxIncluded }, groups }: Compiled,
  { lines, sums, used }: { lines: FullLine[]; sums: readonly bigint[]; used: readonly boolean[] },
): FullCost {
  const digits = minorUnit(currency);
  const taxes: FullTaxLine[] = [];
  let net = 0n;
  let tax = 0n;
  groups.forEach((group, index) => {
    if (used[index] !== true) return;
    const amount = taxed(group, inMinorUnits(sums[index] ?? 0n, digits), taxIncluded);
    net += amount.net;
    tax += amount.tax;
    for (const { name, vat, base, tax: part } of taxShares(group, amount))
      taxes.push({ name, vat, net: fixedText(base, digits), tax: fixedText(part, digits) });
  });
  const due = fixedText(net + tax, digits);
  return { currency, lines, taxes, net: fixedText(net, digits), tax: fixedText(tax, digits), total: due, payments: [], due };
}
