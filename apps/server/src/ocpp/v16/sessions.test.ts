import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { type TestStation, TestWorld } from '../../testing/station.ts';

let database: TestDatabase;
let world: TestWorld;
const t0 = Date.UTC(2026, 4, 1, 8);
const iso = (minutes: number) => new Date(t0 + minutes * 60_000).toISOString();
let named = 0;

beforeAll(async () => {
  database = await testDatabase();
  world = new TestWorld(database);
}, 60_000);
afterAll(async () => {
  await world.commits.close();
  await database.drop();
}, 30_000);

async function station(version: 'ocpp1.6' | 'ocpp2.0.1' | 'ocpp2.1'): Promise<TestStation> {
  world.now = t0;
  return await world.station(`S${++named}`, version);
}
/** Says it at that minute, with that timestamp. */
async function at(minutes: number, say: () => Promise<Record<string, unknown>>): Promise<Record<string, unknown>> {
  world.now = t0 + minutes * 60_000 + 200;
  return await say();
}
const start = (minutes: number, meterStart: number, change: object = {}) => ({
  connectorId: 1,
  idTag: 'card',
  timestamp: iso(minutes),
  meterStart,
  ...change,
});
const meter = (minutes: number, value: number, change: object) => ({
  connectorId: 1,
  ...change,
  meterValue: [{ timestamp: iso(minutes), sampledValue: [{ value: String(value / 1000), unit: 'kWh' }] }],
});
const stop = (minutes: number, meterStop: number, change: object) => ({
  timestamp: iso(minutes),
  meterStop,
  ...change,
});

