import { readBack, setLostAgain } from '../charging/again.ts';
import { releaseWaiting, type StoredContext } from '../commands/stored.ts';
import { closeLeft, graceMs, mayHaveLeft } from '../sessions/left.ts';
import { askForInventory, inventoryAfter } from './inventory.ts';
import type { StationState } from './state.ts';
import { trigger } from './trigger.ts';

type Needs = Parameters<typeof askForInventory>[0] & StoredContext;

/** Milliseconds: patience before we ask for a BootNotification, then before we go on without one, before we ask for statuses, and for the boot after a reset; before we ask for its limits, and
 * before we set those again that it then did not tell. */
const patience = { boot: 30_000, withoutBoot: 60_000, status: 20_000, afterReset: 10_000, limits: 25_000, limitsTold: 90_000 } as const;

/** A station has connected. One that was accepted before goes on at once; one that never booted is waited for, then asked. */
export function onConnected(context: Needs, state: StationState): void {
  if (state.inLobby) return; // the lobby has its own answers
  if (state.phase === 'waitingForBoot') later(context, state, { ms: patience.boot, run: (live) => askForBoot(context, live) });
  if (state.phase === 'accepted') afterAccepted(context, state, false);
  if (state.quirks.has('noMessageAfterReset') && wasReset(state))
    later(context, state, { ms: patience.afterReset, run: (live) => askAfterReset(context, live) });
}

/** Nothing is written: the gateway tells of the disconnection, and what the station kept in its queue comes later. */
export function onDisconnected(context: Needs, state: StationState, at: number): void {
  let open = 0;
  for (const session of state.sessions.values()) if (session.status === 'active') open += 1;
  if (open > 0) context.log.info({ station: state.identity, open, at }, 'station.leftCharging');
}

/** After an accepted boot, or the reconnect of a station without known connectors: asks for statuses when none come by themselves, and looks for cars that have left. */
export function afterAccepted(context: Needs, state: StationState, hasBooted = true): void {
  const since = context.clock();
  const isSilent = hasBooted || ![...state.connectors.values()].some((connector) => connector.evseId > 0 && connector.status !== 'Unknown');
  if (isSilent) {
    later(context, state, { ms: patience.status, run: (live) => askForStatus(context, live, since) });
    later(context, state, { ms: inventoryAfter(state), run: (live) => askForInventory(context, live) });
  }
  if (hasBooted && state.limits !== undefined) {
    later(context, state, { ms: patience.limits, run: (live) => readBack(context, live) });
    if (state.version !== 'ocpp1.6') later(context, state, { ms: patience.limitsTold, run: (live) => setLostAgain(context, live, since) });
  }
  watchForLeft(context, state);
  releaseWaiting(context, state.id).catch((error: unknown) =>
    context.log.error({ station: state.identity, err: error }, 'station.startUpFailed'),
  );
}

/** Looks again for cars that have left, once the grace is over. */
export function watchForLeft(context: Needs, state: StationState): void {
  if (!mayHaveLeft(state)) return;
  later(context, state, { ms: graceMs + 1000, run: (live) => closeLeft(context, live.id) });
}

async function askForBoot(context: Needs, state: StationState): Promise<void> {
  if (state.phase !== 'waitingForBoot') return;
  later(context, state, { ms: patience.withoutBoot, run: (live) => goOnWithoutBoot(context, live) });
  await trigger(context, state, { requestedMessage: 'BootNotification' });
}

async function goOnWithoutBoot(context: Needs, state: StationState): Promise<void> {
  if (state.phase !== 'waitingForBoot') return;
  await context.gateway.turn(state.id, () => ({
    answer: undefined,
    advance: (live) => {
      if (live.phase === 'waitingForBoot') live.phase = 'accepted';
    },
  }));
  context.log.warn({ station: state.identity }, 'station.acceptedWithoutBoot');
  afterAccepted(context, state);
}

const wasReset = (state: StationState): boolean => [...state.awaiting.values()].some(({ verb }) => verb === 'reset');

/** Quirk noMessageAfterReset: it is back, and would never say so. */
async function askAfterReset(context: Needs, state: StationState): Promise<void> {
  if (wasReset(state)) await trigger(context, state, { requestedMessage: 'BootNotification' });
}

/** 1.6 tells all of its connectors when asked once. In 2.x one is asked for at a time, and who tells of none is asked what it has. (2.x F06, B07) */
async function askForStatus(context: Needs, state: StationState, since: number): Promise<void> {
  const connectors = [...state.connectors.values()].filter((connector) => connector.evseId > 0 && connector.connectorId > 0);
  const silent = connectors.filter((connector) => connector.statusAt < since);
  if (state.version === 'ocpp1.6') {
    if (silent.length === connectors.length) await trigger(context, state, { requestedMessage: 'StatusNotification' });
    return;
  }
  if (connectors.length === 0) return await askForInventory(context, state);
  for (const { evseId, connectorId } of silent)
    await trigger(context, state, { requestedMessage: 'StatusNotification', evse: { id: evseId, connectorId } });
}

/** Runs once after a while with the live state of then, unless the station is gone. */
function later(
  { gateway, log }: Needs,
  state: StationState,
  { ms, run }: { ms: number; run: (live: StationState) => Promise<void> },
): void {
  const timer = setTimeout(() => {
    const live = gateway.peek(state.id);
    if (live === undefined) return;
    run(live).catch((error: unknown) => log.error({ station: state.identity, err: error }, 'station.startUpFailed'));
  }, ms);
  timer.unref();
}
