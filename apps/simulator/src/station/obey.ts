import { accept, ask } from './cards.ts';
import { type Draft, evseOf, settleStatus, tell } from './draft.ts';
import { advance } from './power.ts';
import { releaseReservations, reservationFor } from './reservations.ts';
import { isReserved } from './reserved.ts';
import { isOn } from './settings.ts';
import type { Card, Evse } from './state.ts';
import { end, settle } from './transaction.ts';

const rebootMs = 500;

/** A status in the words that all versions share, and what follows the answer. */
export interface Decided<Status extends string> {
  status: Status;
  after?: (() => void) | undefined;
}

export interface RemoteStart extends Card {
  evseId: number | null;
}

/** RemoteStartTransaction, RequestStartTransaction. `sessionId`: the transaction that the cable has already begun. [P2 F01] */
export function startRemotely(
  draft: Draft,
  { evseId, ...card }: RemoteStart,
): Decided<'Accepted' | 'Rejected'> & { evse: Evse | null; sessionId: string | null } {
  const free = draft.state.evses.filter(
    (evse) =>
      evse.authorized === null &&
      evse.session?.stopReason == null &&
      evse.isOperative &&
      evse.errorCode === null &&
      // Reserved for somebody else. [16 §5.11, P2 H03]
      (!isReserved(draft.state, evse) || reservationFor(draft, evse, card) !== undefined),
  );
  const evse = evseId === null ? (free.find((one) => one.vehicle !== null) ?? free[0]) : free.find((one) => one.id === evseId);
  if (evse === undefined) return { status: 'Rejected', evse: null, sessionId: null };
  const after = (): void => (isOn(draft.state, 'authorizesRemote') ? ask(draft, evse.id, card) : accept(draft, evse.id, card));
  return { status: 'Accepted', after, evse, sessionId: evse.session?.id ?? null };
}

/** `transactionId` in the version's own terms; in 1.6 the CSMS's number as text. */
export function stopRemotely(draft: Draft, transactionId: string): Decided<'Accepted' | 'Rejected'> {
  const evse = evseOfTransaction(draft, transactionId);
  if (evse === undefined) return { status: 'Rejected' };
  const after = (): void => {
    advance(draft, evse);
    evse.authorized = null;
    settle(draft, evse, { trigger: 'RemoteStop', reason: 'Remote' });
  };
  return { status: 'Accepted', after };
}

/** Where a transaction runs. */
export function evseOfTransaction({ state }: Draft, transactionId: string): Draft['state']['evses'][number] | undefined {
  const named = (id: string): string => (state.version === 'ocpp1.6' ? String(state.transactionIds.get(id)) : id);
  return state.evses.find((one) => one.session !== null && named(one.session.id) === transactionId);
}

export interface Reset {
  isHard: boolean;
  /** 2.x OnIdle: after the sessions have ended by themselves. */
  isWhenIdle: boolean;
  /** 2.1: transactions go on after the boot. */
  resumes?: boolean;
  /** 2.x: only this EVSE. */
  evseId: number | null;
}

export function reset(
  draft: Draft,
  { isHard, isWhenIdle, evseId, resumes = false }: Reset,
): Decided<'Accepted' | 'Rejected' | 'Scheduled'> {
  const chosen = draft.state.evses.filter((evse) => evseId === null || evse.id === evseId);
  if (chosen.length === 0) return { status: 'Rejected' };
  const name = evseId === null ? 'idleReset' : `idleReset:${evseId}`;
  // Sessions are long; scheduling means looking again.
  if (isWhenIdle && chosen.some((evse) => evse.session !== null))
    return { status: 'Scheduled', after: () => void draft.effects.push({ kind: 'timer', name, afterMs: 1000, clock: 'real' }) };
  if (evseId !== null) return { status: 'Accepted', after: () => endAll(draft, chosen, isHard) };
  return { status: 'Accepted', after: () => reboot(draft, { isHard, reason: 'RemoteReset', resumes }) };
}

/** Ends what runs, goes away, comes back and boots. The queue survives. [16 §5.14] */
export function reboot(draft: Draft, { isHard, reason, resumes = false }: { isHard: boolean; reason: string; resumes?: boolean }): void {
  if (!resumes) endAll(draft, draft.state.evses, isHard);
  draft.state.resumes = resumes;
  draft.state.isRebooting = true;
  draft.state.bootReason = reason;
  tell(draft, 'rebooting');
  draft.effects.push({ kind: 'timer', name: 'reboot', afterMs: rebootMs, clock: 'real' });
}

/** OnIdle reset: the moment has come once nothing charges. NaN: the whole station. [P2 B11] */
export function idleReset(draft: Draft, evseId: number): void {
  const isWhole = Number.isNaN(evseId);
  const chosen = draft.state.evses.filter((evse) => isWhole || evse.id === evseId);
  if (chosen.some((evse) => evse.session !== null)) {
    draft.effects.push({ kind: 'timer', name: isWhole ? 'idleReset' : `idleReset:${evseId}`, afterMs: 1000, clock: 'real' });
    return;
  }
  if (isWhole) reboot(draft, { isHard: false, reason: 'ScheduledReset' });
  else endAll(draft, chosen, false);
}

function endAll(draft: Draft, evses: Draft['state']['evses'], isHard: boolean): void {
  for (const evse of evses) {
    end(draft, evse, { reason: isHard ? 'HardReset' : 'SoftReset', trigger: 'ResetCommand' });
    evse.authorized = null;
  }
}

export function unlock(
  draft: Draft,
  evseId: number,
): Decided<'Unlocked' | 'UnlockFailed' | 'OngoingAuthorizedTransaction' | 'UnknownConnector'> {
  const evse = evseOf(draft, evseId);
  if (evse === undefined) return { status: 'UnknownConnector' };
  if (evse.errorCode !== null) return { status: 'UnlockFailed' };
  // 2.x refuses while an authorised transaction runs [P2 F05]; 1.6 ends it. [16 §5.18]
  if (evse.authorized !== null && evse.session !== null && draft.state.version !== 'ocpp1.6')
    return { status: 'OngoingAuthorizedTransaction' };
  return { status: 'Unlocked', after: () => end(draft, evse, { reason: 'UnlockCommand', trigger: 'UnlockCommand' }) };
}

/** EVSE 0: the whole station. */
export function changeAvailability(
  draft: Draft,
  { evseId, isOperative }: { evseId: number; isOperative: boolean },
): Decided<'Accepted' | 'Rejected' | 'Scheduled'> {
  const chosen = draft.state.evses.filter((evse) => evseId === 0 || evse.id === evseId);
  if (chosen.length === 0) return { status: 'Rejected' };
  const isScheduled = !isOperative && chosen.some((evse) => evse.session !== null);
  const after = (): void => {
    for (const evse of chosen) {
      evse.becomesInoperative = !isOperative && evse.session !== null;
      if (!evse.becomesInoperative) evse.isOperative = isOperative;
      if (!isOperative) releaseReservations(draft, evse.id);
      settleStatus(draft, evse);
    }
  };
  return { status: isScheduled ? 'Scheduled' : 'Accepted', after };
}
