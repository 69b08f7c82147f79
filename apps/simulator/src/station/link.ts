import { scheduleAligned } from './aligned.ts';
import { type Draft, refreshStatus, reportStatus, statusMessage, tell } from './draft.ts';
import { firmwareBooted } from './firmware.ts';
import type { Answer, Message } from './message.ts';
import { chooseProfile, connectFailed } from './network-profiles.ts';
import { sendNext } from './queue.ts';
import { raise, tellEvents } from './security-events.ts';
import { numberOf } from './settings.ts';
import { update } from './transaction.ts';

/** Seconds until the next BootNotification when the CSMS gave no interval with its refusal. */
const bootRetryMs = 10_000;

/** Boots that the CSMS brought about. */
const resets: ReadonlySet<string> = new Set(['RemoteReset', 'ScheduledReset']);

export function powerUp(draft: Draft): void {
  const { state, effects } = draft;
  state.isRebooting = false;
  state.bootReason ??= 'PowerUp';
  state.registration = 'None';
  for (const evse of state.evses) refreshStatus(draft, evse);
  scheduleAligned(draft);
  chooseProfile(draft);
  if (!state.isCutOff) effects.push({ kind: 'connect', isFirst: true });
}

export function opened(draft: Draft): void {
  const { state } = draft;
  state.link = 'open';
  state.network = { ...state.network, failures: 0 };
  tell(draft, 'connected');
  if (state.behaviour.neverBoots) {
    accepted(draft);
    return;
  }
  if (state.behaviour.reportsBeforeBoot)
    for (const evse of state.evses) draft.effects.push({ kind: 'call', message: statusMessage(draft, evse.id) });
  // A reconnect without BootNotification is normal once registered. [P4]
  if (state.registration === 'Accepted' && state.bootReason === null) {
    resume(draft);
    return;
  }
  sendBoot(draft);
}

export function closed(draft: Draft): void {
  const { state, effects } = draft;
  if (state.link === 'open') tell(draft, 'disconnected');
  else connectFailed(draft);
  state.link = 'down';
  // What was out has no answer: it goes again, first, after the reconnect.
  state.isSending = false;
  state.isHolding = false;
  for (const name of ['heartbeat', 'boot', 'retry']) effects.push({ kind: 'cancel', name });
  if (!state.isCutOff && !state.isRebooting) effects.push({ kind: 'connect', isFirst: false });
}

export function goOffline(draft: Draft): void {
  draft.state.isCutOff = true;
  draft.effects.push({ kind: 'disconnect' });
}

export function comeBack(draft: Draft): void {
  if (!draft.state.isCutOff) return;
  draft.state.isCutOff = false;
  draft.effects.push({ kind: 'connect', isFirst: true });
}

export function sendBoot(draft: Draft): void {
  draft.effects.push({ kind: 'call', message: { kind: 'boot', reason: draft.state.bootReason ?? 'Triggered' } });
}

/** BootNotification was answered, or not (null). */
export function bootAnswered(draft: Draft, answer: Answer | null): void {
  const { state, effects } = draft;
  const retryMs = answer === null ? bootRetryMs : answer.intervalMs || bootRetryMs;
  state.registration = answer?.registration ?? (state.registration === 'Accepted' ? 'Accepted' : 'None');
  if (answer?.registration === 'Accepted') {
    if (answer.intervalMs) state.heartbeatMs = answer.intervalMs;
    const wasReset = state.bootReason !== null && resets.has(state.bootReason);
    state.bootReason = null;
    accepted(draft);
    if (wasReset) raise(draft, 'ResetOrReboot');
    return;
  }
  tell(draft, 'notAccepted', { registration: state.registration });
  effects.push({ kind: 'timer', name: 'boot', afterMs: retryMs, clock: 'real' });
}

function accepted(draft: Draft): void {
  draft.state.registration = 'Accepted';
  tell(draft, 'booted');
  resume(draft);
  if (draft.state.resumes) resumeTransactions(draft);
  firmwareBooted(draft);
}

/** [21P2 E17] */
function resumeTransactions(draft: Draft): void {
  draft.state.resumes = false;
  for (const evse of draft.state.evses)
    if (evse.session !== null) update(draft, evse, { trigger: 'TxResumed', context: 'Sample.Periodic' });
}

/** Connected and accepted: says where everything stands, then what happened meanwhile. */
function resume(draft: Draft): void {
  if (draft.state.version === 'ocpp1.6') reportStatus(draft, 0);
  for (const evse of draft.state.evses) reportStatus(draft, evse.id);
  scheduleHeartbeat(draft);
  tellEvents(draft);
  sendNext(draft);
}

/** Any message is a sign of life: the heartbeat starts anew with each. [P4] */
export function scheduleHeartbeat(draft: Draft): void {
  const afterMs = draft.state.heartbeatMs || numberOf(draft.state, 'heartbeatSeconds') * 1000;
  if (afterMs > 0) draft.effects.push({ kind: 'timer', name: 'heartbeat', afterMs, clock: 'real' });
}

/** A call that is no transaction message came back with an error: not registered means boot again. [P2 B02] */
export function callFailed(draft: Draft, message: Message, errorCode: string | null): void {
  tell(draft, 'callFailed', { message: message.kind, errorCode });
  const { state } = draft;
  if (errorCode !== 'SecurityError' || state.behaviour.neverBoots || message.kind === 'boot' || state.registration !== 'Accepted') return;
  state.registration = 'None';
  state.bootReason ??= 'Unknown';
  sendBoot(draft);
}
