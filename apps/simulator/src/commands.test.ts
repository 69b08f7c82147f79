import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StationControl } from './control.ts';
import { flawless } from './makers.ts';
import { createNetwork, type Network } from './network.ts';
import { TinyCsms } from './testing/csms.ts';
import { SteppedWorld } from './world.ts';

const two = {
  ...flawless,
  evses: [
    { kind: 'AC', maxW: 22_000 },
    { kind: 'DC', maxW: 50_000 },
  ],
} as const;
let csms: TinyCsms;
let network: Network;
let station: StationControl;

async function start(version: 'ocpp1.6' | 'ocpp2.0.1'): Promise<void> {
  csms = new TinyCsms();
  await csms.listening();
  network = createNetwork({ url: csms.url, world: new SteppedWorld(Date.UTC(2030, 4, 1)), backOffMs: [5, 20] });
  station = await network.add({ id: 'S1', version, maker: two }).boot();
}
afterEach(() => {
  network.stop();
  csms.stop();
});

async function charge(): Promise<number> {
  station.plugIn();
  const started = station.waitFor('startAcknowledged');
  station.tap('04A1B2C3');
  return Number((await started).data.transactionId);
}
const answer = async (action: string, payload: Record<string, unknown>): Promise<unknown> => {
  const outcome = await csms.call('S1', action, payload);
  return outcome.kind === 'result' ? outcome.payload : outcome.kind === 'error' ? outcome.code : outcome.kind;
};

describe('commands of 1.6', () => {
  beforeEach(() => start('ocpp1.6'));

  it('RemoteStart on a plugged-in car starts there; RemoteStop ends it', async () => {
    station.plugIn({ evse: 2 });
    const started = station.waitFor('startAcknowledged');
    expect(await answer('RemoteStartTransaction', { connectorId: 2, idTag: '04A1' })).toEqual({ status: 'Accepted' });
    const transactionId = Number((await started).data.transactionId);
    expect(csms.payloads('StartTransaction')).toMatchObject([{ connectorId: 2, idTag: '04A1' }]);
    const heard = csms.hears('StopTransaction');
    expect(await answer('RemoteStopTransaction', { transactionId })).toEqual({ status: 'Accepted' });
    expect((await heard).payload).toMatchObject({ transactionId, reason: 'Remote' });
    expect(await answer('RemoteStopTransaction', { transactionId })).toEqual({ status: 'Rejected' });
  });

  it('Reset ends what runs, goes away, comes back and boots', async () => {
    await charge();
    const heard = csms.hears('StopTransaction');
    const booted = csms.hears('BootNotification');
    expect(await answer('Reset', { type: 'Hard' })).toEqual({ status: 'Accepted' });
    expect((await heard).payload).toMatchObject({ reason: 'HardReset' });
    await booted;
    expect(csms.payloads('BootNotification')).toHaveLength(2);
  });

  it('ChangeAvailability waits for the session that runs', async () => {
    await charge();
    expect(await answer('ChangeAvailability', { connectorId: 1, type: 'Inoperative' })).toEqual({ status: 'Scheduled' });
    const heard = csms.hears('StatusNotification', ({ status }) => status === 'Unavailable');
    station.unplug();
    expect((await heard).payload).toMatchObject({ connectorId: 1 });
    expect(await answer('RemoteStartTransaction', { connectorId: 1, idTag: '04A1' })).toEqual({ status: 'Rejected' });
  });

  it('UnlockConnector ends the session there', async () => {
    await charge();
    const heard = csms.hears('StopTransaction');
    expect(await answer('UnlockConnector', { connectorId: 1 })).toEqual({ status: 'Unlocked' });
    expect((await heard).payload).toMatchObject({ reason: 'UnlockCommand' });
  });

  it('TriggerMessage brings the message after the answer', async () => {
    const heard = csms.hears('MeterValues');
    expect(await answer('TriggerMessage', { requestedMessage: 'MeterValues', connectorId: 2 })).toEqual({ status: 'Accepted' });
    expect((await heard).payload).toMatchObject({ connectorId: 2, meterValue: [{ sampledValue: [{ context: 'Trigger' }, {}] }] });
    const idle = csms.hears('FirmwareStatusNotification');
    expect(await answer('TriggerMessage', { requestedMessage: 'FirmwareStatusNotification' })).toEqual({ status: 'Accepted' });
    expect((await idle).payload).toEqual({ status: 'Idle' });
    expect(await answer('TriggerMessage', { requestedMessage: 'StatusNotification', connectorId: 9 })).toEqual({ status: 'Rejected' });
  });

  it.each([
    ['a key that can be changed', 'meterValueSampleInterval', '15', 'Accepted', '15'],
    ['a value that does not fit', 'MeterValueSampleInterval', 'often', 'Rejected', '60'],
    ['a key that is read only', 'NumberOfConnectors', '7', 'Rejected', '2'],
    ['a key that needs a reboot', 'ConnectorPhaseRotation', '0.RTS', 'RebootRequired', '0.RTS'],
  ])('ChangeConfiguration of %s', async (...[, key, value, status, after]) => {
    expect(await answer('ChangeConfiguration', { key, value })).toEqual({ status });
    expect(await answer('GetConfiguration', { key: [key] })).toMatchObject({ configurationKey: [{ value: after }] });
  });

  it('GetConfiguration names what it does not know and hides what may only be written', async () => {
    expect(await answer('GetConfiguration', { key: ['AuthorizationKey', 'Colour'] })).toEqual({
      configurationKey: [{ key: 'AuthorizationKey', readonly: false }],
      unknownKey: ['Colour'],
    });
    expect(await answer('ChangeConfiguration', { key: 'Colour', value: 'red' })).toEqual({ status: 'NotSupported' });
  });

  it('a message that is not for stations is NotSupported; scripted answers win once', async () => {
    expect(await answer('Heartbeat', {})).toBe('NotSupported');
    station.nextAnswer('ClearCache', 'Rejected');
    station.nextAnswer('ClearCache', { error: 'InternalError' });
    expect([await answer('ClearCache', {}), await answer('ClearCache', {}), await answer('ClearCache', {})]).toEqual([
      { status: 'Rejected' },
      'InternalError',
      { status: 'Accepted' },
    ]);
  });
});

