import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { at, booted, card, charging, energy, type Lab201, type MeterValue, type Station201, status, Transaction } from '../v2x/station.ts';

const good = card(cards.good);
const signature = { signedMeterData: 'T0NNRnx7fQ==', signingMethod: 'ECDSA-secp256r1-SHA256', encodingMethod: 'OCMF', publicKey: 'a2V5' };

/** J: readings. */
export const readings: Cases<'ocpp2.0.1'> = {
  TC_J_01_CSMS: async (lab) => {
    const station = await booted(lab);
    for (const evseId of [0, 1, 2]) await clock(station, evseId);
    expect(await lab.sessions(station.id)).toEqual([]);
  },

  TC_J_02_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, good);
    for (const evseId of [0, 2]) await clock(station, evseId);
    await transaction.updated('MeterValueClock', {}, { meterValue: [energy(1700, 'Sample.Clock')] });
    expect(await lab.sessions(station.id)).toMatchObject([{ energyWh: 700, marks: [] }]);
    expect(await told(lab, station)).toEqual(['Transaction.Begin 1000', 'Sample.Clock 1700']);
  },

  TC_J_03_CSMS: async (lab) => await inEnded(lab, 'Sample.Clock', (value) => value),
  TC_J_04_CSMS: async (lab) => await inEnded(lab, 'Sample.Clock', signed),

  TC_J_07_CSMS: async (lab) => {
    const station = await booted(lab);
    await status(station, 1, 'Occupied');
    await new Transaction(station).started('CablePluggedIn', {}, { meterValue: [energy(1234, 'Transaction.Begin')] });
    expect(await lab.sessions(station.id)).toMatchObject([{ evseId: 1, meterStartWh: 1234, energyWh: 0 }]);
    expect(await told(lab, station)).toEqual(['Transaction.Begin 1234']);
  },

  TC_J_08_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = new Transaction(station, 0);
    await transaction.started('Authorized', {}, { idToken: good });
    await transaction.updated(
      'CablePluggedIn',
      { chargingState: 'EVConnected' },
      { evse: { id: 1, connectorId: 1 }, meterValue: [energy(1234, 'Transaction.Begin')] },
    );
    expect(await lab.sessions(station.id)).toMatchObject([{ evseId: 1, meterStartWh: 1234, energyWh: 0 }]);
    expect(await told(lab, station)).toEqual(['Transaction.Begin 1234']);
  },

  TC_J_09_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, good);
    for (const value of [1200, 1400, 1600])
      await transaction.updated('MeterValuePeriodic', {}, { meterValue: [energy(value, 'Sample.Periodic')] });
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'active', energyWh: 600, marks: [] }]);
    expect(await told(lab, station)).toEqual([
      'Transaction.Begin 1000',
      'Sample.Periodic 1200',
      'Sample.Periodic 1400',
      'Sample.Periodic 1600',
    ]);
  },

  TC_J_10_CSMS: async (lab) => await inEnded(lab, 'Sample.Periodic', (value) => value),
  TC_J_11_CSMS: async (lab) => await inEnded(lab, 'Sample.Periodic', signed),
};

async function clock(station: Station201, evseId: number): Promise<void> {
  expect(await station.call('MeterValues', { evseId, meterValue: [energy(5000 + evseId, 'Sample.Clock')] })).toEqual({});
}

function signed({ timestamp, sampledValue }: MeterValue): MeterValue {
  return { timestamp, sampledValue: sampledValue.map((one) => ({ ...one, signedMeterValue: signature })) };
}

/** The last event brings all samples since the start. */
async function inEnded(lab: Lab201, context: 'Sample.Clock' | 'Sample.Periodic', made: (value: MeterValue) => MeterValue): Promise<void> {
  const station = await booted(lab);
  const transaction = await charging(station, good);
  const samples = [1200, 1400].map((value, i) => energy(value, context, at(i / 1000)));
  const meterValue = [...samples, energy(1600, 'Transaction.End', at(0.003))].map(made) as [MeterValue, ...MeterValue[]];
  await transaction.ended('StopAuthorized', { stoppedReason: 'Local' }, { idToken: good, timestamp: at(0.003), meterValue });
  const [session] = await lab.sessions(station.id);
  expect(session).toMatchObject({ status: 'ended', energyWh: 600, meterStopWh: 1600, marks: [] });
  expect(await told(lab, station)).toEqual(['Transaction.Begin 1000', `${context} 1200`, `${context} 1400`, 'Transaction.End 1600']);
  const { items } = await lab.api.sessionReadings({ params: { sessionId: session?.id ?? 0 } });
  const signatures = items.slice(1).map((one) => one.signed);
  expect(signatures).toEqual(meterValue.map(({ sampledValue: [one] }) => one?.signedMeterValue?.signedMeterData ?? null));
}

async function told(lab: Lab201, station: Station201): Promise<string[]> {
  const [session] = await lab.sessions(station.id);
  const { items } = await lab.api.sessionReadings({ params: { sessionId: session?.id ?? 0 } });
  return items.map(({ context, value }) => `${context} ${value}`);
}
