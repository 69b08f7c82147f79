import { z } from 'zod';
import { currency, decimal, id, instant, page, pageOf, timeZone } from './common.ts';
import { route } from './route.ts';
import { priceRecipe } from './tariff-model.ts';

const perUnit = z.enum(['kWh', 'MWh']).default('kWh');
const field = z.string().trim().min(1).max(100);
/** Where a series comes from. */
export const seriesSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('upload') }),
  z.object({
    kind: z.literal('http'),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .describe('{from} and {until} become ISO 8601 times, {fromMs} and {untilMs} epoch ms, {date} the local date'),
    format: z.enum(['json', 'csv']),
    list: z.string().max(200).default('').describe('Of json: where the list is, such as data.prices; empty: the answer itself'),
    from: field.default('from'),
    until: z.string().max(100).default('until').describe('Empty: each slot ends where the next begins'),
    value: field.default('price'),
    per: perUnit,
    header: z.string().max(100).optional().describe('Name of the header that carries the secret; default Authorization'),
  }),
  z.object({
    kind: z.literal('entsoe'),
    area: z
      .string()
      .regex(/^[0-9A-Z-]{16}$/)
      .describe('EIC code of the bidding zone'),
  }),
  z.object({ kind: z.literal('awattar'), country: z.enum(['de', 'at']) }),
  z.object({ kind: z.literal('tibber'), homeId: z.string().max(100).optional(), part: z.enum(['energy', 'total']).default('energy') }),
]);
const seriesBody = z.object({
  name: z.string().trim().min(1).max(100),
  kind: z.enum(['price', 'co2']).default('price'),
  currency: currency.optional().describe('Of a price'),
  timeZone: timeZone.describe('Of the market'),
  source: seriesSource,
});
export const priceSeries = z.object({
  id: z.number(),
  name: z.string(),
  kind: z.enum(['price', 'co2']),
  currency: currency.nullable(),
  timeZone: z.string(),
  source: seriesSource,
  hasSecret: z.boolean(),
  fetchedAt: instant.nullable(),
  failedAt: instant.nullable(),
  failure: z.string().nullable().describe('Why the last attempt failed'),
  failures: z.number(),
  nextAt: instant.nullable(),
  firstSlot: instant.nullable(),
  lastSlot: instant.nullable().describe('Known up to here'),
  createdAt: instant,
});
export const priceSlot = z.object({ from: instant, until: instant, value: z.string(), knownAt: instant });
const slotIn = z.object({ from: instant, until: instant, value: decimal });
const dayIn = z.object({
  date: z.iso.date(),
  values: z
    .array(decimal.nullable())
    .min(1)
    .max(200)
    .describe('Of the whole local day: 96 quarters of an hour (92, 100 when clocks change) or 24 hours (23, 25)'),
});
const seriesParams = z.object({ seriesId: id });

const rateBody = z.object({
  siteId: id.nullable().default(null).describe('null: everywhere else'),
  currency,
  price: decimal.describe('A kWh before tax; with a recipe: where the market has no price'),
  recipe: priceRecipe.optional(),
  co2Series: z.string().trim().min(1).max(100).optional(),
  co2Grams: z.number().min(0).max(100_000).optional().describe('A kWh, where there is no series or it has no value'),
  validFrom: instant,
});
export const supplyRate = z.object({
  id: z.number(),
  siteId: z.number().nullable(),
  siteName: z.string().nullable(),
  currency,
  price: z.string(),
  recipe: priceRecipe.nullable(),
  co2Series: z.string().nullable(),
  co2Grams: z.number().nullable(),
  validFrom: instant,
});
export const holiday = z.object({ id: z.number(), siteId: z.number().nullable(), day: z.iso.date(), name: z.string() });