describe('commands of 2.0.1', () => {
  beforeEach(() => start('ocpp2.0.1'));

  it('RequestStart carries its number and its kind of card into the first event; RequestStop ends it', async () => {
    station.plugIn();
    const heard = csms.hears('TransactionEvent');
    expect(
      await answer('RequestStartTransaction', { evseId: 1, remoteStartId: 77, idToken: { idToken: 'app-1', type: 'Central' } }),
    ).toEqual({ status: 'Accepted' });
    const { payload } = await heard;
    expect(payload).toMatchObject({
      eventType: 'Started',
      triggerReason: 'RemoteStart',
      seqNo: 0,
      evse: { id: 1 },
      idToken: { idToken: 'app-1', type: 'Central' },
      transactionInfo: { remoteStartId: 77 },
    });
    const ended = csms.hears('TransactionEvent', ({ eventType }) => eventType === 'Ended');
    const { transactionId } = payload.transactionInfo as { transactionId: string };
    expect(await answer('RequestStopTransaction', { transactionId })).toEqual({ status: 'Accepted' });
    expect((await ended).payload).toMatchObject({ triggerReason: 'RemoteStop', transactionInfo: { stoppedReason: 'Remote' } });
  });

  it('GetBaseReport is told in pages, the last one says so', async () => {
    const last = csms.hears('NotifyReport', ({ tbc }) => tbc !== true);
    expect(await answer('GetBaseReport', { requestId: 5, reportBase: 'FullInventory' })).toEqual({ status: 'Accepted' });
    await last;
    const pages = csms.payloads('NotifyReport') as { seqNo: number; requestId: number; tbc: boolean; reportData: unknown[] }[];
    expect(pages.map(({ seqNo, requestId }) => [requestId, seqNo])).toEqual(pages.map((_, n) => [5, n]));
    expect(pages.flatMap(({ reportData }) => reportData).length).toBe(station.state.settings.size);
  });

  it('Get- and SetVariables answer line by line', async () => {
    const line = (component: string, variable: string) => ({ component: { name: component }, variable: { name: variable } });
    expect(
      await answer('SetVariables', {
        setVariableData: [
          { ...line('sampleddatactrlr', 'txupdatedinterval'), attributeValue: '30' },
          { ...line('EVSE', 'Colour'), attributeValue: 'red' },
        ],
      }),
    ).toMatchObject({ setVariableResult: [{ attributeStatus: 'Accepted' }, { attributeStatus: 'UnknownComponent' }] });
    expect(
      await answer('GetVariables', {
        getVariableData: [line('SampledDataCtrlr', 'TxUpdatedInterval'), line('SecurityCtrlr', 'BasicAuthPassword')],
      }),
    ).toMatchObject({ getVariableResult: [{ attributeStatus: 'Accepted', attributeValue: '30' }, { attributeStatus: 'Rejected' }] });
  });

  it('a session protects its connector from being unlocked; Reset OnIdle waits for its end', async () => {
    await charge();
    expect(await answer('UnlockConnector', { evseId: 1, connectorId: 1 })).toEqual({ status: 'OngoingAuthorizedTransaction' });
    expect(await answer('Reset', { type: 'OnIdle' })).toEqual({ status: 'Scheduled' });
    const booted = csms.hears('BootNotification', ({ reason }) => reason === 'ScheduledReset');
    station.unplug();
    await booted;
  });
});
