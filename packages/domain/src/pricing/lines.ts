import { shortText } from '../money.ts';
import { netText, partsOf, partsPerUnit, quantityText } from '../price/amount.ts';
import { type Compiled, laneOf, type Rate } from './compile.ts';
import type { FullLine, LineSpan } from './full-cost.ts';
import type { Share, Span } from './measure.ts';

/** How many parts one mWh, one ms or one session has. */
export function partsIn({ lane }: Rate): bigint {
  if (lane === laneOf.FLAT || lane === laneOf.RESERVED_FLAT) return BigInt(partsPerUnit);
  return BigInt(lane === laneOf.ENERGY ? partsOf.energy : partsOf.time);
}

/** What a share costs, exactly: parts × millionths. */
export function amountOf({ rate, price, quantity }: Share): bigint {
  return price * BigInt(quantity) * partsIn(rate);
}

/** The line of one price: what was used, when, by which readings. */
export function useLine(
  { rate, price, quantity, added, spans }: Share,
  { tariff, amount }: { tariff: Compiled; amount: bigint },
): FullLine {
  const parts = partsIn(rate);
  const text = rate.recipe === null ? rate.text : shortText(price, 6);
  return {
    type: rate.type,
    isReservation: rate.lane >= laneOf.RESERVED_TIME,
    name: null,
    rule: { element: rate.element, component: rate.component },
    price: text,
    quantity: quantityText(BigInt(quantity) * parts),
    unit: rate.type === 'ENERGY' ? 'kWh' : rate.type === 'FLAT' ? 'session' : 'h',
    added: quantityText(BigInt(added) * parts),
    ...amounts(tariff, { amount, group: rate.group }),
    spans: spans.map((span) => toLineSpan(span, parts)),
  };
}

/** A line that is not for anything used: a cap, a limit, a reduction. */
export function adjustmentLine(type: FullLine['type'], tariff: Compiled, sum: { amount: bigint; group: number }): FullLine {
  const known = amounts(tariff, sum);
  const base = { type, isReservation: false, name: null, rule: null, quantity: '1', unit: 'session' as const, added: '0' };
  return { ...base, price: known.amount, ...known, spans: [] };
}

function amounts(
  { tariff, groups }: Compiled,
  { amount, group: index }: { amount: bigint; group: number },
): Pick<FullLine, 'amount' | 'net' | 'vat' | 'taxes'> {
  const group = groups[index];
  const taxes = group?.taxes.map(({ name, vat }) => ({ name, percent: vat })) ?? [];
  const text = netText(amount, group, false);
  return { amount: text, net: tariff.taxIncluded ? netText(amount, group, true) : text, vat: group?.vat ?? null, taxes };
}

function toLineSpan({ from, until, quantity, market, first, last }: Span, parts: bigint): LineSpan {
  return {
    from,
    until,
    quantity: quantityText(BigInt(quantity) * parts),
    market: market === null ? null : { from: market.from, price: market.price },
    readings: { from: first.readings?.from ?? null, to: last.readings?.to ?? null },
  };
}
