import { z } from 'zod';
import { id, instant, page, pageOf, stationId } from './common.ts';
import { route } from './route.ts';

/** The things a station tells of beyond sessions, status and configuration; each has its newest word kept. */
export const recordKinds = [
  /** A complete list was told: key is the kind of the list, data `{ startedAt, completedAt }`. What is older is no longer there. */
  'report',
  'reservation',
  'localList',
  'chargingProfile',
  'chargingLimit',
  'chargingNeeds',
  'chargingSchedule',
  'compositeSchedule',
  'variableMonitor',
  'eventStream',
  'displayMessage',
  'customerInformation',
  'tariff',
  'derControl',
  /** Whether a DER control is in force: key its id. */
  'derState',
  'batterySwap',
  'priorityCharging',
  /** Do messages of a transaction wait at the station: key its id, '' for any. */
  'transactionStatus',
  'webPayment',
  'settlement',
  'vatNumber',
  /** What a car may do at its EVSE: key the transaction. */
  'energyTransfer',
  'firmware',
  'publishFirmware',
  'log',
  'certificate',
  /** What a station or car wants from us: a signature by type, contracts, the state of a certificate. */
  'certificateRequest',
  'networkProfile',
] as const;
export type RecordKind = (typeof recordKinds)[number];
export const stationEventKinds = ['event', 'monitor', 'security', 'derAlarm', 'chargingLimit', 'firmware', 'log'] as const;
export type StationEventKind = (typeof stationEventKinds)[number];

export const stationRecord = z.object({
  kind: z.enum(recordKinds),
  key: z.string(),
  evseId: z.number(),
  data: z.unknown(),
  at: instant,
  frameId: z.number().nullable(),
});
export const stationEvent = z.object({
  id: z.string().describe('Opaque; for acknowledging it'),
  stationId,
  at: instant.describe("By the station's clock, corrected"),
  receivedAt: instant,
  kind: z.enum(stationEventKinds),
  severity: z.number().nullable().describe('OCPP severity: 0 danger to 9 debug'),
  evseId: z.number(),
  connectorId: z.number(),
  component: z.string(),
  variable: z.string(),
  type: z.string(),
  text: z.string(),
  cleared: z.boolean().describe('Tells the end of one before'),
  clearedAt: instant.nullable().describe('When another event told its end'),
  data: z.unknown(),
  acknowledgedAt: instant.nullable(),
  acknowledgedBy: z.string().nullable(),
  frameId: id,
});

export const reportRoutes = {
  listStationRecords: route({
    method: 'GET',
    path: '/stations/:stationId/records',
    permission: 'viewer',
    tag: 'Stations',
    summary: 'What the station has told: charging profiles, display messages, monitors, reservations, firmware and log transfers …',
    params: z.object({ stationId }),
    query: z.object({ kind: z.enum(recordKinds).optional() }),
    response: z.object({ items: z.array(stationRecord) }),
  }),
  listStationEvents: route({
    method: 'GET',
    path: '/events',
    permission: 'viewer',
    tag: 'Evidence',
    summary: 'Events, alarms and security events of all stations, newest first',
    query: page.extend({
      stationId: stationId.optional(),
      kind: z.enum(stationEventKinds).optional(),
      severity: z.coerce.number().int().min(0).max(9).optional().describe('This severe or worse'),
      open: z.enum(['true']).optional().describe('Wants somebody: neither acknowledged nor over, nor a notice (severity 7 to 9)'),
      search: z.string().max(100).optional().describe('In station, component, variable, code and text'),
    }),
    response: pageOf(stationEvent),
  }),
  exportStationEvents: route({
    method: 'GET',
    path: '/events.csv',
    permission: 'viewer',
    tag: 'Stations',
    summary: 'Events as a file, newest first: the last 100,000 at most',
    query: z.object({
      stationId: stationId.optional(),
      kind: z.enum(stationEventKinds).optional(),
      severity: z.coerce.number().int().min(0).max(9).optional(),
    }),
    produces: 'text/csv',
  }),
  acknowledgeStationEvents: route({
    method: 'POST',
    path: '/events/acknowledgements',
    permission: 'operator',
    tag: 'Evidence',
    summary: 'Take note of events; each stays in the list with who did and when',
    body: z.object({ ids: z.array(z.string().max(200)).min(1).max(500) }),
    response: z.object({ acknowledged: z.number() }),
  }),
};
