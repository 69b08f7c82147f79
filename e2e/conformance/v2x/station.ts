import type { RequestOf, ResponseOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import type { Lab } from '../lab.ts';
import type { Station } from '../station.ts';

/** The cases of 2.0.1 run on 2.1 too, where every one of their messages is the same or holds more. */
export type V2x = 'ocpp2.0.1' | 'ocpp2.1';
export type Lab201 = Lab<'ocpp2.0.1'>;
export type Lab21 = Lab<'ocpp2.1'>;
export type Station201 = Station<'ocpp2.0.1'>;
export type Station21 = Station<'ocpp2.1'>;
/** What both versions can say is written in the words of 2.0.1. */
const in201 = <V extends V2x>(station: Station<V>): Station201 => station as unknown as Station201;
type Boot = RequestOf<'ocpp2.0.1', 'BootNotification'>;
type Status = RequestOf<'ocpp2.0.1', 'StatusNotification'>['connectorStatus'];
type Event201 = RequestOf<'ocpp2.0.1', 'TransactionEvent'>;
export type IdToken = NonNullable<Event201['idToken']>;
export type MeterValue = NonNullable<Event201['meterValue']>[number];

export const nameplate = { vendorName: 'Conformance', model: 'C2', serialNumber: 'C2-0001', firmwareVersion: '1.0.0' };

/** The moment, or some seconds before or after it. */
export function at(seconds = 0): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}

export function card(idToken: string): IdToken {
  return { idToken, type: 'ISO14443' };
}

/** State "Booted": registered, connected, accepted, EVSE 1 and 2 with one connector each available. */
export async function booted<V extends V2x>(lab: Lab<V>): Promise<Station<V>> {
  const station = await lab.connect(await lab.register());
  await boot(station);
  return station;
}

/** What a station says when it has started. */
export async function boot<V extends V2x>(
  station: Station<V>,
  reason: Boot['reason'] = 'PowerUp',
): Promise<ResponseOf<'ocpp2.0.1', 'BootNotification'>> {
  const answer = await in201(station).call('BootNotification', { reason, chargingStation: nameplate });
  if (answer.status === 'Accepted') for (const evseId of [1, 2]) await status(station, evseId, 'Available');
  return answer;
}

export async function status<V extends V2x>(station: Station<V>, evseId: number, connectorStatus: Status): Promise<void> {
  expect(await in201(station).call('StatusNotification', { timestamp: at(), connectorStatus, evseId, connectorId: 1 })).toEqual({});
}

type Context = 'Transaction.Begin' | 'Transaction.End' | 'Sample.Periodic' | 'Sample.Clock' | 'Trigger';
/** The register, Wh. */
export function energy(value: number, context: Context, timestamp = at()): MeterValue {
  const sampled = { value, context, measurand: 'Energy.Active.Import.Register' as const, unitOfMeasure: { unit: 'Wh' } };
  return { timestamp, sampledValue: [sampled] };
}

interface Events {
  'ocpp2.0.1': Event201;
  'ocpp2.1': RequestOf<'ocpp2.1', 'TransactionEvent'>;
}
interface Answers {
  'ocpp2.0.1': ResponseOf<'ocpp2.0.1', 'TransactionEvent'>;
  'ocpp2.1': ResponseOf<'ocpp2.1', 'TransactionEvent'>;
}
type Trigger<V extends V2x> = Events[V]['triggerReason'];
type Info<V extends V2x> = Partial<Events[V]['transactionInfo']>;
type Said<V extends V2x> = Partial<Omit<Events[V], 'eventType' | 'triggerReason' | 'transactionInfo'>>;

let made = 0;

/** A transaction as its station tells of it: numbers its events, names its EVSE in the first. */
export class Transaction<V extends V2x = 'ocpp2.0.1'> {
  readonly id = `tx-${++made}-${Date.now().toString(36)}`;
  readonly #evseId: number;
  #station: Station<V>;
  #seqNo = 0;

  constructor(station: Station<V>, evseId = 1) {
    this.#station = station;
    this.#evseId = evseId;
  }

  /** From now on told over this connection. */
  at(station: Station<V>): this {
    this.#station = station;
    return this;
  }

  started(triggerReason: Trigger<V>, info: Info<V> = {}, said: Said<V> = {}): Promise<Answers[V]> {
    return this.#tell({ eventType: 'Started', triggerReason }, info, said);
  }

  updated(triggerReason: Trigger<V>, info: Info<V> = {}, said: Said<V> = {}): Promise<Answers[V]> {
    return this.#tell({ eventType: 'Updated', triggerReason }, info, said);
  }

  ended(triggerReason: Trigger<V>, info: Info<V> = {}, said: Said<V> = {}): Promise<Answers[V]> {
    return this.#tell({ eventType: 'Ended', triggerReason }, info, said);
  }

  #tell(kind: Pick<Events[V], 'eventType' | 'triggerReason'>, info: Info<V>, said: Said<V>): Promise<Answers[V]> {
    const evse = { id: this.#evseId, connectorId: 1 };
    const event = {
      ...{ timestamp: at(), seqNo: this.#seqNo++ },
      ...(kind.eventType === 'Started' && this.#evseId > 0 ? { evse } : {}),
      ...kind,
      ...said,
      transactionInfo: { transactionId: this.id, ...info },
    };
    return in201(this.#station).call('TransactionEvent', event as Event201) as Promise<Answers[V]>;
  }
}

/** State "EnergyTransferStarted": cable in, card accepted, charging at the EVSE; the register stood at 1 kWh. */
export async function charging<V extends V2x>(station: Station<V>, token: IdToken, evseId = 1): Promise<Transaction<V>> {
  const transaction = new Transaction(station, evseId);
  const plain = transaction as unknown as Transaction;
  await status(station, evseId, 'Occupied');
  await plain.started('CablePluggedIn', { chargingState: 'EVConnected' }, { meterValue: [energy(1000, 'Transaction.Begin')] });
  const { idTokenInfo } = await plain.updated('Authorized', {}, { idToken: token });
  expect(idTokenInfo?.status).toBe('Accepted');
  await plain.updated('ChargingStateChanged', { chargingState: 'Charging' });
  return transaction;
}
