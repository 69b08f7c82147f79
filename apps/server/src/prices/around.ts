import type { PriceFacts, PriceSeries, Surroundings } from '@stationmaster/domain';
import type { Market } from './market.ts';

/** What a tariff may ask about: the facts of the session, and the market; a locked slot stands for its whole series. */
export function around(
  { holidays, locked, reservedFrom: _, reductions: _reductions, ...facts }: PriceFacts,
  market: Market | undefined,
): Surroundings {
  const series: Record<string, PriceSeries> = { ...market?.series };
  for (const [name, slot] of Object.entries(locked ?? {})) series[name] = { slots: slot === null ? [] : [slot] };
  return { ...facts, series, ...(holidays === undefined ? {} : { holidays: new Set(holidays) }) };
}
