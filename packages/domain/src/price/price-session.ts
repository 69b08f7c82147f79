import { fixedText, minorUnit } from '../money.ts';
import type { Instant, Wh } from '../reading.ts';
import type { Cost, CostLine, Tariff, TaxLine } from '../tariff.ts';
import { inMinorUnits, netText, partsOf, partsPerUnit, quantityText } from './amount.ts';
import { type ParsedComponent, parsed } from './parse.ts';
import { type TaxGroup, taxed } from './taxes.ts';

export interface Priced {
  tariff: Tariff;
  startedAt: Instant;
  until: Instant;
  energyWh: Wh;
}

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
    const group = groups[component.group];
    return {
      type: component.type,
      price: component.text,
      quantity: quantityText(parts),
      unit: component.unit,
      net: netText(amount, group, tariff.taxIncluded),
      vat: group?.vat ?? null,
    };
  });
  return total(tariff, { groups, sums, lines });
}

/** `fine`: milliwatt-hours or milliseconds. */
function partsUsed({ type, stepSize }: ParsedComponent, fine: number): bigint {
  if (type === 'FLAT') return BigInt(partsPerUnit);
  const used = Number.isFinite(fine) && fine > 0 ? Math.round(fine) : 0;
  const step = stepSize * 1000;
  const billed = stepSize > 1 ? Math.ceil(used / step) * step : used;
  return BigInt(billed) * BigInt(type === 'ENERGY' ? partsOf.energy : partsOf.time);
}

function total(
  { currency, taxIncluded }: Tariff,
  { groups, sums, lines }: { groups: readonly TaxGroup[]; sums: readonly bigint[]; lines: CostLine[] },
): Cost {
  const digits = minorUnit(currency);
  const taxes: TaxLine[] = [];
  let net = 0n;
  let tax = 0n;
  groups.forEach((group, index) => {
    const amount = taxed(group, inMinorUnits(sums[index] ?? 0n, digits), taxIncluded);
    net += amount.net;
    tax += amount.tax;
    if (group.vat !== null) taxes.push({ vat: group.vat, net: fixedText(amount.net, digits), tax: fixedText(amount.tax, digits) });
  });
  return { currency, lines, taxes, net: fixedText(net, digits), tax: fixedText(tax, digits), total: fixedText(net + tax, digits) };
}
