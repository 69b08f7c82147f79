import type { ElementType } from './binary-array.ts';
import { progressColumns, type WriteRows } from './writes.ts';

/** How one column of a write travels: its name, its type in `unnest`, and how the value is put into the parameter array. */
interface Column {
  name: string;
  type: ColumnType;
}
/** `money`: exact decimal text; `json`: JSON kept as text; `jsonb`: JSON that queries look into. */
export type ColumnType = ElementType | 'money' | 'json' | 'jsonb';

export interface WriteTable {
  table: string;
  columns: Column[];
  /** Rows change some columns of an existing row; several for one row are joined. */
  isPatch: boolean;
  /** What tells rows apart where one statement must not meet the same row twice; null: repeats are allowed. */
  key: readonly string[] | null;
  /** From the CTE's row source `v` to the statement. */
  statement: (source: string) => string;
}

type ColumnsOf<T extends keyof WriteRows> = { [K in keyof WriteRows[T]]-?: ColumnType };

const insert = (table: string, columns: Column[], conflict: string): WriteTable => ({
  table,
  columns,
  isPatch: false,
  key: null,
  statement: (source) =>
    `insert into ${table} (${columns.map(({ name }) => name).join(', ')}) select ${columns.map(selected).join(', ')} from ${source} ${conflict}`,
});

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
  tariff: 'jsonb',
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
const variable = columnsOf<'variable'>({
  stationId: 'int8',
  tenantId: 'int4',
  component: 'text',
  instance: 'text',
  evseId: 'int4',
  connectorId: 'int4',
  variable: 'text',
  variableInstance: 'text',
  value: 'text',
  mutability: 'text',
  updatedAt: 'instant',
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
  variable: upsert(
    ['stationId', 'component', 'instance', 'evseId', 'connectorId', 'variable', 'variableInstance'],
    insert(
      'station_variable',
      variable,
      'on conflict (station_id, component, instance, evse_id, connector_id, variable, variable_instance) do update set value = excluded.value, mutability = excluded.mutability, updated_at = excluded.updated_at',
    ),
  ),
  command: update('command', command),
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
};

/** PostgreSQL refuses an upsert that meets a row twice: the last one counts. */
function upsert(key: readonly string[], table: WriteTable): WriteTable {
  return { ...table, key };
}

/** Sets what is not null and leaves the rest. */
function update(table: string, columns: Column[]): WriteTable {
  const changed = columns.filter(({ name }) => name !== 'id');
  return {
    table,
    columns,
    isPatch: true,
    key: ['id'],
    statement: (source) =>
      `update ${table} t set ${changed.map((column) => `${column.name} = coalesce(${selected(column)}, t.${column.name})`).join(', ')} from ${source} where t.id = v.id`,
  };
}

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

function selected({ name, type }: Column): string {
  if (type === 'jsonb') return `v.${name}::jsonb`;
  return type === 'money' ? `v.${name}::numeric` : `v.${name}`;
}

/** The type of the column's array parameter. */
export function parameterType(type: ColumnType): ElementType {
  return type === 'jsonb' || type === 'json' || type === 'money' ? 'text' : type;
}

function columnsOf<T extends keyof WriteRows>(columns: ColumnsOf<T>): Column[] {
  return Object.entries(columns).map(([name, type]) => ({
    name: snakeCase(name),
    type: type as ColumnType,
  }));
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
