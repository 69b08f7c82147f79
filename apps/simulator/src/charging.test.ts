import { versions } from '@stationmaster/ocpp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNetwork, type Network } from './network.ts';
import { TinyCsms } from './testing/csms.ts';
import { SteppedWorld } from './world.ts';

const start = Date.UTC(2030, 4, 1, 8);
const quick = { TransactionMessageRetryInterval: '0', 'OCPPCommCtrlr.MessageAttemptInterval': '0' };
let csms: TinyCsms;
let network: Network;
let world: SteppedWorld;

beforeEach(async () => {
  csms = new TinyCsms();
  await csms.listening();
  world = new SteppedWorld(start);
  network = createNetwork({ url: csms.url, world, backOffMs: [5, 20] });
});
afterEach(() => {
  network.stop();
  csms.stop();
});

describe.each(versions)('a session with %s', (version) => {
  it('starts with card and cable, is measured, ends with the cable, and the books balance', async () => {
    const station = await network.add({ id: 'S1', version, settings: quick, registerWh: 5000 }).boot();
    station.plugIn({ vehicle: { soc: 0.2 } });
    const started = station.waitFor('startAcknowledged');
    station.tap('04A1B2C3');
    await started;
    world.moveTo(start + 600_000);
    station.unplug();
    await station.settled();
    const [entry] = station.ledger();
    // 11 kW for ten minutes.
    expect(entry).toMatchObject({ startWh: 5000, stopWh: 6833, isStartAcknowledged: true, isStopAcknowledged: true, lostMessages: 0 });
    const told =
      version === 'ocpp1.6'
        ? [
            ...csms.payloads('StartTransaction').map((p) => p.meterStart),
            ...csms.payloads('StopTransaction').map((p) => [p.meterStop, p.transactionId]),
          ]
        : csms
            .payloads('TransactionEvent')
            .filter((p) => p.eventType !== 'Updated')
            .map((p) => [p.eventType, p.seqNo]);
    expect(told).toEqual(
      version === 'ocpp1.6'
        ? [5000, [6833, 1]]
        : [
            ['Started', 0],
            ['Ended', 11],
          ],
    );
  });

  it('goes on through a cut line: everything arrives later, once, in order', async () => {
    const station = await network.add({ id: 'S1', version, settings: quick }).boot();
    station.goOffline();
    station.plugIn();
    station.tap('04A1B2C3');
    world.moveTo(start + 180_000);
    station.unplug();
    const back = station.waitFor('stopAcknowledged');
    station.comeBack();
    await back;
    const actions = csms.said.map(({ action }) => action).filter((action) => /Transaction|Meter/.test(action));
    expect(actions).toEqual(
      version === 'ocpp1.6'
        ? ['StartTransaction', 'MeterValues', 'MeterValues', 'MeterValues', 'StopTransaction']
        : Array(5).fill('TransactionEvent'),
    );
    if (version === 'ocpp1.6')
      expect(csms.payloads('StopTransaction')).toMatchObject([{ transactionId: 1, timestamp: '2030-05-01T08:03:00.000Z' }]);
    else expect(csms.payloads('TransactionEvent').map((p) => [p.seqNo, p.offline])).toEqual([0, 1, 2, 3, 4].map((n) => [n, true]));
    expect(csms.payloads('BootNotification')).toHaveLength(1);
  });

  it('repeats what got no answer before the line broke', async () => {
    const station = await network.add({ id: 'S1', version, settings: quick }).boot();
    const action = version === 'ocpp1.6' ? 'StartTransaction' : 'TransactionEvent';
    csms.replies(action, null);
    const heard = csms.hears(action);
    station.plugIn();
    station.tap('04A1B2C3');
    await heard;
    csms.cut();
    await station.settled();
    const [first, second] = csms.payloads(action);
    expect(second).toEqual(first);
  });

  it('tries again after an error and gives up after the configured attempts', async () => {
    const attempts = { TransactionMessageAttempts: '3', 'OCPPCommCtrlr.MessageAttempts': '3' };
    const station = await network.add({ id: 'S1', version, settings: { ...quick, ...attempts } }).boot();
    const action = version === 'ocpp1.6' ? 'StartTransaction' : 'TransactionEvent';
    csms.replies(action, { errorCode: 'InternalError' }, { errorCode: 'InternalError' }, { errorCode: 'InternalError' });
    const lost = station.waitFor('messageLost');
    station.plugIn();
    station.tap('04A1B2C3');
    await lost;
    expect(csms.payloads(action)).toHaveLength(3);
    expect(station.ledger()).toMatchObject([{ lostMessages: 1, isStartAcknowledged: false }]);
  });

  it('respects Pending and its interval before it says anything else', async () => {
    const answer = { currentTime: '2030-05-01T08:00:00Z', interval: 1 };
    csms.replies('BootNotification', { ...answer, status: 'Pending' }, { ...answer, status: 'Rejected' });
    const hurried = {
      set: (fn: () => void, ms: number) => setTimeout(fn, ms / 100),
      clear: (handle: unknown) => clearTimeout(handle as NodeJS.Timeout),
    };
    network = createNetwork({ url: csms.url, timers: hurried, callTimeoutMs: 200_000 });
    const heard = csms.hears('StatusNotification');
    await network.add({ id: 'S1', version }).boot();
    await heard;
    const actions = csms.said.map(({ action }) => action);
    expect(actions.slice(0, 4)).toEqual(['BootNotification', 'BootNotification', 'BootNotification', 'StatusNotification']);
  });
});
