import { quirksOf } from '@stationmaster/ocpp';
import type { HappeningRow } from '../db/writes.ts';
import { stationPatch } from '../db/writes.ts';
import type { Registration, StartUpPhase, StationState } from './state.ts';
import { effectStep, joinSteps, type Step, type Turn } from './step.ts';
import { patienceWith } from './timeout.ts';

/** What a station tells of itself when it boots. */
export interface BootFacts {
  vendor: string;
  model: string;
  serialNumber: string | null;
  firmwareVersion: string | null;
  iccid: string | null;
  imsi: string | null;
  meterType: string | null;
  meterSerialNumber: string | null;
  reason: string | null;
}
export interface Booted {
  status: Registration;
  currentTime: string;
  interval: number;
  /** false: the boot was a heartbeat in disguise. */
  hasStarted: boolean;
  step: Step;
}

/** Seconds: a sign of life when accepted, the wait before the next BootNotification otherwise. */
const heartbeatInterval = 300;
const retryInterval = { Pending: 60, Rejected: 3600 } as const;
const phases: { readonly [R in Registration]: StartUpPhase } = { Accepted: 'accepted', Pending: 'pending', Rejected: 'rejected' };

/** A station of ours has booted. (A box in the lobby is answered by the lobby.) */
export function boot(turn: Turn, facts: BootFacts): Booted {
  const { state, at } = turn;
  const status = state.registration;
  const answer = {
    status,
    currentTime: new Date(at).toISOString(),
    interval: status === 'Accepted' ? heartbeatInterval : retryInterval[status],
  };
  if (isHeartbeat(state, facts)) return { ...answer, hasStarted: false, step: effectStep(turn, { kind: 'booted' }) };
  const toPhase: Step = {
    writes: {},
    advance: (live) => {
      live.phase = phases[status];
      delete live.asked;
    },
  };
  const { reason, ...about } = facts;
  const bootedAt = status === 'Accepted' ? at : null;
  const told: HappeningRow = {
    tenantId: state.tenantId,
    at,
    kind: 'station.changed',
    subject: state.identity,
    data: { stationId: state.identity, booted: true, registration: status },
  };
  const row: Step = {
    writes: { station: [stationPatch(state.id, { ...about, bootReason: reason, bootedAt })], happening: [told] },
    // The answer sets the station's clock: what we knew of it is past.
    advance: (live) => {
      if (status === 'Accepted') live.clockSkewMs = null;
      live.quirks = quirksOf(facts);
      live.callTimeoutMs = patienceWith(live.quirks, live.patience);
      live.hasBootedHere = true;
    },
  };
  return { ...answer, hasStarted: true, step: joinSteps([toPhase, row, effectStep(turn, { kind: 'booted' })]) };
}

/** Quirk bootInsteadOfHeartbeat: a second boot on one connection is none, unless it was told to restart or has other firmware now. */
function isHeartbeat({ hasBootedHere, phase, awaiting }: StationState, facts: BootFacts): boolean {
  if (hasBootedHere !== true || phase !== 'accepted' || !quirksOf(facts).has('bootInsteadOfHeartbeat')) return false;
  return ![...awaiting.values()].some(({ verb }) => verb === 'reset');
}
