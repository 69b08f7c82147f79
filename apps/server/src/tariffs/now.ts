import { costOf, type FullLine, type FullTariff, type Surroundings } from '@stationmaster/domain';

/** A price in force, with its rule. */
export type PriceNow = Pick<FullLine, 'type' | 'price' | 'taxes'> & { element: number; component: number };

/**
 * The prices in force at a moment for a session that has just begun: the engine is asked for a second and a Wh of charging, then a
 * second without; what it charges for is what holds. Grace has not passed then, so time after the charge is named by `laterPrices`.
 */
export function pricesNow(tariff: FullTariff, around: Surroundings, at: number): PriceNow[] {
  const second = 1000;
  const periods = [
    { start: at, end: at + second, state: 'charging' as const, energyWh: 1 },
    { start: at + second, end: at + 2 * second, state: 'idle' as const, energyWh: 0 },
  ];
  return costOf({ periods, tariff, around }).lines.flatMap(({ type, price, taxes, rule }) =>
    rule === null || type === 'CAP' ? [] : [{ type, price, taxes, ...rule }],
  );
}

/** The first price for time after the charge, with its grace; null: none. */
export function idlePrice({ elements }: FullTariff): { price: string; graceSeconds: number } | null {
  for (const type of ['IDLE_TIME', 'PARKING_TIME'] as const)
    for (const { priceComponents } of elements)
      for (const component of priceComponents)
        if (component.type === type) return { price: component.price, graceSeconds: component.graceSeconds ?? 0 };
  return null;
}
