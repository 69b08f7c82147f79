import type { HappeningRow } from '../db/writes.ts';
import { stationPatch } from '../db/writes.ts';
import type { Registration, StartUpPhase } from './state.ts';
import { effectStep, joinSteps, type Step, type Turn } from './step.ts';

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
  const toPhase: Step = {
    writes: {},
    advance: (live) => {
      live.phase = phases[status];
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
    },
  };
  return { ...answer, step: joinSteps([toPhase, row, effectStep(turn, { kind: 'booted' })]) };
}
