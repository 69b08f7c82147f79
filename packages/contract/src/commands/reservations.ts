import { z } from 'zod';
import { instant } from '../common.ts';
import { evseId } from './place.ts';

/** ConnectorEnum of OCPP 2.0.1 and what 2.1 has beyond it. [P2 §3.17, 21P2 appendix 5] */
export const connectorTypes = [
  'cCCS1',
  'cCCS1-NACS',
  'cCCS2',
  'cChaoJi',
  'cG105',
  'cGBT-DC',
  'cLECCS',
  'cMCS',
  'cNACS',
  'cNACS-CCS1',
  'cTesla',
  'cType1',
  'cType2',
  'cUltraChaoJi',
  's309-1P-16A',
  's309-1P-32A',
  's309-3P-16A',
  's309-3P-32A',
  'sBS1361',
  'sCEE-7-7',
  'sType1',
  'sType2',
  'sType3',
  'wInductive',
  'wResonant',
  'Other1PhMax16A',
  'Other1PhOver16A',
  'Other3Ph',
  'Pan',
] as const;

const reservationId = z.number().int().positive();

/** Keeping a place for a card. */
export const reservations = [
  z.object({
    verb: z.literal('reserve'),
    evseId: evseId.default(0).describe('0: any'),
    connectorType: z.enum(connectorTypes).optional().describe('Any EVSE with such a connector; OCPP 2.x only'),
    token: z.string().min(1).max(255).describe('The card it is for'),
    groupId: z.string().min(1).max(36).optional().describe('Every card of this group may use it too'),
    expiresAt: instant,
  }),
  z.object({ verb: z.literal('extendReservation'), reservationId, expiresAt: instant }),
  z.object({ verb: z.literal('cancelReservation'), reservationId }),
] as const;
