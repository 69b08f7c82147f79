import type { explainedCost } from '@stationmaster/contract';
import type { FullCost, LineSpan } from '@stationmaster/domain';
import type { z } from 'zod';

export type ExplainedCost = z.input<typeof explainedCost>;
type Mark = LineSpan['readings']['from'];

/** A cost as the API tells it, with the readings behind each line. */
export function explained(cost: FullCost): ExplainedCost {
  const lines = cost.lines.map(({ spans, taxes, ...line }) => ({
    ...line,
    taxes: [...taxes],
    spans: spans.map(({ from, until, quantity, market, readings }) => ({
      from: iso(from),
      until: iso(until),
      quantity,
      market: market === null ? null : { from: iso(market.from), price: market.price },
      readings: { from: markView(readings.from), to: markView(readings.to) },
    })),
  }));
  const { vouchers, ...others } = cost;
  const used = vouchers === undefined ? {} : { vouchers: [...vouchers] };
  return { ...others, ...used, lines, taxes: [...cost.taxes], payments: [...cost.payments] };
}

const iso = (at: number): string => new Date(at).toISOString();
const markView = (mark: Mark): { at: string; wh: number } | null => (mark === null ? null : { at: iso(mark.at), wh: mark.wh });
