import { accept, ask } from './cards.ts';
import { advance, end, sampleOf } from './charging.ts';
import type { Command, CommandResult } from './command.ts';
import { type Draft, evseOf, settleStatus, statusMessage, tell } from './draft.ts';
import { sendBoot } from './link.ts';
import { readSettings, reportSettings, writeSettings } from './obey-settings.ts';
import { isOn } from './settings.ts';

const rebootMs = 500;

/** What the station answers, and what it then does: the answer goes first, `after` runs behind it. */
export interface Obeyed {
  result: CommandResult;
  after?: () => void;
}

/** Does what the CSMS wants, as far as it can. */
export function obey(draft: Draft, command: Command): Obeyed {
  if (command.kind === 'start') return start(draft, command);
  if (command.kind === 'stop') return stop(draft, command.transactionId);
  if (command.kind === 'reset') return reset(draft, command);
  if (command.kind === 'unlock') return unlock(draft, command.evseId);
  if (command.kind === 'availability') return changeAvailability(draft, command.evseId, command.isOperative);
  if (command.kind === 'trigger') return trigger(draft, command);
  if (command.kind === 'read') return { result: readSettings(draft, command.keys) };
  if (command.kind === 'write') return { result: writeSettings(draft, command.entries) };
  if (command.kind === 'report') return { result: { status: 'accepted' }, after: () => reportSettings(draft, command) };
  return { result: { status: command.kind === 'clearCache' ? 'accepted' : 'unknown' } };
}

function start(draft: Draft, { evseId, idToken, idTokenType, remoteStartId }: Extract<Command, { kind: 'start' }>): Obeyed {
  const free = draft.state.evses.filter(
    (evse) => evse.session === null && evse.authorized === null && evse.isOperative && evse.errorCode === null,
  );
  const evse = evseId === null ? (free.find((one) => one.vehicle !== null) ?? free[0]) : free.find((one) => one.id === evseId);
  if (evse === undefined) return { result: { status: 'rejected' } };
  // 0 marks a remote start in 1.6, which has no number for it.
  const card = { evseId: evse.id, idToken, idTokenType, remoteStartId: remoteStartId ?? 0 };
  const begin = (): void => accept(draft, card);
  return { result: { status: 'accepted' }, after: isOn(draft.state, 'authorizesRemote') ? () => ask(draft, card) : begin };
}

function stop(draft: Draft, transactionId: string): Obeyed {
  const { evses, transactionIds, version } = draft.state;
  const named = (id: string): string => (version === 'ocpp1.6' ? String(transactionIds.get(id)) : id);
  const evse = evses.find((one) => one.session !== null && named(one.session.id) === transactionId);
  if (evse === undefined) return { result: { status: 'rejected' } };
  return { result: { status: 'accepted' }, after: () => end(draft, evse, { reason: 'Remote', trigger: 'RemoteStop', stopToken: null }) };
}

function reset(draft: Draft, { isHard, isWhenIdle }: Extract<Command, { kind: 'reset' }>): Obeyed {
  const isCharging = draft.state.evses.some((evse) => evse.session !== null);
  // 2.x OnIdle: after the sessions have ended by themselves. Ours are long; scheduling means trying again.
  if (isWhenIdle && isCharging)
    return {
      result: { status: 'scheduled' },
      after: () => void draft.effects.push({ kind: 'timer', name: 'idleReset', afterMs: 1000, clock: 'real' }),
    };
  return { result: { status: 'accepted' }, after: () => reboot(draft, isHard) };
}

/** Ends what runs, goes away, comes back and boots. The queue survives. [16 §5.14] */
export function reboot(draft: Draft, isHard: boolean): void {
  for (const evse of draft.state.evses) {
    if (evse.session !== null) end(draft, evse, { reason: isHard ? 'HardReset' : 'SoftReset', trigger: 'ResetCommand', stopToken: null });
    evse.authorized = null;
  }
  draft.state.isRebooting = true;
  draft.state.bootReason = 'RemoteReset';
  tell(draft, 'rebooting');
  draft.effects.push({ kind: 'timer', name: 'reboot', afterMs: rebootMs, clock: 'real' });
}

/** OnIdle reset: the moment has come once nothing charges. */
export function idleReset(draft: Draft): void {
  if (draft.state.evses.every((evse) => evse.session === null)) {
    reboot(draft, false);
    return;
  }
  draft.effects.push({ kind: 'timer', name: 'idleReset', afterMs: 1000, clock: 'real' });
}

function unlock(draft: Draft, evseId: number): Obeyed {
  const evse = evseOf(draft, evseId);
  if (evse === undefined) return { result: { status: 'unknown' } };
  if (evse.errorCode !== null) return { result: { status: 'unlockFailed' } };
  // 2.x refuses while an authorised transaction runs [P2 F05]; 1.6 ends it. [16 §5.18]
  if (evse.session !== null && draft.state.version !== 'ocpp1.6') return { result: { status: 'ongoing' } };
  return {
    result: { status: 'unlocked' },
    after: () => end(draft, evse, { reason: 'UnlockCommand', trigger: 'UnlockCommand', stopToken: null }),
  };
}

function changeAvailability(draft: Draft, evseId: number, isOperative: boolean): Obeyed {
  const chosen = draft.state.evses.filter((evse) => evseId === 0 || evse.id === evseId);
  if (chosen.length === 0) return { result: { status: 'rejected' } };
  const isScheduled = !isOperative && chosen.some((evse) => evse.session !== null);
  const change = (): void => {
    for (const evse of chosen) {
      evse.becomesInoperative = !isOperative && evse.session !== null;
      if (!evse.becomesInoperative) evse.isOperative = isOperative;
      settleStatus(draft, evse);
    }
  };
  return { result: { status: isScheduled ? 'scheduled' : 'accepted' }, after: change };
}

function trigger(draft: Draft, { message, evseId }: Extract<Command, { kind: 'trigger' }>): Obeyed {
  if (message === 'other') return { result: { status: 'notSupported' } };
  if (evseId !== null && evseId > 0 && evseOf(draft, evseId) === undefined) return { result: { status: 'rejected' } };
  return { result: { status: 'accepted' }, after: () => sayNow(draft, message, evseId) };
}

function sayNow(draft: Draft, message: 'boot' | 'heartbeat' | 'status' | 'meterValues', evseId: number | null): void {
  const { state, effects } = draft;
  if (message === 'boot') {
    sendBoot(draft);
    return;
  }
  if (message === 'heartbeat') return void effects.push({ kind: 'call', message: { kind: 'heartbeat' } });
  const chosen = state.evses.filter((evse) => evseId === null || evseId === 0 || evse.id === evseId);
  for (const evse of chosen) {
    advance(draft, evse);
    if (message === 'status') effects.push({ kind: 'call', message: statusMessage(draft, evse.id) });
    else
      effects.push({
        kind: 'call',
        message: { kind: 'meterValues', evseId: evse.id, sessionId: evse.session?.id ?? null, sample: sampleOf(draft, evse, 'Trigger') },
      });
  }
}
