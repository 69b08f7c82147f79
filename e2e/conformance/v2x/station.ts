import type { RequestOf, ResponseOf } from '@stationmaster/ocpp';
import type { Lab } from '../lab.ts';
import type { Station } from '../station.ts';

/** The cases of 2.0.1 run on 2.1 too, where every one of their messages is the same or holds more. */
export type Lab201 = Lab<'ocpp2.0.1'>;
export type Station201 = Station<'ocpp2.0.1'>;
type TransactionEvent = RequestOf<'ocpp2.0.1', 'TransactionEvent'>;
type Status = RequestOf<'ocpp2.0.1', 'StatusNotification'>['connectorStatus'];
export type IdToken = NonNullable<TransactionEvent['idToken']>;
export type MeterValue = NonNullable<TransactionEvent['meterValue']>[number];

export const nameplate = { vendorName: 'Conformance', model: 'C2', serialNumber: 'C2-0001', firmwareVersion: '1.0.0' };

/** The moment, or some seconds before or after it. */
export function at(seconds = 0): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}

export function card(idToken: string): IdToken {
  return { idToken, type: 'ISO14443' };
}

/** State "Booted": registered, connected, accepted, EVSE 1 and 2 with one connector each available. */
export async function booted(lab: Lab201): Promise<Station201> {
  const station = await lab.connect(await lab.register());
  await boot(station);
  return station;
}

/** What a station says when it has started. */
export async function boot(
  station: Station201,
  reason: RequestOf<'ocpp2.0.1', 'BootNotification'>['reason'] = 'PowerUp',
): Promise<ResponseOf<'ocpp2.0.1', 'BootNotification'>> {
  const answer = await station.call('BootNotification', { reason, chargingStation: nameplate });
  if (answer.status === 'Accepted') for (const evseId of [1, 2]) await status(station, evseId, 'Available');
  return answer;
}

export async function status(station: Station201, evseId: number, connectorStatus: Status): Promise<void> {
  await station.call('StatusNotification', { timestamp: at(), connectorStatus, evseId, connectorId: 1 });
}

type Context = 'Transaction.Begin' | 'Transaction.End' | 'Sample.Periodic' | 'Sample.Clock' | 'Trigger';
/** The register, Wh. */
export function energy(value: number, context: Context, timestamp = at()): MeterValue {
  const sampled = { value, context, measurand: 'Energy.Active.Import.Register' as const, unitOfMeasure: { unit: 'Wh' } };
  return { timestamp, sampledValue: [sampled] };
}

type Info = Partial<TransactionEvent['transactionInfo']>;
type Said = Partial<Pick<TransactionEvent, 'idToken' | 'meterValue' | 'evse' | 'offline' | 'timestamp' | 'seqNo' | 'reservationId'>>;

let made = 0;

/** A transaction as its station tells of it: numbers its events, names its EVSE in the first. */
export class Transaction {
  readonly id = `tx-${++made}-${Date.now().toString(36)}`;
  readonly #evseId: number;
  #station: Station201;
  #seqNo = 0;

  constructor(station: Station201, evseId = 1) {
    this.#station = station;
    this.#evseId = evseId;
  }

  /** From now on told over this connection. */
  at(station: Station201): this {
    this.#station = station;
    return this;
  }

  started(
    triggerReason: TransactionEvent['triggerReason'],
    info: Info = {},
    said: Said = {},
  ): Promise<ResponseOf<'ocpp2.0.1', 'TransactionEvent'>> {
    return this.event({ eventType: 'Started', triggerReason, ...said }, info);
  }

  updated(
    triggerReason: TransactionEvent['triggerReason'],
    info: Info = {},
    said: Said = {},
  ): Promise<ResponseOf<'ocpp2.0.1', 'TransactionEvent'>> {
    return this.event({ eventType: 'Updated', triggerReason, ...said }, info);
  }

  ended(
    triggerReason: TransactionEvent['triggerReason'],
    info: Info = {},
    said: Said = {},
  ): Promise<ResponseOf<'ocpp2.0.1', 'TransactionEvent'>> {
    return this.event({ eventType: 'Ended', triggerReason, ...said }, info);
  }

  event(
    said: Said & Pick<TransactionEvent, 'eventType' | 'triggerReason'>,
    info: Info,
  ): Promise<ResponseOf<'ocpp2.0.1', 'TransactionEvent'>> {
    const evse = { id: this.#evseId, connectorId: 1 };
    return this.#station.call('TransactionEvent', {
      timestamp: at(),
      seqNo: this.#seqNo++,
      ...(said.eventType === 'Started' && this.#evseId > 0 ? { evse } : {}),
      ...said,
      transactionInfo: { transactionId: this.id, ...info },
    });
  }
}

/** State "EnergyTransferStarted": cable in, card accepted, charging at the EVSE. */
export async function charging(station: Station201, token: IdToken, evseId = 1): Promise<Transaction> {
  const transaction = new Transaction(station, evseId);
  await status(station, evseId, 'Occupied');
  await transaction.started('CablePluggedIn', { chargingState: 'EVConnected' }, { meterValue: [energy(1000, 'Transaction.Begin')] });
  const { idTokenInfo } = await transaction.updated('Authorized', {}, { idToken: token });
  if (idTokenInfo?.status !== 'Accepted') throw new Error(`the card was answered with ${idTokenInfo?.status}`);
  await transaction.updated('ChargingStateChanged', { chargingState: 'Charging' });
  return transaction;
}
