import { z } from 'zod';
import { evseId } from './place.ts';
import { profileForStart } from './smart-charging.ts';
import { transactionLimit } from './transactions.ts';

/** Every message a station can be asked for, in the words of 2.x where it has one (1.6 SignChargePointCertificate is SignChargingStationCertificate). */
export const triggerable = [
  'BootNotification',
  'Heartbeat',
  'MeterValues',
  'StatusNotification',
  'TransactionEvent',
  'FirmwareStatusNotification',
  'PublishFirmwareStatusNotification',
  'LogStatusNotification',
  'DiagnosticsStatusNotification',
  'SignChargingStationCertificate',
  'SignV2GCertificate',
  'SignV2G20Certificate',
  'SignCombinedCertificate',
  'CustomTrigger',
] as const;

/** Starting, stopping and handling a station from afar. */
export const remoteControl = [
  z.object({
    verb: z.literal('start'),
    evseId: evseId.min(1).optional(),
    token: z.string().min(1).max(255).describe('The card to charge on'),
    tokenType: z.literal('DirectPayment').optional().describe('2.1: the token is the reference of a payment; left out: a card'),
    profile: profileForStart.optional().describe('Limits the transaction from its start; needs evseId'),
    limit: transactionLimit.optional().describe('2.1: the station ends the session at the first of them'),
  }),
  z.object({ verb: z.literal('stop'), sessionId: z.number().int().positive() }),
  z.object({
    verb: z.literal('reset'),
    kind: z.enum(['soft', 'hard', 'resume']).describe('resume: 2.1 only; transactions go on afterwards'),
    evseId: evseId.min(1).optional(),
  }),
  z.object({ verb: z.literal('unlock'), evseId: evseId.min(1), connectorId: z.number().int().min(1).default(1) }),
  z.object({
    verb: z.literal('changeAvailability'),
    operative: z.boolean(),
    evseId: evseId.default(0),
    connectorId: z.number().int().min(1).optional(),
  }),
  z.object({
    verb: z.literal('trigger'),
    message: z.enum(triggerable),
    evseId: evseId.optional(),
    connectorId: z.number().int().min(1).optional(),
    custom: z.string().min(1).max(50).optional().describe('2.1: the name of a CustomTrigger'),
  }),
] as const;
