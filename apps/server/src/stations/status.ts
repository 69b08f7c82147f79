import { type ConnectorStatus, frameTime, nextSkew, type OnConnector, statusOf2x, statusOf16 } from '@stationmaster/domain';
import type { ConnectorRow } from '../db/writes.ts';
import { faultStep } from './fault.ts';
import type { StationState } from './state.ts';
import { effectStep, joinSteps, noStep, type Step, skewStep, type Turn } from './step.ts';

export interface StatusFacts {
  evseId: number;
  connectorId: number;
  /** The station's own word. */
  reported: string;
  timestamp: string | undefined;
  errorCode?: string | null;
  info?: string | null;
  vendorId?: string | null;
  vendorErrorCode?: string | null;
}

export const connectorKey = (evseId: number, connectorId: number): string => `${evseId}/${connectorId}`;

/** A connector told its status. */
export function statusChanged(turn: Turn, facts: StatusFacts): Step {
  const { state, at } = turn;
  const { evseId, connectorId, reported } = facts;
  const time = frameTime(facts.timestamp, at);
  const status = state.version === 'ocpp1.6' ? statusOf16(reported) : statusOf2x(reported, runningAt(state, evseId));
  const row: ConnectorRow = {
    stationId: state.id,
    tenantId: state.tenantId,
    evseId,
    connectorId,
    status,
    reported,
    errorCode: facts.errorCode ?? null,
    info: facts.info ?? null,
    vendorId: facts.vendorId ?? null,
    vendorErrorCode: facts.vendorErrorCode ?? null,
    statusAt: time.at,
  };
  // Reported late, after something newer: evidence in the message log, no news.
  const known = state.connectors.get(connectorKey(evseId, connectorId));
  const isOld = known !== undefined && time.offset !== null && time.offset < -60_000 && time.at < known.statusAt;
  const seen = effectStep(turn, { kind: 'status', evseId, connectorId, status });
  const steps = isOld ? [seen] : [connectorStep(turn, row), faultStep(turn, known, row), seen];
  if (facts.timestamp !== undefined) steps.push(skewStep(turn, nextSkew(state.clockSkewMs, time.offset)));
  return joinSteps(steps);
}

/** 2.x: the charging state of a session tells more of its connector than Occupied does. */
export function chargingStep(turn: Turn, session: OnConnectorSession): Step {
  const { state, at } = turn;
  const { evseId } = session;
  const connectorId = session.connectorId ?? onlyConnector(state, evseId);
  const known = connectorId === null ? undefined : state.connectors.get(connectorKey(evseId, connectorId));
  const isOccupied = known === undefined || known.reported === 'Occupied';
  if (evseId === 0 || connectorId === null || !isOccupied) return noStep;
  const status = statusOf2x('Occupied', { chargingState: session.chargingState, ended: session.status === 'ended' });
  if (known?.status === status) return noStep;
  return connectorStep(turn, {
    stationId: state.id,
    tenantId: state.tenantId,
    evseId,
    connectorId,
    status,
    reported: known?.reported ?? 'Occupied',
    errorCode: known?.errorCode ?? null,
    info: null,
    vendorId: null,
    vendorErrorCode: null,
    statusAt: at,
  });
}
interface OnConnectorSession {
  evseId: number;
  connectorId: number | null;
  chargingState: string | null;
  status: 'active' | 'ended';
}

function connectorStep({ state, at }: Turn, row: ConnectorRow): Step {
  const { evseId, connectorId, reported, errorCode, statusAt } = row;
  const status = row.status as ConnectorStatus;
  const data = { stationId: state.identity, evseId, connectorId, status };
  return {
    writes: { connector: [row], happening: [{ tenantId: state.tenantId, at, kind: 'connector.changed', subject: state.identity, data }] },
    advance: (live) =>
      void live.connectors.set(connectorKey(evseId, connectorId), { evseId, connectorId, status, reported, errorCode, statusAt }),
  };
}

function runningAt(state: StationState, evseId: number): OnConnector | null {
  let found: { chargingState: string | null; ended: boolean; startedAt: number } | null = null;
  for (const session of state.sessions.values()) {
    if (session.evseId !== evseId || session.status !== 'active' || session.startedAt < (found?.startedAt ?? 0)) continue;
    found = { chargingState: session.chargingState, ended: false, startedAt: session.startedAt };
  }
  return found;
}

function onlyConnector(state: StationState, evseId: number): number | null {
  const known = [...state.connectors.values()].filter((connector) => connector.evseId === evseId && connector.connectorId > 0);
  if (known.length === 0) return 1;
  return known.length === 1 ? (known[0]?.connectorId ?? null) : null;
}
