import { z } from 'zod';
import { instant } from '../common.ts';
import { evseId } from './place.ts';

/** EnergyTransferModeEnum of 2.1. */
export const energyTransferModes = [
  'AC_single_phase',
  'AC_two_phase',
  'AC_three_phase',
  'DC',
  'AC_BPT',
  'AC_BPT_DER',
  'AC_DER',
  'DC_BPT',
  'DC_ACDP',
  'DC_ACDP_BPT',
  'WPT',
] as const;

/** What 2.1 has beside: battery swap, payment by web page, signals of the grid, the car as a source. */
export const additions = [
  z.object({ verb: z.literal('requestBatterySwap'), token: z.string().min(1).max(255).describe('The card of who swaps') }),
  z.object({
    verb: z.literal('notifyWebPaymentStarted'),
    evseId: evseId.min(1),
    timeoutSeconds: z
      .number()
      .int()
      .min(0)
      .max(3600)
      .default(120)
      .describe('How long the EVSE waits for the payment; 0: the payment was given up'),
  }),
  z.object({
    verb: z.literal('afrrSignal'),
    signal: z.number().int().min(-2_147_483_648).max(2_147_483_647).describe('As the grid operator sends it'),
    at: instant.optional().describe('Left out: now'),
  }),
  z.object({
    verb: z.literal('notifyAllowedEnergyTransfer'),
    sessionId: z.number().int().positive(),
    allowed: z.array(z.enum(energyTransferModes)).min(1).max(11).describe('BPT: in both directions'),
  }),
] as const;