export const priceSeriesRoutes = {
  listPriceSeries: route({
    method: 'GET',
    path: '/price-series',
    permission: 'viewer',
    tag: 'Prices',
    summary: 'Prices of the market and CO2 of the grid, by series',
    query: page,
    response: pageOf(priceSeries),
  }),
  createPriceSeries: route({
    method: 'POST',
    path: '/price-series',
    permission: 'administrator',
    tag: 'Prices',
    summary: 'Add a series; its source is asked at once and then again and again',
    body: seriesBody.extend({ secret: z.string().max(500).optional().describe('Token of the source; never shown') }),
    response: priceSeries,
    creates: true,
  }),
  deletePriceSeries: route({
    method: 'DELETE',
    path: '/price-series/:seriesId',
    permission: 'administrator',
    tag: 'Prices',
    summary: 'Remove a series that no tariff names',
    params: seriesParams,
  }),
  listPriceSlots: route({
    method: 'GET',
    path: '/price-series/:seriesId/slots',
    permission: 'viewer',
    tag: 'Prices',
    summary: 'Slots of a series in order of time, as they are known now',
    params: seriesParams,
    query: z.object({
      from: instant.optional().describe('Default: a day ago'),
      until: instant.optional().describe('Default: three days after from'),
    }),
    response: z.object({ items: z.array(priceSlot) }),
  }),
  uploadPriceSlots: route({
    method: 'POST',
    path: '/price-series/:seriesId/slots',
    permission: 'operator',
    tag: 'Prices',
    summary: 'Slots by hand: one by one, or whole local days; a changed slot keeps its past',
    params: seriesParams,
    body: z.object({ slots: z.array(slotIn).max(20_000).default([]), days: z.array(dayIn).max(400).default([]) }),
    response: z.object({ added: z.number(), unchanged: z.number() }),
  }),
  uploadPriceCsv: route({
    method: 'POST',
    path: '/price-series/:seriesId/slots.csv',
    permission: 'operator',
    tag: 'Prices',
    summary: 'Slots from a file: from,until,value; times ISO 8601',
    params: seriesParams,
    consumes: 'text/csv',
    response: z.object({ added: z.number(), unchanged: z.number() }),
  }),
  fetchPriceSeries: route({
    method: 'POST',
    path: '/price-series/:seriesId/fetch',
    permission: 'operator',
    tag: 'Prices',
    summary: 'Ask the source now',
    params: seriesParams,
    response: priceSeries,
  }),
  listSupplyRates: route({
    method: 'GET',
    path: '/supply-rates',
    permission: 'viewer',
    tag: 'Prices',
    summary: 'What the energy costs the operator, newest first',
    query: page,
    response: pageOf(supplyRate),
  }),
  createSupplyRate: route({
    method: 'POST',
    path: '/supply-rates',
    permission: 'operator',
    tag: 'Prices',
    summary: 'What the energy costs from a moment on; sessions that end from then on are given their cost and CO2',
    body: rateBody,
    response: supplyRate,
    creates: true,
  }),
  deleteSupplyRate: route({
    method: 'DELETE',
    path: '/supply-rates/:rateId',
    permission: 'operator',
    tag: 'Prices',
    summary: 'Remove a supply rate; sessions keep the cost they have',
    params: z.object({ rateId: id }),
  }),
  listHolidays: route({
    method: 'GET',
    path: '/holidays',
    permission: 'viewer',
    tag: 'Prices',
    summary: 'Days on which holiday prices hold, in order of date',
    query: page.extend({ siteId: id.optional() }),
    response: pageOf(holiday),
  }),
  createHolidays: route({
    method: 'POST',
    path: '/holidays',
    permission: 'operator',
    tag: 'Prices',
    summary: 'Add days; one that is there already is named anew',
    body: z.object({
      siteId: id.nullable().default(null).describe('null: at every site'),
      days: z
        .array(z.object({ day: z.iso.date(), name: z.string().trim().max(100).default('') }))
        .min(1)
        .max(400),
    }),
    response: z.object({ items: z.array(holiday) }),
    creates: true,
  }),
  deleteHoliday: route({
    method: 'DELETE',
    path: '/holidays/:holidayId',
    permission: 'operator',
    tag: 'Prices',
    summary: 'Remove a day',
    params: z.object({ holidayId: id }),
  }),
};
