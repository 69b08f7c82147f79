import type { QuirkName, Version } from '@stationmaster/ocpp';
import type { Handler, Refusal } from '../gateway/decision.ts';
import type { StationState } from '../stations/state.ts';

/** A box in the lobby asks again after this long; adopted ones are disconnected and come back at once. */
const RETRY_SECONDS = 60;
const noQuirks: ReadonlySet<QuirkName> = new Set();

/** The only message that is answered in the lobby: "we know of you, wait". Nothing else counts. */
export function lobbyBoot(
  said: (identity: string, boot: Record<string, unknown>) => void,
): Handler<Record<string, unknown>, { status: 'Pending'; interval: number; currentTime: string }, StationState, unknown> {
  return ({ request, state, at }) => {
    said(state.identity, request);
    return { answer: { status: 'Pending', interval: RETRY_SECONDS, currentTime: new Date(at).toISOString() }, recorded: false };
  };
}

/** Everything else before it is adopted. [2.x B02.FR.09; 1.6 errata] */
export function refuseStranger(action: string): Refusal | null {
  return action === 'BootNotification'
    ? null
    : { refuse: 'SecurityError', description: 'This station is not accepted yet: adopt it in the lobby' };
}

export function stranger(identity: string, version: Version): StationState {
  return {
    id: 0,
    tenantId: 0,
    identity,
    version,
    registration: 'Pending',
    phase: 'pending',
    inLobby: true,
    siteId: null,
    openAccess: false,
    timeZone: 'UTC',
    currency: 'EUR',
    demo: false,
    callTimeoutMs: 30_000,
    patience: { ownMs: 30_000, learnedMs: null },
    quirks: noQuirks,
    clockSkewMs: null,
    connectors: new Map(),
    sessions: new Map(),
    reservations: new Map(),
    awaiting: new Map(),
  };
}
