import type { PriceSeries } from '@stationmaster/domain';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../api.ts';
import { keys } from '../../queries.ts';
import type { TariffBody } from './fields.ts';

/** All series to choose from. */
export function usePriceSeries() {
  return useQuery({ queryKey: keys.priceSeries(), queryFn: () => api.listPriceSeries({ query: { limit: 500 } }) });
}

/** The names of the series that a tariff asks for. */
export function seriesNames({ elements }: Pick<TariffBody, 'elements'>): string[] {
  const names = elements.flatMap(({ priceComponents }) => priceComponents.flatMap(({ recipe }) => (recipe?.series ? [recipe.series] : [])));
  return [...new Set(names)];
}

/** What the market told for a span (epoch ms), as the engine takes it; a series nobody has made has no slots. */
export function useMarket(names: readonly string[], { from, until }: { from: number; until: number }): Record<string, PriceSeries> {
  const known = usePriceSeries().data?.items ?? [];
  const span = { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
  const found = names.map((name) => known.find((series) => series.name === name));
  const answers = useQueries({
    queries: found.map((series) => ({
      queryKey: keys.priceSlots(series?.id ?? 0, span),
      queryFn: () => api.listPriceSlots({ params: { seriesId: series?.id ?? 0 }, query: span }),
      enabled: series !== undefined,
    })),
    combine: (all) => all.map(({ data }) => data),
  });
  return useMemo(
    () =>
      Object.fromEntries(
        names.map((name, index): [string, PriceSeries] => {
          const items = answers[index]?.items ?? [];
          return [
            name,
            { slots: items.map((slot) => ({ from: Date.parse(slot.from), until: Date.parse(slot.until), price: slot.value })) },
          ];
        }),
      ),
    [names, answers],
  );
}
