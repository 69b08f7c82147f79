import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { card, UpkeepLab } from './lab.ts';

let lab: UpkeepLab;
beforeAll(async () => {
  lab = await UpkeepLab.open();
});
afterAll(() => lab?.close());

const session = (sessionId: number) => lab.install.client.getSession({ params: { sessionId } });

const startPoints = ['ParkingBayOccupancy', 'EVConnected', 'Authorized', 'PowerPathClosed', 'EnergyTransfer'] as const;
const stopPoints = ['ParkingBayOccupancy', 'EVConnected', 'Authorized', 'PowerPathClosed', 'EnergyTransfer'] as const;
const pairs = startPoints.flatMap((start) => stopPoints.map((stop) => ({ start, stop })));

describe.each(['ocpp2.0.1', 'ocpp2.1'] as const)('virtual stations of %s', (version) => {
  it.concurrent.for(pairs)(
    'TxStartPoint $start, TxStopPoint $stop: one session of the card, with its energy, ended once',
    async ({ start, stop }, { expect: expectHere }) => {
      const { id, station } = await lab.boot(version, {
        'TxCtrlr.TxStartPoint': start,
        'TxCtrlr.TxStopPoint': stop,
        'SampledDataCtrlr.TxUpdatedInterval': '1',
      });
      const begun = station.waitFor('startAcknowledged');
      station.plugIn({ evse: 2, vehicle: { batteryWh: 100_000, maxDcW: 150_000, exactWh: 20 } });
      const authorized = station.waitFor('authorized');
      station.tap(card, { evse: 2 });
      await Promise.all([authorized, begun]);
      // The car is full after half a second of 150 kW.
      const ended = station.waitFor('stopAcknowledged');
      if (stop !== 'EnergyTransfer') {
        await expectHere.poll(async () => (await sessionsOf(id))[0]?.energyWh ?? 0, { timeout: 15_000 }).toBeGreaterThan(19);
        station.tap(card, { evse: 2 });
        station.unplug({ evse: 2 });
      }
      await ended;
      await station.settled();
      await expectHere.poll(async () => (await sessionsOf(id)).map(({ status }) => status), { timeout: 15_000 }).toEqual(['ended']);
      const [told] = await sessionsOf(id);
      expect(told).toMatchObject({ idToken: card, evseId: 2, marks: [] });
      expect(told?.energyWh).toBeGreaterThan(19.9);
      expect(told?.energyWh).toBeLessThan(20.1);
    },
  );

  it('nothing waits at a station that is there', async () => {
    const box = await lab.boot(version);
    const sessionId = await lab.charge(box);
    expect(await box.command({ verb: 'getTransactionStatus', sessionId })).toMatchObject({ status: 'confirmed', reason: null });
    expect(await box.records('transactionStatus')).toMatchObject([{ data: { ongoing: true, messagesInQueue: false, sessionId } }]);
  });
});

async function sessionsOf(stationId: string) {
  return (await lab.install.client.listSessions({ query: { stationId } })).items;
}

describe('virtual stations of 2.1', () => {
  it('a limit goes with a remote start, is taken over, and ends the session', async () => {
    const { id, station, command } = await lab.boot('ocpp2.1', { 'SampledDataCtrlr.TxUpdatedInterval': '1' });
    station.plugIn({ evse: 2, vehicle: { batteryWh: 100_000, maxDcW: 150_000 } });
    const ended = station.waitFor('stopAcknowledged');
    expect((await command({ verb: 'start', evseId: 2, token: card, limit: { maxEnergy: 40 } })).status).toBe('confirmed');
    await ended;
    const [told] = await sessionsOf(id);
    const { stopReason, energyWh, details } = await session(told?.id ?? 0);
    expect({ stopReason, details }).toMatchObject({
      stopReason: 'EnergyLimitReached',
      details: { wantedLimit: { maxEnergy: 40 }, limit: { maxEnergy: 40 } },
    });
    expect(energyWh).toBeGreaterThan(39.9);
    expect(energyWh).toBeLessThan(45);
  });

  it('the driver asks for priority at the station', async () => {
    const box = await lab.boot('ocpp2.1');
    const sessionId = await lab.charge(box);
    box.station.send('NotifyPriorityCharging', { evse: 1 });
    await expect
      .poll(() => box.records('priorityCharging'), { timeout: 10_000 })
      .toMatchObject([{ data: { active: true, by: 'station', sessionId } }]);
    // It holds no profile that could be used when we ask for it.
    expect(await box.command({ verb: 'usePriorityCharging', sessionId, active: true })).toMatchObject({
      status: 'rejected',
      reason: 'NoProfile',
    });
  });

  it('a restart with the wish to go on ends no session', async () => {
    const box = await lab.boot('ocpp2.1');
    const sessionId = await lab.charge(box);
    expect((await box.command({ verb: 'reset', kind: 'resume' })).status).toBe('confirmed');
    await expect.poll(async () => (await session(sessionId)).marks, { timeout: 20_000 }).toContain('resumed');
    expect((await session(sessionId)).status).toBe('active');
  });
});
