import type { RequestOf, ResponseOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Lab } from '../lab.ts';
import type { Station } from '../station.ts';

export type Lab16 = Lab<'ocpp1.6'>;
export type Station16 = Station<'ocpp1.6'>;
type StatusNotification = RequestOf<'ocpp1.6', 'StatusNotification'>;

export const nameplate = { chargePointVendor: 'Conformance', chargePointModel: 'C1', firmwareVersion: '1.0.0' };

/** The moment, or some seconds before or after it. */
export function at(seconds = 0): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}

/** Registered, connected, accepted, two connectors available. */
export async function booted(lab: Lab16): Promise<Station16> {
  const station = await lab.connect(await lab.register());
  await boot(station);
  return station;
}

export async function boot(station: Station16): Promise<ResponseOf<'ocpp1.6', 'BootNotification'>> {
  const answer = await station.call('BootNotification', nameplate);
  if (answer.status === 'Accepted') for (const connectorId of [0, 1, 2]) await status(station, connectorId, 'Available');
  return answer;
}

export async function status(
  station: Station16,
  connectorId: number,
  word: StatusNotification['status'],
  errorCode: StatusNotification['errorCode'] = 'NoError',
): Promise<void> {
  expect(await station.call('StatusNotification', { connectorId, status: word, errorCode, timestamp: at() })).toEqual({});
}

export async function authorize(station: Station16, idTag: string = cards.good): Promise<void> {
  expect((await station.call('Authorize', { idTag })).idTagInfo.status).toBe('Accepted');
}

/** Begins a transaction at 1000 Wh; its number. */
export async function start(station: Station16, more: Partial<RequestOf<'ocpp1.6', 'StartTransaction'>> = {}): Promise<number> {
  const { transactionId, idTagInfo } = await station.call('StartTransaction', {
    ...{ connectorId: 1, idTag: cards.good, meterStart: 1000, timestamp: at() },
    ...more,
  });
  expect(idTagInfo.status).toBe('Accepted');
  expect(transactionId).toBeGreaterThan(0);
  return transactionId;
}

/** Ends it at 3000 Wh. */
export async function stop(
  station: Station16,
  transactionId: number,
  more: Partial<RequestOf<'ocpp1.6', 'StopTransaction'>> = {},
): Promise<void> {
  const { idTagInfo } = await station.call('StopTransaction', { transactionId, meterStop: 3000, timestamp: at(), ...more });
  expect(idTagInfo?.status).toBe(more.idTag === undefined ? undefined : 'Accepted');
}

/** Cable in, card accepted, charging on connector 1. */
export async function charging(station: Station16): Promise<number> {
  await status(station, 1, 'Preparing');
  await authorize(station);
  const transactionId = await start(station);
  await status(station, 1, 'Charging');
  return transactionId;
}

export async function isCharging(lab: Lab16, station: Station16, transactionId: number): Promise<void> {
  expect(await lab.sessions(station.id)).toMatchObject([
    {
      id: transactionId,
      status: 'active',
      evseId: 1,
      transactionId: String(transactionId),
      idToken: cards.good,
      meterStartWh: 1000,
      marks: [],
    },
  ]);
  expect((await lab.station(station.id)).connectors.find(({ evseId }) => evseId === 1)).toMatchObject({ status: 'Charging' });
}

export async function isEnded(lab: Lab16, station: Station16, stopReason: string): Promise<void> {
  expect(await lab.sessions(station.id)).toMatchObject([
    { status: 'ended', stopReason, idToken: cards.good, meterStartWh: 1000, meterStopWh: 3000, energyWh: 2000, marks: [] },
  ]);
}
