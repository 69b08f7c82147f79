import type { RecordKind, StationEventKind } from '@stationmaster/contract';
import type { EventRow } from '../db/writes.ts';
import { noStep, type Step, type Turn } from '../stations/step.ts';
import { storable } from './storable.ts';

/** `frameId` null: told by the answer to a command. */
type Telling = Omit<Turn, 'frameId'> & { frameId: number | null };

export interface Told {
  kind: RecordKind;
  /** Tells things of a kind apart; '' where there is only one. */
  key: string;
  /** 0: the station. */
  evseId: number;
  /** null: it is gone. */
  data: unknown;
}

/** The newest words of a station on these things, and what the console is told of it. */
export function recordStep({ state, at, frameId }: Telling, told: readonly Told[]): Step {
  if (told.length === 0) return noStep;
  const { tenantId, id: stationId, identity } = state;
  const distinct = new Map(told.map((one) => [`${one.kind}/${one.key}`, one]));
  const kinds = [...new Set(told.map(({ kind }) => kind))];
  return {
    writes: {
      record: [...distinct.values()].map((one) => ({ ...storable(one), stationId, tenantId, at, frameId })),
      happening: [{ tenantId, at, kind: 'station.told', subject: identity, data: { stationId: identity, kinds } }],
    },
    advance: noStep.advance,
  };
}

/** The last part of a complete list has come: what was last told of before `startedAt` is no longer there. */
export function listDone(turn: Telling, kind: RecordKind, startedAt: number): Step {
  return recordStep(turn, [{ kind: 'report', key: kind, evseId: 0, data: { startedAt, completedAt: turn.at } }]);
}

export interface Happened {
  kind: StationEventKind;
  /** By the station's clock, corrected; epoch ms. */
  at: number;
  /** OCPP severity, 0 danger to 9 debug. */
  severity?: number | null;
  evseId?: number;
  connectorId?: number;
  component?: string;
  variable?: string;
  type?: string;
  text?: string;
  cleared?: boolean;
  data?: unknown;
}

/** Things that happened at the station, in the order of the message that told them. */
export function eventStep({ state, at: receivedAt, frameId }: Turn, happened: readonly Happened[]): Step {
  if (happened.length === 0) return noStep;
  const { tenantId, id: stationId, identity } = state;
  const event = happened.map((one, place): EventRow => ({ ...empty, ...storable(one), tenantId, stationId, receivedAt, frameId, place }));
  const told = happened.map(({ kind, severity = null, component = '', type = '', text = '', cleared = false }) => ({
    tenantId,
    at: receivedAt,
    kind: 'station.event',
    subject: identity,
    data: { stationId: identity, kind, severity, component, type, text, cleared },
  }));
  return { writes: { event, happening: told }, advance: noStep.advance };
}

const empty = {
  severity: null,
  evseId: 0,
  connectorId: 0,
  component: '',
  variable: '',
  type: '',
  text: '',
  cleared: false,
  data: {},
};
