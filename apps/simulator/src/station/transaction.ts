import { type Draft, type LiveEvse, settleStatus, stationClock, tell } from './draft.ts';
import { refreshLimit, transactionIdOf } from './limits.ts';
import type { EventMessage, EventTrigger, Sample } from './message.ts';
import { keepsSamples, sampleOf, scheduleKeep, scheduleSample, shownWh } from './meter.ts';
import { advance, chargingStateOf, isPowered } from './power.ts';
import { setProfile } from './profiles.ts';
import { enqueue } from './queue.ts';
import { endSample } from './signed-sample.ts';
import type { Card, StopReason } from './state.ts';
import { pointsOf, startPoints, stopPoints } from './tx-points.ts';

/** Sessions that a station keeps after their end. */
const mostRemembered = 50;

/** What has just happened at an EVSE. */
export interface Cause {
  trigger: EventTrigger;
  /** Why it ends, when it ends. */
  reason?: StopReason;
  /** The card that it is about. */
  card?: Card | null;
}

/** Something at the EVSE has changed: the transaction begins, goes on or ends as it must, and the CSMS is told. */
export function settle(draft: Draft, evse: LiveEvse, cause: Cause): void {
  const { session } = evse;
  refreshLimit(draft, evse);
  const points = pointsOf(evse);
  if (session === null) {
    const isUsable = evse.isOperative && evse.errorCode === null;
    if (isUsable && startPoints(draft.state).some((point) => points.includes(point))) begin(draft, evse, cause);
  } else {
    const isOver = stopPoints(draft.state).some((point) => session.reached.includes(point) && !points.includes(point));
    const poweredAt = session.poweredAt ?? (isPowered(evse) ? stationClock(draft) : null);
    const stopReason = session.stopReason ?? (evse.authorized === null ? (cause.reason ?? null) : null);
    evse.session = { ...session, reached: [...new Set([...session.reached, ...points])], poweredAt, stopReason };
    if (isOver) end(draft, evse, cause);
    else goOn(draft, evse, cause);
  }
  settleStatus(draft, evse);
}

/** Ends a transaction whatever its stop points say: reset, fault, unlock. */
export function end(draft: Draft, evse: LiveEvse, { trigger, reason = 'Local', card = null }: Cause): void {
  if (evse.session === null) return;
  advance(draft, evse);
  const stopReason = evse.session.stopReason ?? reason;
  const endedAt = stationClock(draft);
  const stopWh = shownWh(evse);
  const { id: sessionId, idToken, idTokenType, startedAt, startWh, kept } = evse.session;
  draft.effects.push(
    { kind: 'cancel', name: `txLimit:${evse.id}` },
    { kind: 'cancel', name: `keep:${evse.id}` },
    { kind: 'cancel', name: `sample:${evse.id}` },
    { kind: 'ledger', sessionId, change: { endedAt, stopWh, stopReason } },
  );
  report(draft, evse, { type: 'Ended', trigger, samples: [...kept, endSample(draft, evse, 'Transaction.End')], stopReason, card });
  draft.state.history = [
    ...draft.state.history,
    { id: sessionId, idToken, idTokenType, startedAt, endedAt, energyWh: stopWh - startWh },
  ].slice(-mostRemembered);
  tell(draft, 'ended', { sessionId, energyWh: stopWh - startWh, reason: stopReason });
  evse.session = null;
  evse.authorized = null;
  draft.state.profiles = draft.state.profiles.filter(({ profile }) => profile.purpose !== 'TxProfile' || profile.evseId !== evse.id);
  if (evse.becomesInoperative) {
    evse.becomesInoperative = false;
    evse.isOperative = false;
  }
  settleStatus(draft, evse);
}

/** Tells a reading of the running transaction. */
export function update(draft: Draft, evse: LiveEvse, { trigger, context }: { trigger: EventTrigger; context: Sample['context'] }): void {
  report(draft, evse, { type: 'Updated', trigger, samples: [sampleOf(draft, evse, context)] });
}

