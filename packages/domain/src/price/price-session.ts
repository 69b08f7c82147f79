import { divideHalfUp, fixedText, minorUnit, shortText } from '../money.ts';
import type { Instant, Wh } from '../reading.ts';
import type { Cost, CostLine, Tariff, TaxLine } from '../tariff.ts';
import { type ParsedComponent, type ParsedTariff, parsed, type TaxGroup } from './parse.ts';

export interface Priced {
  tariff: Tariff;
  startedAt: Instant;
  until: Instant;
  energyWh: Wh;
}

/** Quantities are whole parts, of which this many make one kWh, one hour, one session: 36 a milliwatt-hour, 10 a millisecond. */
const partsPerUnit = 36_000_000;
const partsOf = { ENERGY: 36, TIME: 10 } as const;
/** An amount is parts × millionths of the currency: nothing is divided before the sum of a tax rate is whole. */
const amountsPerCurrency = BigInt(partsPerUnit) * 1_000_000n;
/** 100 % in millionths of a percent. */
const whole = 100_000_000n;
/** ENERGY and FLAT are exact at 12 digits (6 of the price, 6 of the kWh); TIME and net out of gross may never end. */
const lineDigits = 12;
const lineScale = 10n ** BigInt(lineDigits);

/**
 * What a session costs by a valid tariff (`validateTariff`), from its start to `until`. Never throws for one.
 *
 * Quantities: energy to 0.001 Wh (what the database keeps), time to the ms; below zero or not a number counts as 0.
 * A `stepSize` above 1 rounds the session's quantity up to whole steps (OCPI 2.3.0 PriceComponent.step_size).
 * Rounding (ADR 5): lines are not rounded; the lines of one tax rate are summed and the sum is rounded once, half up.
 * Prices before tax: net = round(sum), tax = round(net × rate), EN 16931 BR-CO-17. Prices with tax: gross = round(sum) is
 * what the driver was promised, net = round(gross / (1 + rate)), tax = gross − net. Lines without a tax rate are a group of
 * their own without a tax line. total = net + tax always.
 */
export function priceSession({ tariff, startedAt, until, energyWh }: Priced): Cost {
  const { components, groups } = parsed(tariff);
  const sums = groups.map(() => 0n);
  const lines = components.map((component): CostLine => {
    const parts = partsUsed(component, component.type === 'ENERGY' ? energyWh * 1000 : until - startedAt);
    const amount = component.price * parts;
    sums[component.group] = (sums[component.group] ?? 0n) + amount;
    return toLine({ component, parts, amount }, groups[component.group], tariff.taxIncluded);
  });
  return total({ tariff, groups, sums, lines });
}

/** `fine`: milliwatt-hours or milliseconds. */
function partsUsed({ type, stepSize }: ParsedComponent, fine: number): bigint {
  if (type === 'FLAT') return BigInt(partsPerUnit);
  const used = Number.isFinite(fine) && fine > 0 ? Math.round(fine) : 0;
  const step = stepSize * 1000;
  const billed = stepSize > 1 ? Math.ceil(used / step) * step : used;
  return BigInt(billed) * BigInt(partsOf[type]);
}

function toLine(
  { component, parts, amount }: { component: ParsedComponent; parts: bigint; amount: bigint },
  group: TaxGroup | undefined,
  taxIncluded: boolean,
): CostLine {
  const rate = (taxIncluded && group?.rate) || 0n;
  const net =
    rate === 0n
      ? divideHalfUp(amount * lineScale, amountsPerCurrency)
      : divideHalfUp(amount * lineScale * whole, amountsPerCurrency * (whole + rate));
  return {
    type: component.type,
    price: component.text,
    quantity: shortText(divideHalfUp(parts * 1_000_000n, BigInt(partsPerUnit)), 6),
    unit: component.unit,
    net: shortText(net, lineDigits),
    vat: group?.vat ?? null,
  };
}

function total({
  tariff,
  groups,
  sums,
  lines,
}: {
  tariff: Tariff;
  groups: ParsedTariff['groups'];
  sums: bigint[];
  lines: CostLine[];
}): Cost {
  const { currency, taxIncluded } = tariff;
  const digits = minorUnit(currency);
  const taxes: TaxLine[] = [];
  let net = 0n;
  let tax = 0n;
  groups.forEach(({ vat, rate }, index) => {
    const sum = divideHalfUp((sums[index] ?? 0n) * 10n ** BigInt(digits), amountsPerCurrency);
    const groupNet = taxIncluded ? divideHalfUp(sum * whole, whole + rate) : sum;
    const groupTax = taxIncluded ? sum - groupNet : divideHalfUp(sum * rate, whole);
    net += groupNet;
    tax += groupTax;
    if (vat !== null) taxes.push({ vat, net: fixedText(groupNet, digits), tax: fixedText(groupTax, digits) });
  });
  return { currency, lines, taxes, net: fixedText(net, digits), tax: fixedText(tax, digits), total: fixedText(net + tax, digits) };
}
