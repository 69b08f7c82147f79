import { chargingProfile } from './charging-profile-row.ts';
import { deviation } from './deviation-row.ts';
import { lateAnswer } from './late-answer-row.ts';
import { reservation } from './reservation-row.ts';
import { stream } from './stream-row.ts';
import { variable } from './variable-row.ts';
import { type Column, columnsOf, insert, selected, snakeCase, update, upsert, type WriteTable } from './write-table.ts';
import { progressColumns, type WriteRows } from './writes.ts';

const session = columnsOf<'session'>({
  id: 'int8',
  tenantId: 'int4',
  stationId: 'int8',
  siteId: 'int8',
  evseId: 'int4',
  connectorId: 'int4',
  startKey: 'text',
  transactionId: 'text',
  tokenId: 'int8',
  driverId: 'int8',
  companyId: 'int8',
  costCentreId: 'int8',
  idToken: 'text',
  idTokenType: 'text',
  status: 'text',
  chargingState: 'text',
  startedAt: 'instant',
  endedAt: 'instant',
  receivedAt: 'instant',
  meterStartWh: 'wh',
  meterLastWh: 'wh',
  meterStopWh: 'wh',
  energyWh: 'wh',
  lastReadingAt: 'instant',
  powerW: 'wh',
  soc: 'wh',
  stopReason: 'text',
  stopIdToken: 'text',
  marks: 'jsonb',
  currency: 'text',
  tariffVersionId: 'int8',
  priceFacts: 'jsonb',
  cost: 'jsonb',
  total: 'money',
  state: 'json',
  commandId: 'int8',
  demo: 'bool',
  heardAt: 'instant',
});
const moving: ReadonlySet<string> = new Set(['id', ...progressColumns.map(snakeCase)]);
const sample = columnsOf<'sample'>({
  tenantId: 'int4',
  stationId: 'int8',
  sessionId: 'int8',
  evseId: 'int4',
  at: 'instant',
  series: 'int8',
  frameId: 'int8',
  readings: 'text',
});
const frame = columnsOf<'frame'>({
  id: 'int8',
  tenantId: 'int4',
  stationId: 'int8',
  at: 'instant',
  direction: 'text',
  action: 'text',
  messageId: 'text',
  request: 'text',
  answer: 'text',
  answeredAt: 'instant',
  outcome: 'text',
  sessionId: 'int8',
  commandId: 'int8',
  repairs: 'jsonb',
});
const connector = columnsOf<'connector'>({
  stationId: 'int8',
  evseId: 'int4',
  connectorId: 'int4',
  tenantId: 'int4',
  status: 'text',
  reported: 'text',
  errorCode: 'text',
  info: 'text',
  vendorId: 'text',
  vendorErrorCode: 'text',
  statusAt: 'instant',
});
const station = columnsOf<'station'>({
  id: 'int8',
  registration: 'text',
  protocol: 'text',
  vendor: 'text',
  model: 'text',
  serialNumber: 'text',
  firmwareVersion: 'text',
  iccid: 'text',
  imsi: 'text',
  meterType: 'text',
  meterSerialNumber: 'text',
  bootReason: 'text',
  bootedAt: 'instant',
  connectedAt: 'instant',
  disconnectedAt: 'instant',
  lastHeardAt: 'instant',
  clockSkewMs: 'int8',
  remoteAddress: 'text',
  transport: 'text',
});
const command = columnsOf<'command'>({
  id: 'int8',
  status: 'text',
  answer: 'jsonb',
  reason: 'text',
  sentAt: 'instant',
  answeredAt: 'instant',
  confirmedAt: 'instant',
  sessionId: 'int8',
});

/** What each kind of write becomes. The order is the order of the statement: rows that others point to come first. */
export const writeTables: { [T in keyof WriteRows]: WriteTable } = {
  session: upsert(
    ['id'],
    insert(
      'session',
      session,
      `on conflict (id) do update set ${session
        .filter(({ name }) => !['id', 'tenant_id', 'station_id', 'received_at', 'demo'].includes(name))
        .map(({ name }) => `${name} = excluded.${name}`)
        .join(', ')}`,
    ),
  ),
  progress: progressTable(session.filter(({ name }) => moving.has(name))),
  // The target is named, not every conflict swallowed: a row that breaks another rule must fail its message.
  sample: insert('sample', sample, 'on conflict (station_id, session_id, at, series) do nothing'),
  newSample: insert('sample', sample, ''),
  frame: insert('frame', frame, ''),
  happening: insert(
    'happening',
    columnsOf<'happening'>({ tenantId: 'int4', at: 'instant', kind: 'text', subject: 'text', data: 'json' }),
    '',
  ),
  connector: upsert(
    ['stationId', 'evseId', 'connectorId'],
    insert(
      'connector',
      connector,
      `on conflict (station_id, evse_id, connector_id) do update set ${connector
        .filter(({ name }) => !['station_id', 'evse_id', 'connector_id', 'tenant_id'].includes(name))
        .map(({ name }) => `${name} = excluded.${name}`)
        .join(', ')}`,
    ),
  ),
  tap: insert(
    'tap',
    columnsOf<'tap'>({
      tenantId: 'int4',
      stationId: 'int8',
      evseId: 'int4',
      at: 'instant',
      idToken: 'text',
      idTokenType: 'text',
      tokenId: 'int8',
      purpose: 'text',
      status: 'text',
      reason: 'text',
      sessionId: 'int8',
      frameId: 'int8',
    }),
    '',
  ),
  station: update('station', station),
  variable,
  command: update('command', command),
  reservation,
  chargingProfile,
  record: upsert(
    ['stationId', 'kind', 'key'],
    insert(
      'station_record',
      columnsOf<'record'>({
        stationId: 'int8',
        tenantId: 'int4',
        kind: 'text',
        key: 'text',
        evseId: 'int4',
        data: 'jsonb',
        at: 'instant',
        frameId: 'int8',
      }),
      'on conflict (station_id, kind, key) do update set evse_id = excluded.evse_id, data = excluded.data, at = excluded.at, frame_id = excluded.frame_id',
    ),
  ),
  event: insert(
    'station_event',
    columnsOf<'event'>({
      tenantId: 'int4',
      stationId: 'int8',
      receivedAt: 'instant',
      frameId: 'int8',
      place: 'int4',
      at: 'instant',
      kind: 'text',
      severity: 'int4',
      evseId: 'int4',
      connectorId: 'int4',
      component: 'text',
      variable: 'text',
      type: 'text',
      text: 'text',
      cleared: 'bool',
      data: 'jsonb',
    }),
    '',
  ),
  stream,
  repricing: insert(
    'repricing',
    columnsOf<'repricing'>({ sessionId: 'int8', tenantId: 'int4', stationId: 'int8', askedAt: 'instant' }),
    'on conflict (session_id) do nothing',
  ),
  deviation,
  lateAnswer,
};

/** Sets every column as it is given. */
function progressTable(columns: Column[]): WriteTable {
  const changed = columns.filter(({ name }) => name !== 'id');
  return {
    table: 'session',
    columns,
    isPatch: false,
    key: ['id'],
    statement: (source) =>
      `update session t set ${changed.map((column) => `${column.name} = ${selected(column)}`).join(', ')} from ${source} where t.id = v.id`,
  };
}
