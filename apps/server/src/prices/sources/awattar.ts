import { perKwh } from '@stationmaster/domain';
import { z } from 'zod';
import { inOrder, parseJson, type Source, Unreadable } from './source.ts';

const answer = z.object({
  data: z.array(z.object({ start_timestamp: z.number(), end_timestamp: z.number(), marketprice: z.number(), unit: z.string() })),
});

/** aWATTar: day-ahead prices of EPEX SPOT for Germany and Luxembourg or Austria, in `Eur/MWh`, times epoch ms. No token. */
export const awattar: Source<'awattar'> = {
  ask: ({ country }, { from, until }) => ({
    url: `https://api.awattar.${country}/v1/marketdata?start=${from}&end=${until}`,
    method: 'GET',
    headers: {},
  }),
  read: (_, text) => {
    const read = answer.safeParse(parseJson(text));
    if (!read.success) throw new Unreadable('The answer is no list of market prices of aWATTar.');
    return inOrder(
      read.data.data.map(({ start_timestamp, end_timestamp, marketprice, unit }) => {
        if (unit.toLowerCase() !== 'eur/mwh') throw new Unreadable(`Prices are in ${unit}, not in Eur/MWh.`);
        return { from: start_timestamp, until: end_timestamp, price: perKwh(String(marketprice)) };
      }),
    );
  },
};
