import type { Version } from '@stationmaster/ocpp';
import { RawStation } from '../reliability/raw-station.ts';

/** What the meter stood at and what the car did at a moment. */
export interface Moment {
  /** ISO 8601, or epoch ms. */
  at: string | number;
  wh: number;
  state: 'Charging' | 'SuspendedEV' | 'SuspendedEVSE' | 'EVConnected';
  /** W */
  power?: number;
}
interface Visit {
  /** Number of the transaction; unique at its station. */
  id: string;
  card: string;
  evse?: number;
  moments: readonly Moment[];
  /** The last moment is not the end. */
  isRunning?: boolean;
}

const iso = (at: string | number): string => new Date(at).toISOString();

/** A station of 2.0.1 or 2.1 over a real connection that says of everything when it was: a recorded session, told again. */
export class DatedStation {
  readonly #raw: RawStation;
  readonly #said = new Map<string, number>();
  #count = 0;

  private constructor(raw: RawStation) {
    this.#raw = raw;
  }

  static async boot({ url, id, version = 'ocpp2.0.1' }: { url: string; id: string; version?: Version }): Promise<DatedStation> {
    return new DatedStation(await RawStation.boot({ url, id, version }));
  }

  /** Resolves when every message of it was answered. Called again for a session that runs, it goes on where it was. */
  async charge({ id, card, evse = 1, moments, isRunning = false }: Visit): Promise<void> {
    const before = this.#said.get(id) ?? 0;
    moments.forEach((moment, index) => {
      const seqNo = before + index;
      const isLast = index === moments.length - 1 && !isRunning;
      this.#send('TransactionEvent', {
        eventType: seqNo === 0 ? 'Started' : isLast ? 'Ended' : 'Updated',
        timestamp: iso(moment.at),
        triggerReason: seqNo === 0 ? 'Authorized' : 'MeterValuePeriodic',
        seqNo,
        transactionInfo: { transactionId: id, chargingState: moment.state, ...(isLast && { stoppedReason: 'EVDisconnected' }) },
        evse: { id: evse, connectorId: 1 },
        ...(seqNo === 0 && { idToken: { idToken: card, type: 'ISO14443' } }),
        meterValue: [{ timestamp: iso(moment.at), sampledValue: sampled(moment) }],
      });
    });
    this.#said.set(id, before + moments.length);
    await this.#raw.heartbeat();
  }

  /** Tells that a plug is there. */
  async status(evseId: number, at: string | number): Promise<void> {
    this.#send('StatusNotification', { timestamp: iso(at), connectorStatus: 'Available', evseId, connectorId: 1 });
    await this.#raw.heartbeat();
  }

  close(): void {
    this.#raw.close();
  }

  #send(action: string, payload: object): void {
    this.#raw.send(JSON.stringify([2, `dated-${++this.#count}`, action, payload]));
  }
}

function sampled({ wh, power }: Moment): object[] {
  const context = { context: 'Sample.Periodic', location: 'Outlet' };
  const register = { value: wh, measurand: 'Energy.Active.Import.Register', unitOfMeasure: { unit: 'Wh' }, ...context };
  return power === undefined
    ? [register]
    : [register, { value: power, measurand: 'Power.Active.Import', unitOfMeasure: { unit: 'W' }, ...context }];
}
