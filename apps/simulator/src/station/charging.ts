import { charge, powerOf, type Vehicle } from '../vehicle.ts';
import { type Draft, evseOf, settleStatus, stationClock, tell } from './draft.ts';
import type { ChargingState, EventMessage, EventTrigger, Sample } from './message.ts';
import { enqueue } from './queue.ts';
import { numberOf } from './settings.ts';
import type { Evse, StopReason } from './state.ts';

type LiveEvse = NonNullable<ReturnType<typeof evseOf>>;

export function plugIn(draft: Draft, evseId: number, vehicle: Vehicle): void {
  const evse = evseOf(draft, evseId);
  if (evse === undefined || evse.vehicle !== null) return;
  evse.vehicle = vehicle;
  evse.advancedAt = draft.at;
  if (evse.authorized !== null) {
    begin(draft, evse, { ...evse.authorized, trigger: 'CablePluggedIn' });
    return;
  }
  settleStatus(draft, evse);
}

export function unplug(draft: Draft, evseId: number): void {
  const evse = evseOf(draft, evseId);
  if (evse?.vehicle == null) return;
  if (evse.session !== null) end(draft, evse, { reason: 'EVDisconnected', trigger: 'EVDeparted', stopToken: null });
  evse.vehicle = null;
  settleStatus(draft, evse);
}

/** The car pauses or goes on by itself. */
export function pause(draft: Draft, evseId: number, isPaused: boolean): void {
  const evse = evseOf(draft, evseId);
  if (evse?.vehicle == null) return;
  advance(draft, evse);
  evse.vehicle = { ...evse.vehicle, isPaused };
  if (evse.session !== null) update(draft, evse, 'ChargingStateChanged');
  settleStatus(draft, evse);
}

export interface Start {
  idToken: string;
  idTokenType: string;
  remoteStartId: number | null;
  trigger: EventTrigger;
}

export function begin(draft: Draft, evse: LiveEvse, { idToken, idTokenType, remoteStartId, trigger }: Start): void {
  const { state, effects } = draft;
  if (evse.session !== null || evse.errorCode !== null) return;
  if (state.behaviour.resetsRegister) evse.registerWh = 0;
  const startedAt = stationClock(draft);
  const startWh = shownWh(evse);
  state.sessionCount += 1;
  evse.session = {
    id: `${state.id}-${startedAt.toString(36)}-${state.sessionCount}`.slice(-36),
    evseId: evse.id,
    idToken,
    idTokenType,
    startedAt,
    startWh,
    nextSeqNo: 0,
    remoteStartId,
  };
  evse.authorized = null;
  evse.advancedAt = draft.at;
  effects.push(
    { kind: 'cancel', name: `connection:${evse.id}` },
    { kind: 'ledger', sessionId: evse.session.id, change: { evseId: evse.id, idToken, startedAt, startWh } },
  );
  tell(draft, 'started', { sessionId: evse.session.id, evseId: evse.id, idToken });
  enqueueEvent(draft, evse, { type: 'Started', trigger, context: 'Transaction.Begin' });
  scheduleSample(draft, evse);
  settleStatus(draft, evse);
}

export function sample(draft: Draft, evseId: number): void {
  const evse = evseOf(draft, evseId);
  if (evse?.session == null) return;
  advance(draft, evse);
  update(draft, evse, 'MeterValuePeriodic');
  tell(draft, 'sampled', { sessionId: evse.session.id, registerWh: shownWh(evse) });
  scheduleSample(draft, evse);
  settleStatus(draft, evse);
}

export interface End {
  reason: StopReason;
  trigger: EventTrigger;
  stopToken: string | null;
}

export function end(draft: Draft, evse: LiveEvse, { reason, trigger, stopToken }: End): void {
  const { session } = evse;
  if (session === null) return;
  advance(draft, evse);
  const endedAt = stationClock(draft);
  const stopWh = shownWh(evse);
  draft.effects.push(
    { kind: 'cancel', name: `sample:${evse.id}` },
    { kind: 'ledger', sessionId: session.id, change: { endedAt, stopWh, stopReason: reason } },
  );
  enqueueEvent(draft, evse, { type: 'Ended', trigger, context: 'Transaction.End', stopReason: reason, stopToken });
  tell(draft, 'ended', { sessionId: session.id, energyWh: stopWh - session.startWh, reason });
  evse.session = null;
  if (evse.becomesInoperative) {
    evse.becomesInoperative = false;
    evse.isOperative = false;
  }
  settleStatus(draft, evse);
}

