import type { Reading } from '@stationmaster/domain';

/** A call of a station with our answer, as sent. */
export interface RawFrame {
  action: string;
  request: string;
  answer: string | null;
}
/** What the frames say of a session. Times are epoch ms; `until` is null while no end was told. */
export interface ToldSession {
  startedAt: number;
  until: number | null;
  readings: Reading[];
}
interface Sample {
  value: string | number;
  measurand?: string;
  unit?: string;
  unitOfMeasure?: { unit?: string; multiplier?: number };
  phase?: string;
  location?: string;
  context?: string;
}
/** Whatever of a request is looked at. */
interface Said {
  timestamp: string;
  connectorId?: number;
  idTag?: string;
  transactionId?: number;
  meterStart?: number;
  meterStop?: number;
  eventType?: string;
  transactionInfo?: { transactionId: string };
  meterValue?: { timestamp: string; sampledValue: Sample[] }[];
  transactionData?: { timestamp: string; sampledValue: Sample[] }[];
}

/**
 * The sessions of one station read out of its frames, in the order they came, by the number of the transaction: with none of the
 * server's own understanding of them. A message of 1.6 whose number is not known belongs to what runs at its connector.
 */
export function sessionsIn(frames: readonly RawFrame[]): Map<string, ToldSession> {
  const sessions = new Map<string, ToldSession>();
  /** 1.6: by connector. */
  const running = new Map<number, string>();
  for (const { action, request, answer } of frames) {
    const said = (JSON.parse(request) as [number, string, string, Said])[3];
    const at = Date.parse(said.timestamp);
    if (action === 'TransactionEvent' && said.transactionInfo !== undefined) {
      const session = sessionOf(sessions, said.transactionInfo.transactionId, at);
      if (said.eventType === 'Started') session.startedAt = at;
      if (said.eventType === 'Ended') session.until = at;
      addSamples(session, said.meterValue);
    } else if (action === 'StartTransaction' && answer !== null) {
      const { transactionId } = (JSON.parse(answer) as [number, string, { transactionId: number }])[2];
      const key = String(transactionId);
      // Sent twice, it is one session.
      if (sessions.has(key)) continue;
      running.set(said.connectorId ?? 0, key);
      sessionOf(sessions, key, at).readings.push(register(at, said.meterStart ?? 0));
    } else if (action === 'MeterValues') {
      const session = sessions.get(String(said.transactionId)) ?? sessions.get(running.get(said.connectorId ?? 0) ?? '');
      if (session !== undefined) addSamples(session, said.meterValue);
    } else if (action === 'StopTransaction') {
      const known = sessions.has(String(said.transactionId)) ? String(said.transactionId) : [...running.values()][0];
      const session = sessions.get(known ?? '');
      if (session === undefined) continue;
      session.until = at;
      addSamples(session, said.transactionData);
      session.readings.push(register(at, said.meterStop ?? 0));
      for (const [connector, key] of running) if (key === known) running.delete(connector);
    }
  }
  return sessions;
}

function sessionOf(sessions: Map<string, ToldSession>, key: string, at: number): ToldSession {
  const known = sessions.get(key);
  if (known !== undefined) return known;
  const made = { startedAt: at, until: null, readings: [] };
  sessions.set(key, made);
  return made;
}

/** Only the energy register: nothing else is paid for. What is left out has the defaults of the specification. */
function addSamples({ readings }: ToldSession, values: Said['meterValue'] = []): void {
  for (const { timestamp, sampledValue } of values)
    for (const { value, measurand, unit, unitOfMeasure, phase, location } of sampledValue) {
      if ((measurand ?? 'Energy.Active.Import.Register') !== 'Energy.Active.Import.Register') continue;
      const factor = ((unit ?? unitOfMeasure?.unit) === 'kWh' ? 1000 : 1) * 10 ** (unitOfMeasure?.multiplier ?? 0);
      const reading = register(Date.parse(timestamp), Math.round(Number(value) * factor * 1000) / 1000);
      readings.push({ ...reading, phase: phase ?? '', location: location ?? 'Outlet' });
    }
}

function register(at: number, value: number): Reading {
  const measurand = 'Energy.Active.Import.Register';
  return { at, value, measurand, phase: '', location: 'Outlet', context: '', unit: 'Wh', signed: null, raw: '' };
}
