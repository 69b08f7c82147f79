import type { IncomingMessage } from 'node:http';
import type { Version } from '@stationmaster/ocpp';
import type { Logger } from 'pino';
import type { Writes } from '../db/writes.ts';
import type { StationState } from '../stations/state.ts';
import type { Refusal } from './decision.ts';
import type { Attempt, HandshakeReason, Known, UnknownPolicy } from './handshake.ts';
import type { SharePort } from './share.ts';
import type { AnyHandler } from './station-call.ts';
import type { AnySendHandler } from './station-send.ts';
import type { Entered, Way } from './way.ts';

/** Who stations are; the gateway asks, the nouns answer. Called by many connections at once and batched behind. */
export interface Directory {
  find(identity: string): Promise<Known | null>;
  load(station: number | string): Promise<StationState | undefined>;
  /** Registers an unknown station as ours without a password (UNKNOWN_STATIONS=adopt). */
  adopt(identity: string): Promise<void>;
  /** The live state of a box in the lobby: no row, nothing counts. */
  stranger(identity: string, version: Version): StationState;
}

/** What the lobby is told of boxes that were not let through. */
export interface LobbyPort {
  tell(attempt: Attempt & { identity: string | null }, reason: HandshakeReason | 'malformedFrame', said?: Record<string, unknown>): void;
  connected(identity: string, isConnected: boolean): void;
}

export interface Observer {
  call(one: { version: Version; action: string; outcome: string; ms: number }): void;
  connection(version: Version, change: 1 | -1): void;
  refused(reason: string): void;
}

export interface GatewayLimits {
  maxPayloadBytes: number;
  maxCallsPerSecond: number;
  pingIntervalMs: number;
  unknownStations: UnknownPolicy;
  maxLobby: number;
  maxLobbyPerAddress: number;
  maxUnsentBytes: number;
}

/** What the gateway is made of, handed in by app.ts. It knows no noun. */
export interface GatewayParts {
  limits: GatewayLimits;
  /** Where a request comes from, and how well it is protected. */
  caller: (request: IncomingMessage) => { remoteAddress: string; way: Way };
  clock: () => number;
  log: Logger;
  ids: { frame: () => number };
  newMessageId: () => string;
  commit: (writes: Writes) => Promise<void>;
  tell: () => void;
  directory: Directory;
  lobby: LobbyPort;
  observe: Observer;
  /** undefined: not implemented. */
  handlers: (version: Version, action: string, inLobby: boolean) => AnyHandler | undefined;
  /** The same for messages that are never answered. */
  sends: (version: Version, action: string) => AnySendHandler | undefined;
  /** Is this message allowed before the station is accepted? */
  admit: (state: StationState, action: string) => Refusal | null;
  /** This message is about to go to the station. */
  onAsking: (state: StationState, message: { action: string; payload: unknown }) => void;
  /** What handlers get as their context. */
  context: () => unknown;
  onConnected: (state: StationState, entered: Entered) => void;
  onDisconnected: (state: StationState, at: number) => void;
  /** Its live state was read again. */
  onReloaded: (state: StationState) => void;
  /** Other back ends that hear stations too; asked only for those whose live state names one. */
  share: SharePort;
  /** It answered one of our messages in time. */
  onAnswered: (state: StationState, tookMs: number) => void;
  /** An answer to one of our commands after its time-out. `tookMs`: how long the station really needed. */
  onLate: (late: {
    commandId: number | null;
    tenantId: number;
    stationId: number;
    version: Version;
    action: string;
    payload: unknown;
    tookMs: number;
    error?: { code: string; description: string; details: unknown };
  }) => void;
  /** Tests: throws when an answer of ours breaks the schema. */
  checkAnswer?: (version: Version, action: string, answer: unknown) => void;
}
