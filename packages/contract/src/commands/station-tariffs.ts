import { z } from 'zod';
import { evseId } from './place.ts';

/** A TariffType of OCPP 2.1, passed through: the station's own schema decides. New contents need a new tariffId. */
const stationTariff = z
  .looseObject({ tariffId: z.string().min(1).max(60), currency: z.string().length(3) })
  .describe('OCPP 2.1 TariffType, with its prices, conditions and taxes');

/** Tariffs by which stations of 2.1 compute costs themselves. */
export const stationTariffs = [
  z.object({ verb: z.literal('setDefaultTariff'), evseId: evseId.default(0), tariff: stationTariff }),
  z.object({ verb: z.literal('getTariffs'), evseId: evseId.default(0) }),
  z.object({
    verb: z.literal('clearTariffs'),
    tariffIds: z.array(z.string().min(1).max(60)).min(1).max(100).optional().describe('Left out: all of the EVSE'),
    evseId: evseId.optional(),
  }),
  z.object({ verb: z.literal('changeTransactionTariff'), sessionId: z.number().int().positive(), tariff: stationTariff }),
] as const;
