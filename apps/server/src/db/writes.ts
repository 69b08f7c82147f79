import type { RecordKind, StationEventKind } from '@stationmaster/contract';
import type { FullCost, PriceFacts } from '@stationmaster/domain';
import type { ChargingProfileRow } from './charging-profile-row.ts';
import type { DeviationRow } from './deviation-row.ts';
import type { LateAnswerRow } from './late-answer-row.ts';
import type { ReservationPatch } from './reservation-row.ts';
import type { StreamRow } from './stream-row.ts';
import type { VariableRow } from './variable-row.ts';

/**
 * The rows a handler may ask to have committed. One entry a table; the commit joins those of many stations into
 * one multi-row statement a table (`gateway/commit.ts`). Times are epoch milliseconds, undefined columns do not exist:
 * a row is whole. What happens on a conflict is fixed per table in `db/write-tables.ts`.
 */
export interface WriteRows {
  /** Upsert of the whole row by id; a second start with the same (station, startKey) changes nothing. */
  session: SessionRow;
  /** Update of what moves while a session runs and when it ends, whole. Not in one commit with a `session` of the same id. */
  progress: SessionProgress;
  /** Insert; a repeat changes nothing. */
  sample: SampleRow;
  /** Insert of what is later than all its session has measured: no repeat is looked for, which saves a third of its cost. */
  newSample: SampleRow;
  frame: FrameRow;
  happening: HappeningRow;
  connector: ConnectorRow;
  tap: TapRow;
  /** Update: null leaves the column as it is. */
  station: StationPatch;
  variable: VariableRow;
  command: CommandPatch;
  /** Update, see there. */
  reservation: ReservationPatch;
  /** Upsert. */
  chargingProfile: ChargingProfileRow;
  /** Upsert. */
  record: RecordRow;
  /** Insert. */
  event: EventRow;
  /** Insert. */
  stream: StreamRow;
  /** Insert; a repeat changes nothing. */
  repricing: RepricingRow;
  /** Added to what was counted before. */
  deviation: DeviationRow;
  /** Update of the frame, not in one commit with it. */
  lateAnswer: LateAnswerRow;
}
export type Writes = { [T in keyof WriteRows]?: WriteRows[T][] };

