import { emptyMeter, type Meter } from '../meter/meter.ts';
import type { StateChange } from '../pricing/session-periods.ts';
import type { Instant, Watt, Wh } from '../reading.ts';
import type { SessionMark } from '../words.ts';
import type { SessionDetails } from './details.ts';
import type { LimitState } from './limits.ts';
import type { RepairState } from './repaired.ts';
import type { Ranges } from './sequence.ts';

/** What the next message of a session needs beside its columns. Plain data, kept as JSON. */
export interface SessionState {
  meter: Meter;
  /** The start itself has been seen, not only what came after it. */
  hasBegun: boolean;
  /** We closed it, without a stop from the station: a true stop still corrects it. */
  isAssumedEnd?: boolean;
  /** 2.x sequence numbers seen. */
  seq?: Ranges;
  /** When power, state of charge and charging state were last told. */
  powerAt?: Instant;
  socAt?: Instant;
  chargingAt?: Instant;
  /** What car and station did, as told: each change, in order of time. The price of idle time hangs on it. */
  states?: readonly StateChange[];
  /** Priced at its end by market prices as they were known then. */
  marketAsOf?: Instant;
  /** Registers of the start and stop messages as sent. */
  startWh?: Wh;
  stopWh?: Wh;
  /** Registers of what the car has given back. */
  exportMeter?: Meter;
  details?: SessionDetails;
  detailsAt?: Instant;
  limit?: LimitState;
  /** What a person has set right. */
  repair?: RepairState;
}

/** The facts of one session; a row of the server has more columns, which pass through untouched. */
export interface Session {
  id: number;
  /** 0: not known yet. */
  evseId: number;
  connectorId: number | null;
  startKey: string;
  transactionId: string | null;
  tokenId: number | null;
  idToken: string | null;
  idTokenType: string | null;
  status: 'active' | 'ended';
  chargingState: string | null;
  startedAt: Instant;
  endedAt: Instant | null;
  receivedAt: Instant;
  meterStartWh: Wh | null;
  meterLastWh: Wh | null;
  meterStopWh: Wh | null;
  energyWh: Wh;
  lastReadingAt: Instant | null;
  powerW: Watt | null;
  soc: number | null;
  stopReason: string | null;
  stopIdToken: string | null;
  marks: readonly SessionMark[];
  state: SessionState;
}

export interface Opening {
  id: number;
  startKey: string;
  transactionId: string | null;
  evseId: number;
  connectorId: number | null;
  at: Instant;
  receivedAt: Instant;
}

/** A session of which nothing is known yet but its place. */
export function openSession(opening: Opening): Session {
  const { id, startKey, transactionId, evseId, connectorId, at, receivedAt } = opening;
  return {
    id,
    startKey,
    transactionId,
    evseId,
    connectorId,
    startedAt: at,
    receivedAt,
    tokenId: null,
    idToken: null,
    idTokenType: null,
    status: 'active',
    chargingState: null,
    endedAt: null,
    meterStartWh: null,
    meterLastWh: null,
    meterStopWh: null,
    energyWh: 0,
    lastReadingAt: null,
    powerW: null,
    soc: null,
    stopReason: null,
    stopIdToken: null,
    marks: ['startMissing'],
    state: { meter: emptyMeter, hasBegun: false },
  };
}

/** Ended by the station's own word. */
export function hasStopped(session: Session): boolean {
  return session.status === 'ended' && !session.state.isAssumedEnd;
}
