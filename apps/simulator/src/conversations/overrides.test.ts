import { afterEach, describe, expect, it } from 'vitest';
import { serveControl } from '../control-server.ts';
import { Lab } from '../testing/lab.ts';

let lab: Lab;
afterEach(() => lab.close());

const call = (action: string, payload: object = {}) => lab.csms.call('S1', action, payload as Record<string, unknown>);

describe('the next answer', () => {
  it('refuses with any status and does nothing', async () => {
    lab = await Lab.open('ocpp2.0.1');
    lab.station.nextAnswer('Reset', 'Rejected');
    lab.station.nextAnswer('SetVariables', 'RebootRequired');
    lab.station.nextAnswer('ClearVariableMonitoring', 'NotFound');
    expect(await lab.ask('Reset', { type: 'Immediate' })).toEqual({ status: 'Rejected' });
    const line = { component: { name: 'TxCtrlr' }, variable: { name: 'EVConnectionTimeOut' } };
    expect(await lab.ask('SetVariables', { setVariableData: [{ ...line, attributeValue: '7' }] })).toEqual({
      setVariableResult: [{ ...line, attributeType: 'Actual', attributeStatus: 'RebootRequired' }],
    });
    expect(await lab.ask('GetVariables', { getVariableData: [line] })).toMatchObject({ getVariableResult: [{ attributeValue: '120' }] });
    expect(await lab.ask('ClearVariableMonitoring', { id: [3] })).toEqual({ clearMonitoringResult: [{ id: 3, status: 'NotFound' }] });
    expect(lab.station.state.isRebooting).toBe(false);
  });

  it('is an error, or says nothing, or says what nobody understands', async () => {
    lab = await Lab.open('ocpp1.6');
    lab.station.nextAnswer('ClearCache', { error: 'InternalError', description: 'out of order' });
    lab.station.nextAnswer('ClearCache', { payload: { status: 'Maybe', colour: 'red' } });
    lab.station.nextAnswer('ClearCache', { payload: {} });
    expect(await call('ClearCache')).toMatchObject({ kind: 'error', code: 'InternalError', description: 'out of order' });
    expect(await call('ClearCache')).toMatchObject({ kind: 'invalid', payload: { status: 'Maybe', colour: 'red' } });
    expect(await call('ClearCache')).toMatchObject({ kind: 'invalid', payload: {} });
    expect(await call('ClearCache')).toMatchObject({ kind: 'result', payload: { status: 'Accepted' } });
    lab.station.nextAnswer('ClearCache', { silence: true });
    const asked = lab.station.waitFor('commanded');
    const unanswered = call('ClearCache');
    await asked;
    lab.csms.cut();
    expect(await unanswered).toEqual({ kind: 'closed' });
  });

  it('accepts without effect, or comes late with it', async () => {
    lab = await Lab.open('ocpp2.1');
    const set = () => lab.ask('SetMonitoringLevel', { severity: 9 });
    lab.station.nextAnswer('SetMonitoringLevel', { withoutEffect: true });
    expect(await set()).toEqual({ status: 'Accepted' });
    expect(lab.station.state.monitoring.level).toBe(5);
    lab.station.nextAnswer('SetMonitoringLevel', { late: true, afterMs: 50_000 });
    const order: string[] = [];
    const slow = set().then(() => order.push('late'));
    await lab.heardAll();
    order.push('other');
    await slow;
    expect(order).toEqual(['other', 'late']);
    expect(lab.station.state.monitoring.level).toBe(9);
  });

  it('lasts until it is taken back; one that is next goes before', async () => {
    lab = await Lab.open('ocpp1.6');
    lab.station.everyAnswer('ClearCache', 'Rejected');
    lab.station.nextAnswer('ClearCache', { error: 'GenericError' });
    const three = [await lab.ask('ClearCache'), await lab.ask('ClearCache'), await lab.ask('ClearCache')];
    expect(three).toEqual(['GenericError', { status: 'Rejected' }, { status: 'Rejected' }]);
    lab.station.everyAnswer('ClearCache', null);
    expect(await lab.ask('ClearCache')).toEqual({ status: 'Accepted' });
  });
});

it('the same over HTTP, and any message on demand', async () => {
  lab = await Lab.open('ocpp2.1');
  const control = await serveControl(lab.network, 0);
  const post = (verb: string, body: object) =>
    fetch(`http://127.0.0.1:${control.port}/stations/S1/${verb}`, { method: 'POST', body: JSON.stringify(body) }).then(
      ({ status }) => status,
    );
  try {
    expect(await post('nextAnswer', { action: 'ClearCache', error: 'InternalError' })).toBe(200);
    expect(await post('nextAnswer', { action: 'ClearCache', payload: { status: 'Accepted', customData: { vendorId: 'X' } } })).toBe(200);
    expect([await lab.ask('ClearCache'), await lab.ask('ClearCache')]).toEqual([
      'InternalError',
      { status: 'Accepted', customData: { vendorId: 'X' } },
    ]);
    await post('everyAnswer', { action: 'ClearCache', status: 'Rejected' });
    expect(await lab.ask('ClearCache')).toEqual({ status: 'Rejected' });
    await post('everyAnswer', { action: 'ClearCache', usual: true });
    expect(await lab.ask('ClearCache')).toEqual({ status: 'Accepted' });
    const alarm = lab.csms.hears('NotifyDERAlarm');
    expect(await post('send', { action: 'NotifyDERAlarm', payload: { controlType: 'HVMustTrip' } })).toBe(200);
    expect((await alarm).payload).toMatchObject({ controlType: 'HVMustTrip', gridEventFault: 'UnderFrequency' });
    const limit = lab.csms.hears('NotifyChargingLimit');
    await post('limit', { evse: 2, watt: 4000 });
    expect((await limit).payload).toMatchObject({ evseId: 2 });
    expect(await post('send', { action: 'StartTransaction' })).toBe(400);
    const trouble = lab.station.waitFor('trouble');
    await post('send', { action: 'NotifyDERAlarm', payload: { controlType: 'Weather' } });
    expect((await trouble).data.why).toBe('NotifyDERAlarm: /controlType is none of the allowed values.');
  } finally {
    control.stop();
  }
});