/** The CSMS does not accept the card of a running session. [16 §9.1.24 StopTransactionOnInvalidId] */
export function deauthorized(draft: Draft, sessionId: string): void {
  const evse = draft.state.evses.find((one) => one.session?.id === sessionId);
  if (evse === undefined) return;
  tell(draft, 'refused', { evseId: evse.id, idToken: evse.session?.idToken ?? '' });
  end(draft, evse, { reason: 'DeAuthorized', trigger: 'Deauthorized', stopToken: null });
}

export function fault(draft: Draft, evseId: number, errorCode: string | null): void {
  const evse = evseOf(draft, evseId);
  if (evse === undefined) return;
  if (errorCode !== null && evse.session !== null) end(draft, evse, { reason: 'PowerLoss', trigger: 'AbnormalCondition', stopToken: null });
  evse.errorCode = errorCode;
  settleStatus(draft, evse);
}

/** Brings the register to this moment. */
export function advance(draft: Draft, evse: LiveEvse): void {
  if (evse.session !== null && evse.vehicle !== null) {
    const { vehicle, energyWh } = charge(evse.vehicle, supplyOf(evse), draft.at - evse.advancedAt);
    evse.vehicle = vehicle;
    evse.registerWh += energyWh;
  }
  evse.advancedAt = draft.at;
}

export function sampleOf(draft: Draft, evse: Evse, context: Sample['context']): Sample {
  const powerW = evse.session === null || evse.vehicle === null ? 0 : powerOf(evse.vehicle, supplyOf(evse));
  const socPercent = evse.kind === 'DC' && evse.vehicle !== null ? Math.floor(evse.vehicle.soc * 100) : null;
  return {
    at: stationClock(draft),
    context,
    registerWh: shownWh(evse),
    powerW: Math.round(powerW),
    phases: evse.vehicle?.phases ?? 3,
    kind: evse.kind,
    socPercent,
  };
}

function update(draft: Draft, evse: LiveEvse, trigger: EventTrigger): void {
  enqueueEvent(draft, evse, { type: 'Updated', trigger, context: 'Sample.Periodic' });
}

interface EventFacts {
  type: EventMessage['type'];
  trigger: EventTrigger;
  context: Sample['context'];
  stopReason?: StopReason;
  stopToken?: string | null;
}

function enqueueEvent(
  draft: Draft,
  evse: LiveEvse,
  { type, trigger, context, stopReason = undefined, stopToken = null }: EventFacts,
): void {
  const { session } = evse;
  if (session === null) return;
  evse.session = { ...session, nextSeqNo: session.nextSeqNo + 1 };
  enqueue(draft, {
    kind: 'event',
    type,
    trigger,
    session,
    seqNo: session.nextSeqNo,
    chargingState: chargingStateOf(evse, type),
    sample: sampleOf(draft, evse, context),
    isOffline: draft.state.link !== 'open',
    stopReason: stopReason ?? null,
    stopToken,
  });
}

function chargingStateOf(evse: Evse, type: EventMessage['type']): ChargingState {
  if (type === 'Ended' || evse.vehicle === null) return 'Idle';
  return powerOf(evse.vehicle, supplyOf(evse)) > 0 ? 'Charging' : 'SuspendedEV';
}

/** What the display shows: whole Wh; a fraction that is only arithmetic does not hide one. */
function shownWh({ registerWh }: Evse): number {
  return Math.floor(registerWh + 1e-6);
}

function supplyOf({ kind, maxW }: Evse): { kind: 'AC' | 'DC'; limitW: number } {
  return { kind, limitW: maxW };
}

function scheduleSample(draft: Draft, evse: Evse): void {
  const seconds = numberOf(draft.state, 'sampleSeconds');
  if (seconds > 0) draft.effects.push({ kind: 'timer', name: `sample:${evse.id}`, afterMs: seconds * 1000, clock: 'world' });
}
