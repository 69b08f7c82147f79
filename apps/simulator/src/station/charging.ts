import type { Vehicle } from '../vehicle.ts';
import { type Draft, evseOf, settleStatus, tell } from './draft.ts';
import { keep, keepsSamples, scheduleKeep, scheduleSample, shownWh } from './meter.ts';
import { advance, chargingStateOf } from './power.ts';
import { releaseReservations } from './reservations.ts';
import { isOn } from './settings.ts';
import { end, settle, update } from './transaction.ts';
import { checkLimit } from './tx-limits.ts';

export function plugIn(draft: Draft, evseId: number, vehicle: Vehicle): void {
  const evse = evseOf(draft, evseId);
  if (evse === undefined || evse.vehicle !== null) return;
  evse.vehicle = vehicle;
  evse.advancedAt = draft.at;
  draft.effects.push({ kind: 'cancel', name: `connection:${evse.id}` });
  settle(draft, evse, { trigger: 'CablePluggedIn' });
}

export function unplug(draft: Draft, evseId: number): void {
  const evse = evseOf(draft, evseId);
  if (evse?.vehicle == null) return;
  advance(draft, evse);
  evse.vehicle = null;
  // Pulled at the car: it is no longer authorised, unless the station is set to wait for its return. [16 §9.1.23, P2 E09, E10]
  if (isOn(draft.state, 'stopsOnDisconnect')) evse.authorized = null;
  settle(draft, evse, { trigger: 'EVCommunicationLost', reason: 'EVDisconnected' });
}

/** The car pauses or goes on by itself. */
export function pause(draft: Draft, evseId: number, isPaused: boolean): void {
  const evse = evseOf(draft, evseId);
  if (evse?.vehicle == null) return;
  advance(draft, evse);
  evse.vehicle = { ...evse.vehicle, isPaused };
  settle(draft, evse, { trigger: 'ChargingStateChanged', reason: 'StoppedByEV' });
}

/** The moment of a periodic reading. */
export function sample(draft: Draft, evseId: number): void {
  const evse = evseOf(draft, evseId);
  if (evse?.session == null) return;
  advance(draft, evse);
  // A full car has stopped taking energy without a word.
  checkLimit(draft, evseId);
  if (evse.session === null) return;
  if (chargingStateOf(evse) !== evse.session.chargingState) settle(draft, evse, { trigger: 'ChargingStateChanged', reason: 'StoppedByEV' });
  if (evse.session === null) return;
  update(draft, evse, { trigger: 'MeterValuePeriodic', context: 'Sample.Periodic' });
  if (draft.state.version === 'ocpp1.6' && keepsSamples(draft.state)) keep(draft, evse, 'Sample.Periodic');
  tell(draft, 'sampled', { sessionId: evse.session.id, registerWh: shownWh(evse) });
  scheduleSample(draft, evse);
  settleStatus(draft, evse);
}

/** 2.x: the moment of a reading for the last message only. [P2 J02] */
export function keepDue(draft: Draft, evseId: number): void {
  const evse = evseOf(draft, evseId);
  if (evse?.session == null) return;
  advance(draft, evse);
  keep(draft, evse, 'Sample.Periodic');
  scheduleKeep(draft, evse);
}

/** The CSMS does not accept the card of a running session. [16 §9.1.24 StopTransactionOnInvalidId] */
export function deauthorized(draft: Draft, sessionId: string): void {
  const evse = draft.state.evses.find((one) => one.session?.id === sessionId);
  if (evse === undefined) return;
  tell(draft, 'refused', { evseId: evse.id, idToken: evse.session?.idToken ?? '' });
  advance(draft, evse);
  evse.authorized = null;
  settle(draft, evse, { trigger: 'Deauthorized', reason: 'DeAuthorized' });
}

export function fault(draft: Draft, evseId: number, errorCode: string | null): void {
  const evse = evseOf(draft, evseId);
  if (evse === undefined) return;
  if (errorCode !== null) {
    end(draft, evse, { reason: 'PowerLoss', trigger: 'AbnormalCondition' });
    evse.authorized = null;
    releaseReservations(draft, evseId);
  }
  evse.errorCode = errorCode;
  settleStatus(draft, evse);
}