function begin(draft: Draft, evse: LiveEvse, { trigger }: Cause): void {
  const { state, effects } = draft;
  if (state.behaviour.resetsRegister) evse.registerWh = 0;
  const startedAt = stationClock(draft);
  const startWh = shownWh(evse);
  const card = evse.authorized;
  const idToken = card?.idToken ?? '';
  state.sessionCount += 1;
  evse.advancedAt = draft.at;
  evse.session = {
    id: `${state.id}-${startedAt.toString(36)}-${state.sessionCount}`.slice(-36),
    evseId: evse.id,
    idToken,
    idTokenType: card?.idTokenType ?? '',
    groupId: card?.groupId ?? null,
    startedAt,
    startWh,
    nextSeqNo: 0,
    remoteStartId: card?.remoteStartId ?? null,
    reservationId: card?.reservationId ?? null,
    poweredAt: isPowered(evse) ? startedAt : null,
    hasPriority: false,
    awaitsProfile: false,
    chargingMs: 0,
    limit: null,
    tariff: card?.tariff ?? null,
    totalCost: null,
    reached: [],
    chargingState: 'Idle',
    stopReason: null,
    kept: [],
  };
  takeProfile(draft, evse);
  evse.session = { ...evse.session, reached: pointsOf(evse), chargingState: chargingStateOf(evse) };
  effects.push({ kind: 'ledger', sessionId: evse.session.id, change: { evseId: evse.id, idToken, startedAt, startWh } });
  tell(draft, 'started', { sessionId: evse.session.id, evseId: evse.id, idToken });
  const first = endSample(draft, evse, 'Transaction.Begin');
  report(draft, evse, { type: 'Started', trigger, samples: [first], card });
  scheduleSample(draft, evse);
  // 1.6 has no place for a signature in StartTransaction.
  const isLate = state.version === 'ocpp1.6' && first.signed !== undefined;
  if ((keepsSamples(state) || isLate) && evse.session !== null) evse.session = { ...evse.session, kept: [...evse.session.kept, first] };
  scheduleKeep(draft, evse);
}

/** The transaction goes on: first what happened, then what it made of the flow of energy, as two events. [P2 E02] */
function goOn(draft: Draft, evse: LiveEvse, { trigger, card = null }: Cause): void {
  const { session } = evse;
  if (session === null) return;
  if (card !== null && session.idToken === '' && evse.authorized !== null) {
    const { idToken, idTokenType, groupId, remoteStartId, reservationId, tariff } = card;
    evse.session = { ...session, idToken, idTokenType, groupId, remoteStartId, reservationId, tariff };
    draft.effects.push({ kind: 'ledger', sessionId: session.id, change: { idToken } });
    takeProfile(draft, evse);
  }
  if (trigger !== 'ChargingStateChanged') report(draft, evse, { type: 'Updated', trigger, samples: [], card });
  const chargingState = chargingStateOf(evse);
  if (chargingState === session.chargingState || evse.session === null) return;
  evse.session = { ...evse.session, chargingState };
  report(draft, evse, { type: 'Updated', trigger: 'ChargingStateChanged', samples: [sampleOf(draft, evse, 'Sample.Periodic')] });
}

/** The profile that came with a remote start is for this transaction. [16 §5.11, P2 K05] */
function takeProfile(draft: Draft, evse: LiveEvse): void {
  if (evse.session !== null && evse.authorized?.profile != null) {
    const transactionId = transactionIdOf(draft.state, evse.session);
    // 1.6 gives the transaction its number only later.
    const ofTransaction = draft.state.version === 'ocpp1.6' ? {} : { transactionId };
    setProfile(draft, { profile: { ...evse.authorized.profile, ...ofTransaction, evseId: evse.id }, source: 'CSO' });
    evse.authorized = { ...evse.authorized, profile: null };
  }
  refreshLimit(draft, evse);
}

type Facts = Pick<EventMessage, 'type' | 'trigger' | 'samples'> & Partial<Pick<EventMessage, 'stopReason' | 'card'>>;

function report(draft: Draft, evse: LiveEvse, { stopReason = null, card = null, ...facts }: Facts): void {
  const { session } = evse;
  if (session === null) return;
  // 1.6 knows start, readings and stop; what else happens is told by the status.
  const isReading = facts.samples.length > 0 && facts.trigger !== 'ChargingStateChanged';
  if (draft.state.version === 'ocpp1.6' && facts.type === 'Updated' && !isReading) return;
  const chargingState = facts.type === 'Ended' ? chargingStateOf(evse) : session.chargingState;
  evse.session = { ...session, nextSeqNo: session.nextSeqNo + 1 };
  enqueue(draft, {
    kind: 'event',
    ...facts,
    session,
    seqNo: session.nextSeqNo,
    chargingState,
    isOffline: draft.state.link !== 'open',
    stopReason,
    card,
    at: stationClock(draft),
  });
}