export interface SessionRow {
  id: number;
  tenantId: number;
  stationId: number;
  siteId: number | null;
  evseId: number;
  connectorId: number | null;
  startKey: string;
  transactionId: string | null;
  tokenId: number | null;
  /** Who charges and who pays, as it was when the card was known. */
  driverId: number | null;
  companyId: number | null;
  costCentreId: number | null;
  idToken: string | null;
  idTokenType: string | null;
  status: 'active' | 'ended';
  chargingState: string | null;
  startedAt: number;
  endedAt: number | null;
  receivedAt: number;
  meterStartWh: number | null;
  meterLastWh: number | null;
  meterStopWh: number | null;
  energyWh: number;
  lastReadingAt: number | null;
  powerW: number | null;
  soc: number | null;
  stopReason: string | null;
  stopIdToken: string | null;
  marks: readonly string[];
  currency: string | null;
  tariffVersionId: number | null;
  /** What its price depends on beside its course; null: nothing. */
  priceFacts: PriceFacts | null;
  cost: FullCost | null;
  total: string | null;
  /** Domain `SessionState`: what the next message needs. */
  state: unknown;
  commandId: number | null;
  demo: boolean;
  /** When its last message came. */
  heardAt: number;
}
/** The columns of a session that its meter values and its end change. */
export type SessionProgress = Pick<SessionRow, 'id' | (typeof progressColumns)[number]>;
export const progressColumns = [
  'status',
  'chargingState',
  'endedAt',
  'meterLastWh',
  'meterStopWh',
  'energyWh',
  'lastReadingAt',
  'powerW',
  'soc',
  'stopReason',
  'stopIdToken',
  'marks',
  'cost',
  'total',
  'state',
  'heardAt',
] as const satisfies readonly (keyof SessionRow)[];
/** A session to be priced again from what is stored. */
export interface RepricingRow {
  sessionId: number;
  tenantId: number;
  stationId: number;
  askedAt: number;
}
/** The meter values of one moment. */
export interface SampleRow {
  tenantId: number;
  stationId: number;
  sessionId: number;
  evseId: number;
  at: number;
  /** What was measured, as one number: with station, session and moment it makes a repeat harmless. */
  series: number;
  frameId: number;
  /** JSON, see the table. */
  readings: string;
}
export interface FrameRow {
  id: number;
  tenantId: number;
  stationId: number;
  at: number;
  direction: 'in' | 'out';
  action: string;
  messageId: string;
  request: string;
  answer: string | null;
  answeredAt: number | null;
  outcome: string;
  sessionId: number | null;
  commandId: number | null;
  repairs: readonly string[] | null;
}
export interface HappeningRow {
  tenantId: number;
  at: number;
  kind: string;
  subject: string;
  data: Record<string, unknown>;
}
export interface ConnectorRow {
  stationId: number;
  evseId: number;
  connectorId: number;
  tenantId: number;
  status: string;
  reported: string | null;
  errorCode: string | null;
  info: string | null;
  vendorId: string | null;
  vendorErrorCode: string | null;
  statusAt: number;
}
export interface TapRow {
  tenantId: number;
  stationId: number;
  evseId: number | null;
  at: number;
  idToken: string;
  idTokenType: string | null;
  tokenId: number | null;
  purpose: 'authorize' | 'start' | 'stop';
  status: string;
  reason: string;
  sessionId: number | null;
  frameId: number;
}
export interface StationPatch {
  id: number;
  registration: string | null;
  protocol: string | null;
  vendor: string | null;
  model: string | null;
  serialNumber: string | null;
  firmwareVersion: string | null;
  iccid: string | null;
  imsi: string | null;
  meterType: string | null;
  meterSerialNumber: string | null;
  bootReason: string | null;
  bootedAt: number | null;
  connectedAt: number | null;
  disconnectedAt: number | null;
  lastHeardAt: number | null;
  clockSkewMs: number | null;
  remoteAddress: string | null;
  /** JSON of gateway `Way`. */
  transport: string | null;
}
export interface CommandPatch {
  id: number;
  status: string;
  answer: unknown;
  reason: string | null;
  sentAt: number | null;
  answeredAt: number | null;
  confirmedAt: number | null;
  sessionId: number | null;
}

/** The newest word of a station on one thing, see the table. */
export interface RecordRow {
  stationId: number;
  tenantId: number;
  kind: RecordKind;
  key: string;
  evseId: number;
  /** null: it is gone. */
  data: unknown;
  at: number;
  frameId: number | null;
}
/** Something that happened at a station, see the table. */
export interface EventRow {
  tenantId: number;
  stationId: number;
  receivedAt: number;
  frameId: number;
  place: number;
  at: number;
  kind: StationEventKind;
  severity: number | null;
  evseId: number;
  connectorId: number;
  component: string;
  variable: string;
  type: string;
  text: string;
  cleared: boolean;
  data: unknown;
}

/** The same rows with nothing taken for new: what they would have written may be there already. */
export function asRepeats({ newSample, ...writes }: Writes): Writes {
  return newSample === undefined ? writes : { ...writes, sample: [...(writes.sample ?? []), ...newSample] };
}

/** All of them as one, in their order; none of them is changed. */
export function joinWrites(all: readonly Writes[]): Writes {
  const joined: Partial<Record<keyof Writes, unknown[]>> = {};
  for (const writes of all)
    for (const name in writes) {
      const table = name as keyof Writes;
      const [before, rows] = [joined[table], writes[table] as unknown[]];
      joined[table] = before === undefined ? rows : [...before, ...rows];
    }
  return joined as Writes;
}

const unchanged: Omit<StationPatch, 'id'> = {
  registration: null,
  protocol: null,
  vendor: null,
  model: null,
  serialNumber: null,
  firmwareVersion: null,
  iccid: null,
  imsi: null,
  meterType: null,
  meterSerialNumber: null,
  bootReason: null,
  bootedAt: null,
  connectedAt: null,
  disconnectedAt: null,
  lastHeardAt: null,
  clockSkewMs: null,
  remoteAddress: null,
  transport: null,
};
/** A change of some columns of a station; the others stay. */
export function stationPatch(id: number, change: Partial<Omit<StationPatch, 'id'>>): StationPatch {
  return { id, ...unchanged, ...change };
}
