import { afterEach, expect, it } from 'vitest';
import { Lab } from '../testing/lab.ts';

let lab: Lab;
afterEach(() => lab.close());

/** Event, trigger, charging state, reason, and whether a card was named. */
function told(): unknown[] {
  return lab.said
    .filter(({ action }) => action === 'TransactionEvent')
    .map(({ payload: { eventType, triggerReason, transactionInfo, idToken } }) => {
      const { chargingState, stoppedReason } = transactionInfo as { chargingState: string; stoppedReason?: string };
      return [eventType, triggerReason, chargingState, stoppedReason, idToken !== undefined].filter(
        (word) => word !== undefined && word !== false,
      );
    });
}

async function day(start: string, stop: string, more: Record<string, string> = {}): Promise<Lab> {
  const none = { 'SampledDataCtrlr.TxUpdatedInterval': '0' };
  lab = await Lab.open('ocpp2.0.1', { settings: { ...none, 'TxCtrlr.TxStartPoint': start, 'TxCtrlr.TxStopPoint': stop, ...more } });
  return lab;
}

async function tap(): Promise<void> {
  const authorized = lab.station.waitFor('authorized');
  lab.station.tap('04A1');
  await authorized;
}

it('TxStartPoint EVConnected, TxStopPoint EVConnected: from cable to cable, the card in between', async () => {
  const { station } = await day('EVConnected', 'EVConnected');
  await lab.during(async () => {
    station.plugIn();
    await tap();
    station.tap('04A1');
    station.unplug();
    await station.settled();
  });
  expect(told()).toEqual([
    ['Started', 'CablePluggedIn', 'EVConnected'],
    ['Updated', 'Authorized', 'EVConnected', true],
    ['Updated', 'ChargingStateChanged', 'Charging'],
    ['Updated', 'StopAuthorized', 'Charging', true],
    ['Updated', 'ChargingStateChanged', 'EVConnected'],
    ['Ended', 'EVCommunicationLost', 'Idle', 'Local'],
  ]);
});

it('TxStartPoint Authorized: begins without a car and ends when none comes', async () => {
  const { station, world } = await day('Authorized', 'Authorized');
  await lab.during(async () => {
    await tap();
    world.moveTo(Lab.start + 121_000);
    await station.settled();
  });
  expect(told()).toEqual([
    ['Started', 'Authorized', 'Idle', true],
    ['Ended', 'EVConnectTimeout', 'Idle', 'Timeout'],
  ]);
});

it('TxStartPoint EnergyTransfer, TxStopPoint EnergyTransfer: only while energy flows', async () => {
  const { station } = await day('EnergyTransfer', 'EnergyTransfer');
  await lab.during(async () => {
    station.plugIn({ vehicle: { isPaused: true } });
    await tap();
    station.pause({ isPaused: false });
    station.pause();
    await station.settled();
  });
  expect(told()).toEqual([
    ['Started', 'ChargingStateChanged', 'Charging', true],
    ['Ended', 'ChargingStateChanged', 'SuspendedEV', 'StoppedByEV'],
  ]);
});

it('StopTxOnEVSideDisconnect false: the transaction waits for the car to come back', async () => {
  const { station } = await day('PowerPathClosed', 'Authorized', { 'TxCtrlr.StopTxOnEVSideDisconnect': 'false' });
  await lab.during(async () => {
    station.plugIn();
    await tap();
    station.unplug();
    station.plugIn();
    station.tap('04A1');
    await station.settled();
  });
  expect(told()).toEqual([
    ['Started', 'Authorized', 'Charging', true],
    ['Updated', 'EVCommunicationLost', 'Charging'],
    ['Updated', 'ChargingStateChanged', 'Idle'],
    ['Updated', 'CablePluggedIn', 'Idle'],
    ['Updated', 'ChargingStateChanged', 'Charging'],
    ['Ended', 'StopAuthorized', 'EVConnected', 'Local', true],
  ]);
});

it('a card of the same group ends the session; a stranger does not', async () => {
  const { station, csms } = await day('PowerPathClosed', 'Authorized');
  const ofGroup = { idTokenInfo: { status: 'Accepted', groupIdToken: { idToken: 'FAMILY', type: 'Central' } } };
  csms.replies('Authorize', ofGroup, { idTokenInfo: { status: 'Accepted' } }, ofGroup);
  station.plugIn();
  await tap();
  const refused = station.waitFor('refused');
  station.tap('STRANGER');
  await refused;
  const ended = csms.hears('TransactionEvent', ({ eventType }) => eventType === 'Ended');
  station.tap('SISTER');
  expect((await ended).payload).toMatchObject({ idToken: { idToken: 'SISTER' }, transactionInfo: { stoppedReason: 'Local' } });
});

it('C16: a master pass ends every session and begins none', async () => {
  const { station, csms } = await day('PowerPathClosed', 'Authorized', { 'AuthCtrlr.MasterPassGroupId': 'STAFF' });
  const master = { idTokenInfo: { status: 'Accepted', groupIdToken: { idToken: 'STAFF', type: 'Central' } } };
  csms.replies('Authorize', master);
  const refused = station.waitFor('refused');
  station.tap('MASTER');
  expect((await refused).data.why).toBe('masterPass');
  for (const evse of [1, 2]) {
    station.plugIn({ evse });
    const started = station.waitFor('startAcknowledged');
    station.tap(`CARD${evse}`, { evse });
    await started;
  }
  csms.replies('Authorize', master);
  await lab.during(async () => {
    const ended = station.waitFor('ended');
    station.tap('MASTER');
    await ended;
    await station.settled();
  });
  expect(told()).toEqual(Array(2).fill(['Ended', 'StopAuthorized', 'EVConnected', 'MasterPass', true]));
});
