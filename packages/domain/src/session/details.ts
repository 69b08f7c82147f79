import { addReadings, emptyMeter, energyOf, type Meter } from '../meter/meter.ts';
import type { Instant, Reading, Wh } from '../reading.ts';
import type { TransactionLimit } from './limits.ts';
import { withMarks } from './marks.ts';
import type { Session } from './session.ts';

/** What stations tell of a transaction beyond its course. What a message leaves out stays as it was. Plain data, kept with the session. */
export interface SessionDetails {
  /** 2.1 OperationModeEnum: who steers charging and discharging. */
  operationMode?: string;
  /** 2.1: the tariff by which the station computes. */
  tariffId?: string;
  /** 2.1: the limits in force at the station. */
  limit?: TransactionLimit;
  /** s, as the station counts it. */
  timeSpentCharging?: number;
  phasesUsed?: number;
  /** A */
  cableMaxCurrent?: number;
  /** 2.1 PreconditioningStatusEnum. */
  preconditioning?: string;
  /** 2.1: the electronics of the EVSE sleep. */
  evseSleep?: boolean;
  /** 2.1 CostDetailsType: what the station has computed itself, exactly as sent. */
  costDetails?: unknown;
  /** Energy from the car to the outlet. */
  exportedWh?: Wh;
  /** When the cable was pulled, where a station of 1.6 tells it (California pricing). */
  unpluggedAt?: Instant;
  /** How often it went on after a loss of power (2.1 TxResumed). */
  resumptions?: number;
}

/** The session with what an event told; one that comes late only fills in what is not known yet. */
export function withToldDetails<S extends Session>(session: S, told: SessionDetails, at: Instant): S {
  const { detailsAt = at, details = {} } = session.state;
  if (at < detailsAt) return withDetails(session, { ...told, ...details });
  const after = withDetails(session, told);
  return after === session ? session : { ...after, state: { ...after.state, detailsAt: at } };
}

/** The session with these details; the same object when nothing is new. */
function withDetails<S extends Session>(session: S, told: SessionDetails): S {
  const before: SessionDetails = session.state.details ?? {};
  const isNew = (Object.keys(told) as (keyof SessionDetails)[]).some((name) => JSON.stringify(before[name]) !== JSON.stringify(told[name]));
  return isNew ? { ...session, state: { ...session.state, details: { ...before, ...told } } } : session;
}

const exportRegister = 'Energy.Active.Export.Register';

/** The session once the station has gone on after a loss of power. */
export function withResumption<S extends Session>(session: S): S {
  const counted = withDetails(session, { resumptions: (session.state.details?.resumptions ?? 0) + 1 });
  return { ...counted, marks: withMarks(counted.marks, { resumed: true }) };
}

/** The session with what the car has given back, by the export register: it is metered like the import. */
export function withExport<S extends Session>(session: S, readings: readonly Reading[]): S {
  const exported = readings.filter(({ measurand }) => measurand === exportRegister);
  if (exported.length === 0) return session;
  const before: Meter = session.state.exportMeter ?? emptyMeter;
  const exportMeter = addReadings(
    before,
    exported.map((reading) => ({ ...reading, measurand: 'Energy.Active.Import.Register' })),
  );
  if (exportMeter === before) return session;
  const energy = energyOf(exportMeter);
  const after = { ...session, state: { ...session.state, exportMeter } };
  return energy === null ? after : withDetails(after, { exportedWh: energy.energyWh });
}
