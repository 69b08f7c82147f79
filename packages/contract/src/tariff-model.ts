import { daysOfWeek, dimensions } from '@stationmaster/domain';
import { z } from 'zod';
import { currency, decimal, instant } from './common.ts';

/** The full tariff on the wire: domain `FullTariff`, times as ISO 8601. What each part means is said there; here is what may be sent. */

const count = z.number().int().min(0).max(1e9);
const amount = z.number().min(0).max(1e12);
const words = z.array(z.string().trim().min(1).max(60)).min(1).max(100);
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 07:30');
const localDate = z.iso.date();

export const taxRate = z.object({
  name: z.string().trim().min(1).max(20).describe('On the receipt, such as GST'),
  percent: decimal,
  stack: z.number().int().min(0).max(9).optional().describe('0: on the net; 1: on the net and the taxes of stack 0; and so on'),
});

const recipeStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('add'), name: z.string().trim().min(1).max(100), price: decimal }),
  z.object({ kind: z.literal('percent'), name: z.string().trim().min(1).max(100), percent: decimal }),
  z.object({ kind: z.literal('atLeast'), price: decimal }),
  z.object({ kind: z.literal('atMost'), price: decimal }),
]);
export const priceRecipe = z.object({
  series: z.string().trim().min(1).max(100).describe('Name of a price series'),
  lock: z.enum(['start', 'market']).describe('start: the price at the start holds to the end; market: each slot has its own'),
  steps: z.array(recipeStep).max(20),
});

export const priceComponent = z.object({
  type: z
    .enum(dimensions)
    .describe(
      'ENERGY a kWh, FLAT once, the others an hour: TIME from start to end, CHARGING_TIME, PARKING_TIME without charging, IDLE_TIME after the charge',
    ),
  price: decimal,
  vat: decimal.optional().describe('Percent of the one tax; left out, and no taxes: none'),
  taxes: z.array(taxRate).max(5).optional(),
  stepSize: z.number().int().min(1).default(1).describe('Wh or seconds billed in whole steps; 1: exact'),
  graceSeconds: count.optional().describe('Of PARKING_TIME and IDLE_TIME: so long at its beginning is free'),
  maxAmount: decimal.optional().describe('It never costs more in one session'),
  recipe: priceRecipe.optional().describe('Of ENERGY: the price is made from a market price'),
});

export const restrictions = z
  .object({
    startTime: timeOfDay,
    endTime: timeOfDay,
    startDate: localDate,
    endDate: localDate,
    dayOfWeek: z.array(z.enum(daysOfWeek)).min(1).max(7),
    holidays: z.enum(['ONLY', 'EXCEPT']),
    minEnergyWh: amount,
    maxEnergyWh: amount,
    minPowerW: amount,
    maxPowerW: amount,
    minCurrentA: amount,
    maxCurrentA: amount,
    minDuration: count,
    maxDuration: count,
    minChargingTime: count,
    maxChargingTime: count,
    minIdleTime: count,
    maxIdleTime: count,
    connectors: words.describe('OCPI ConnectorType'),
    powerTypes: words.describe('OCPI PowerType'),
    driverGroups: words.describe('Ids of groups'),
    paymentKinds: words.describe('contract, adHoc, or OCPP 2.1 paymentRecognition'),
    paymentBrands: words,
    minOccupancy: amount,
    maxOccupancy: amount,
    reservation: z.enum(['RESERVATION', 'RESERVATION_EXPIRES']),
  })
  .partial();

const priceLimit = z.object({ beforeTaxes: decimal.optional(), afterTaxes: decimal.optional() });

export const tariffBody = z.object({
  name: z.string().trim().min(1).max(100),
  currency,
  taxIncluded: z.boolean().default(true),
  elements: z
    .array(z.object({ priceComponents: z.array(priceComponent).min(1).max(dimensions.length), restrictions: restrictions.optional() }))
    .min(1)
    .max(100)
    .describe('For each dimension, at each moment, the first that prices it and whose restrictions all hold'),
  minPrice: priceLimit.optional(),
  maxPrice: priceLimit.optional(),
  validFrom: instant.optional().describe('For sessions that start from here …'),
  validUntil: instant.optional().describe('… until here'),
  purpose: z.enum(['AD_HOC_PAYMENT', 'PROFILE_CHEAP', 'PROFILE_FAST', 'PROFILE_GREEN', 'REGULAR']).optional(),
  texts: z
    .array(z.object({ language: z.string().regex(/^[a-z]{2}$/), text: z.string().max(512) }))
    .max(30)
    .optional(),
  url: z.url().max(255).optional(),
});
export type TariffBody = z.output<typeof tariffBody>;