describe('OCPP 1.6', () => {
  it('charges from tap to stop, with a price', async () => {
    const box = await station('ocpp1.6');
    expect(await at(0, () => box.say('Authorize', { idTag: 'Card' }))).toEqual({ idTagInfo: { status: 'Accepted' } });
    await at(0, () => box.say('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'SuspendedEV', timestamp: iso(0) }));
    expect(box.state.connectors.get('1/1')).toMatchObject({ status: 'PausedByCar', reported: 'SuspendedEV' });
    const { transactionId, idTagInfo } = await at(0, () => box.say('StartTransaction', start(0, 1000)));
    expect(idTagInfo).toEqual({ status: 'Accepted' });
    await at(10, () => box.say('MeterValues', meter(10, 3500, { transactionId })));
    expect(await box.sessions()).toMatchObject([{ id: transactionId, status: 'active', energyWh: 2500, total: '1.2500' }]);
    const transactionData = [{ timestamp: iso(20), sampledValue: [{ value: '6.0', unit: 'kWh', context: 'Transaction.End' }] }];
    expect(await at(20, () => box.say('StopTransaction', stop(20, 6000, { transactionId, idTag: 'CARD', transactionData })))).toEqual({
      idTagInfo: { status: 'Accepted' },
    });
    expect(await box.sessions()).toMatchObject([
      { status: 'ended', energyWh: 5000, total: '2.5000', marks: [], stopReason: 'Local', evseId: 1 },
    ]);
    expect([await box.count('reading'), await box.count('tap')]).toEqual([2, 3]);
  });

  it('answers repeats with the same number, also after a restart and much later', async () => {
    const box = await station('ocpp1.6');
    const { transactionId } = await at(0, () => box.say('StartTransaction', start(0, 0)));
    expect(await at(1, () => box.say('StartTransaction', start(0, 0)))).toMatchObject({ transactionId });
    await box.reload();
    expect(await at(2, () => box.say('StartTransaction', start(0, 0)))).toMatchObject({ transactionId });
    await at(5, () => box.say('MeterValues', meter(5, 500, { transactionId })));
    await at(6, () => box.say('MeterValues', meter(5, 500, { transactionId })));
    await at(10, () => box.say('StopTransaction', stop(10, 900, { transactionId })));
    await box.reload();
    await at(11, () => box.say('StopTransaction', stop(10, 900, { transactionId })));
    world.now = t0 + 3 * 86_400_000;
    await box.reload();
    expect(box.state.sessions.size).toBe(0);
    expect(await box.say('StartTransaction', start(0, 0))).toMatchObject({ transactionId });
    await box.say('StopTransaction', stop(10, 900, { transactionId }));
    expect(await box.sessions()).toMatchObject([{ id: transactionId, energyWh: 900, marks: [] }]);
    expect([await box.count('reading'), await box.count('tap')]).toEqual([1, 1]);
  });

  it('goes on after a restart in the middle', async () => {
    const box = await station('ocpp1.6');
    const { transactionId } = await at(0, () => box.say('StartTransaction', start(0, 100)));
    await at(5, () => box.say('MeterValues', meter(5, 1100, { transactionId })));
    await box.reload();
    await at(10, () => box.say('MeterValues', meter(10, 2100, { transactionId })));
    await box.reload();
    await at(15, () => box.say('StopTransaction', stop(15, 3100, { transactionId })));
    expect(await box.sessions()).toMatchObject([{ status: 'ended', energyWh: 3000, total: '1.5000', marks: [] }]);
  });

  it('survives a commit whose outcome was lost', async () => {
    const box = await station('ocpp1.6');
    world.losesNextCommit = true;
    await expect(at(0, () => box.say('StartTransaction', start(0, 0)))).rejects.toThrow('InternalError');
    const { transactionId } = await at(1, () => box.say('StartTransaction', start(0, 0)));
    world.losesNextCommit = true;
    await expect(at(5, () => box.say('StopTransaction', stop(5, 700, { transactionId })))).rejects.toThrow('InternalError');
    await at(6, () => box.say('StopTransaction', stop(5, 700, { transactionId })));
    expect(await box.sessions()).toMatchObject([{ id: transactionId, energyWh: 700, status: 'ended' }]);
  });

  it('gives a refused card a number and marks the session', async () => {
    const box = await station('ocpp1.6');
    const answer = await at(0, () => box.say('StartTransaction', start(0, 0, { idTag: 'STRANGER' })));
    expect(answer).toEqual({ transactionId: expect.any(Number), idTagInfo: { status: 'Invalid' } });
    expect(await box.sessions()).toMatchObject([{ id: answer['transactionId'], marks: ['tokenRefused'], idToken: 'STRANGER' }]);
  });

  it.each([-1, 0])('matches transactionId %i when exactly one session fits', async (none) => {
    const box = await station('ocpp1.6');
    await at(60, () => box.say('StartTransaction', start(0, 1000)));
    await at(60, () => box.say('StartTransaction', start(1, 50_000, { connectorId: 2, idTag: 'OTHER' })));
    await at(60, () => box.say('MeterValues', meter(5, 2000, { transactionId: none })));
    await at(60, () => box.say('StopTransaction', stop(10, 3000, { transactionId: none, idTag: 'card' })));
    await at(61, () => box.say('StopTransaction', stop(10, 3000, { transactionId: none, idTag: 'card' })));
    const sessions = await box.sessions();
    expect(sessions).toHaveLength(2);
    expect(sessions).toMatchObject([
      { evseId: 1, status: 'ended', energyWh: 2000, marks: expect.arrayContaining(['transactionIdMissing', 'offline']) },
      { evseId: 2, status: 'active' },
    ]);
  });

  it('never guesses: a stop that fits two sessions becomes its own', async () => {
    const box = await station('ocpp1.6');
    await at(0, () => box.say('StartTransaction', start(0, 1000)));
    await at(1, () => box.say('StartTransaction', start(1, 1000, { connectorId: 2 })));
    for (const minute of [10, 11])
      expect(await at(minute, () => box.say('StopTransaction', stop(10, 3000, { transactionId: -1 })))).toEqual({});
    expect(await box.sessions()).toMatchObject([
      { status: 'active' },
      { status: 'active' },
      { status: 'ended', energyWh: 0, total: null, marks: expect.arrayContaining(['startMissing', 'transactionIdMissing', 'noEnergy']) },
    ]);
  });

  it('a start that comes after its own stop makes one session of both, also when either is repeated', async () => {
    const box = await station('ocpp1.6');
    const late = stop(-10, 7000, { transactionId: -1 });
    await at(0, () => box.say('StopTransaction', late));
    const { transactionId } = await at(1, () => box.say('StartTransaction', start(-60, 2000)));
    expect(await at(2, () => box.say('StartTransaction', start(-60, 2000)))).toMatchObject({ transactionId });
    await box.reload();
    expect(await at(3, () => box.say('StartTransaction', start(-60, 2000)))).toMatchObject({ transactionId });
    await at(4, () => box.say('StopTransaction', late));
    expect(await box.sessions()).toMatchObject([
      {
        id: transactionId,
        evseId: 1,
        status: 'ended',
        energyWh: 5000,
        total: '2.5000',
        startedAt: new Date(iso(-60)),
        endedAt: new Date(iso(-10)),
      },
    ]);
    expect((await box.sessions())[0]?.['marks']).not.toContain('startMissing');
  });

  it('a late start begins no session that does not fit: another card, a higher meter, a later time', async () => {
    const box = await station('ocpp1.6');
    await at(0, () => box.say('StopTransaction', stop(-10, 7000, { transactionId: -1, idTag: 'CARD' })));
    const others = [start(-90, 6000, { idTag: 'OTHER' }), start(-50, 9000, { connectorId: 2 }), start(-5, 7000, { connectorId: 3 })];
    for (const other of others) await at(5, () => box.say('StartTransaction', other));
    expect(await box.sessions()).toHaveLength(4);
  });

  it('answers a stop without a start, once and again', async () => {
    const box = await station('ocpp1.6');
    const transactionData = [
      { timestamp: iso(-30), sampledValue: [{ value: '1000', context: 'Transaction.Begin' }] },
      { timestamp: iso(0), sampledValue: [{ value: '5000', context: 'Transaction.End' }] },
    ];
    for (const _ of [1, 2])
      expect(await at(0, () => box.say('StopTransaction', stop(0, 5000, { transactionId: 987_654_321, transactionData })))).toEqual({});
    await box.reload();
    expect(await at(1, () => box.say('StopTransaction', stop(0, 5000, { transactionId: 987_654_321 })))).toEqual({});
    expect(await box.sessions()).toMatchObject([
      { transactionId: '987654321', status: 'ended', energyWh: 4000, total: '2.0000', marks: ['startMissing'] },
    ]);
  });

  it('ends the older session when the connector starts a new one; its true stop corrects it', async () => {
    const box = await station('ocpp1.6');
    const first = { transactionId: (await at(0, () => box.say('StartTransaction', start(0, 0))))['transactionId'] };
    await at(10, () => box.say('MeterValues', meter(10, 2000, first)));
    await at(60, () => box.say('StartTransaction', start(60, 4000)));
    expect(await box.sessions()).toMatchObject([
      { status: 'ended', energyWh: 2000, total: '1.0000', marks: ['stopMissing'] },
      { status: 'active', marks: [] },
    ]);
    await at(70, () => box.say('StopTransaction', stop(50, 4000, first)));
    expect(await box.sessions()).toMatchObject([
      { energyWh: 4000, total: '2.0000', endedAt: new Date(iso(50)), marks: expect.arrayContaining(['lateData']) },
      { status: 'active' },
    ]);
    expect((await box.sessions())[0]?.['marks']).not.toContain('stopMissing');
  });

  it('takes the time of reception when the clock was never set, and marks it', async () => {
    const box = await station('ocpp1.6');
    const unset = { timestamp: '1970-01-01T00:00:00Z' };
    const { transactionId } = await at(5, () => box.say('StartTransaction', start(0, 0, unset)));
    expect(await at(6, () => box.say('StartTransaction', start(0, 0, unset)))).toMatchObject({ transactionId });
    await at(15, () => box.say('StopTransaction', stop(0, 800, { transactionId, ...unset })));
    const again = await at(20, () => box.say('StartTransaction', start(0, 0, unset)));
    expect(again['transactionId']).not.toBe(transactionId);
    expect(await box.sessions()).toMatchObject([
      { energyWh: 800, startedAt: new Date(t0 + 5 * 60_000 + 200), marks: ['clockSkew'] },
      { status: 'active' },
    ]);
  });

  it('answers a stop whose texts the database cannot keep', async () => {
    const box = await station('ocpp1.6');
    expect(await at(0, () => box.say('StopTransaction', stop(0, 5000, { transactionId: -1, idTag: 'A\0B' })))).toEqual({
      idTagInfo: { status: 'Invalid' },
    });
    expect(await box.sessions()).toMatchObject([{ status: 'ended', energyWh: 0 }]);
  });

  it('keeps readings of connector 0 outside any session', async () => {
    const box = await station('ocpp1.6');
    await at(0, () => box.say('StartTransaction', start(0, 0)));
    await at(1, () => box.say('MeterValues', meter(1, 999_000, { connectorId: 0 })));
    expect(await box.sessions()).toMatchObject([{ energyWh: 0 }]);
    expect(await box.count('reading')).toBe(1);
  });
});
