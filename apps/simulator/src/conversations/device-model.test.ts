import { afterEach, describe, expect, it } from 'vitest';
import { Lab } from '../testing/lab.ts';

let lab: Lab;
afterEach(() => lab.close());

const at = (component: string, variable: string, more: { evse?: number; instance?: string } = {}) => ({
  component: { name: component, ...(more.evse === undefined ? {} : { evse: { id: more.evse } }) },
  variable: { name: variable, ...(more.instance === undefined ? {} : { instance: more.instance }) },
});
type Line = { component: { name: string; evse?: { id: number } }; variable: { name: string; instance?: string } };
/** What a report has told, page by page. */
const pages = () =>
  lab.said.map(({ payload }) => payload as unknown as { requestId: number; seqNo: number; tbc: boolean; reportData?: Line[] });
const names = () =>
  pages().flatMap(({ reportData = [] }) =>
    reportData.map(({ component, variable }) => `${component.name}${component.evse?.id ?? ''}.${variable.name}`),
  );

describe.each(['ocpp2.0.1', 'ocpp2.1'] as const)('%s', (version) => {
  it('B07: a full inventory in pages that are counted, with required instances', async () => {
    lab = await Lab.open(version);
    await lab.during(async () =>
      expect(await lab.ask('GetBaseReport', { requestId: 3, reportBase: 'FullInventory' })).toEqual({ status: 'Accepted' }),
    );
    const told = pages();
    expect(told.map(({ requestId, seqNo, tbc }) => [requestId, seqNo, tbc])).toEqual(told.map((_, n) => [3, n, n < told.length - 1]));
    expect(told.length).toBeGreaterThan(4);
    const keys = told.flatMap(({ reportData = [] }) => reportData);
    expect(keys.length).toBe(lab.station.state.settings.size);
    expect(keys).toContainEqual(expect.objectContaining(at('DeviceDataCtrlr', 'ItemsPerMessage', { instance: 'GetVariables' })));
  });

  it('B07: the configuration is what can be set, the summary is how it stands', async () => {
    lab = await Lab.open(version);
    await lab.during(() => lab.ask('GetBaseReport', { requestId: 1, reportBase: 'ConfigurationInventory' }));
    expect(names()).toContain('TxCtrlr.TxStartPoint');
    expect(names()).not.toContain('EVSE1.Power');
    lab.station.plugIn();
    await lab.during(() => lab.ask('GetBaseReport', { requestId: 2, reportBase: 'SummaryInventory' }));
    const state = pages()
      .flatMap(({ reportData = [] }) => reportData as (Line & { variableAttribute: { value: string }[] })[])
      .filter(({ variable }) => variable.name === 'AvailabilityState')
      .map(({ component, variableAttribute: [attribute] }) => [component.name, component.evse?.id, attribute?.value]);
    expect(state).toEqual([
      ['ChargingStation', undefined, 'Available'],
      ['EVSE', 1, 'Occupied'],
      ['Connector', 1, 'Occupied'],
      ['EVSE', 2, 'Available'],
      ['Connector', 2, 'Available'],
    ]);
  });

  it('B08: a report by criteria, by name, by both, and an empty one', async () => {
    lab = await Lab.open(version);
    const report = (request: object) => lab.ask('GetReport', { requestId: 4, ...request });
    const evse1 = [{ component: { name: 'EVSE', evse: { id: 1 } }, variable: { name: 'AvailabilityState' } }];
    expect(await report({ componentCriteria: ['Problem'], componentVariable: evse1 })).toEqual({ status: 'EmptyResultSet' });
    await lab.during(() => report({ componentCriteria: ['Available'], componentVariable: evse1 }));
    expect(names()).toEqual(['EVSE1.AvailabilityState']);
    await lab.during(() => report({ componentVariable: [{ component: { name: 'reservationctrlr' } }] }));
    expect(names()).toEqual(['ReservationCtrlr.Available', 'ReservationCtrlr.Enabled', 'ReservationCtrlr.NonEvseSpecific']);
    lab.station.fault('GroundFailure', { evse: 2 });
    await lab.during(() => report({ componentCriteria: ['Problem'] }));
    expect(new Set(names().map((name) => name.split('.')[0]))).toEqual(new Set(['EVSE2']));
  });

  it('B05, B06: line by line, and no more lines than ItemsPerMessage', async () => {
    lab = await Lab.open(version);
    const get = (lines: object[]) => lab.ask('GetVariables', { getVariableData: lines });
    expect(
      await get([
        at('EVSE', 'Power', { evse: 1 }),
        at('EVSE', 'Colour', { evse: 1 }),
        at('Toaster', 'Heat'),
        { ...at('TxCtrlr', 'TxStartPoint'), attributeType: 'MaxSet' },
        at('ClockCtrlr', 'DateTime'),
      ]),
    ).toMatchObject({
      getVariableResult: [
        { attributeStatus: 'Accepted', attributeValue: '0' },
        { attributeStatus: 'UnknownVariable' },
        { attributeStatus: 'UnknownComponent' },
        { attributeStatus: 'NotSupportedAttributeType' },
        { attributeStatus: 'Accepted', attributeValue: '2030-05-01T08:00:00.000Z' },
      ],
    });
    expect(await get(Array(51).fill(at('TxCtrlr', 'TxStartPoint')))).toBe('OccurrenceConstraintViolation');
    const set = (line: Line, attributeValue: string) => lab.ask('SetVariables', { setVariableData: [{ ...line, attributeValue }] });
    expect(await set(at('TxCtrlr', 'TxStartPoint'), 'Moonrise')).toMatchObject({
      setVariableResult: [{ attributeStatus: 'Rejected', attributeStatusInfo: { reasonCode: 'InvalidValue' } }],
    });
    expect(await set(at('EVSE', 'Power', { evse: 1 }), '1')).toMatchObject({
      setVariableResult: [{ attributeStatus: 'Rejected', attributeStatusInfo: { reasonCode: 'ReadOnly' } }],
    });
    expect(await set(at('TxCtrlr', 'TxStartPoint'), 'EVConnected,Authorized')).toMatchObject({
      setVariableResult: [{ attributeStatus: 'Accepted' }],
    });
  });
});

it('A01: comes back with the password it was given', async () => {
  lab = await Lab.open('ocpp2.0.1');
  const reconnected = lab.station.waitFor('connected');
  const line = { ...at('SecurityCtrlr', 'BasicAuthPassword'), attributeValue: 'a-new-password-of-24-chars' };
  expect(await lab.ask('SetVariables', { setVariableData: [line] })).toMatchObject({
    setVariableResult: [{ attributeStatus: 'Accepted' }],
  });
  await reconnected;
  expect(lab.csms.credentials.at(-1)).toBe('S1:a-new-password-of-24-chars');
});

it('1.6: an AuthorizationKey in hex is sent as its bytes', async () => {
  lab = await Lab.open('ocpp1.6');
  const reconnected = lab.station.waitFor('connected');
  const value = Buffer.from('sixteen bytes ok').toString('hex');
  expect(await lab.ask('ChangeConfiguration', { key: 'AuthorizationKey', value })).toEqual({ status: 'Accepted' });
  await reconnected;
  expect(lab.csms.credentials.at(-1)).toBe('S1:sixteen bytes ok');
});

describe('B09, B10: network profiles', () => {
  const profile = (ocppCsmsUrl: string, more = {}) => ({
    configurationSlot: 2,
    connectionData: {
      ocppVersion: 'OCPP20',
      ocppTransport: 'JSON',
      ocppInterface: 'Wired0',
      ocppCsmsUrl,
      messageTimeout: 30,
      securityProfile: 1,
      ...more,
    },
  });
  const preferSlot2 = { setVariableData: [{ ...at('OCPPCommCtrlr', 'NetworkConfigurationPriority'), attributeValue: '2,1' }] };

  it.each([
    ['a slot that it does not have', { ...profile('ws://x.example/ocpp'), configurationSlot: 9 }],
    ['less security', profile('ws://x.example/ocpp', { securityProfile: 0 })],
    ['an address that is none', profile('http://x.example')],
  ])('refuses %s', async (...[, request]) => {
    lab = await Lab.open('ocpp2.0.1');
    expect(await lab.ask('SetNetworkProfile', request)).toMatchObject({ status: 'Rejected' });
  });

  it('boots at the new address as the new identity', async () => {
    lab = await Lab.open('ocpp2.1');
    const request = profile(lab.csms.url, { identity: 'S1-NEW', basicAuthPassword: 'another-password-1' });
    expect(await lab.ask('SetNetworkProfile', request)).toEqual({ status: 'Accepted' });
    expect(await lab.ask('SetVariables', preferSlot2)).toMatchObject({ setVariableResult: [{ attributeStatus: 'RebootRequired' }] });
    const booted = lab.station.waitFor('booted');
    await lab.ask('Reset', { type: 'Immediate' });
    await booted;
    expect(lab.csms.said.findLast(({ action }) => action === 'BootNotification')?.stationId).toBe('S1-NEW');
    expect(lab.csms.credentials.at(-1)).toBe('S1-NEW:another-password-1');
  });

  it('B_105: a profile written variable by variable', async () => {
    lab = await Lab.open('ocpp2.1');
    const slot2 = (name: string, attributeValue: string) => ({
      component: { name: 'NetworkConfiguration', instance: '2' },
      variable: { name },
      attributeValue,
    });
    const setVariableData = [slot2('OcppCsmsUrl', lab.csms.url), slot2('Identity', 'S1-BY-VARIABLE')];
    expect(await lab.ask('SetVariables', { setVariableData })).toMatchObject({
      setVariableResult: [{ attributeStatus: 'Accepted' }, { attributeStatus: 'Accepted' }],
    });
    await lab.ask('SetVariables', preferSlot2);
    const booted = lab.station.waitFor('booted');
    await lab.ask('Reset', { type: 'Immediate' });
    await booted;
    expect(lab.csms.said.findLast(({ action }) => action === 'BootNotification')?.stationId).toBe('S1-BY-VARIABLE');
  });

  it('goes back to the first one when nobody is there', async () => {
    lab = await Lab.open('ocpp2.0.1');
    await lab.ask('SetNetworkProfile', profile('ws://127.0.0.1:9/ocpp'));
    await lab.ask('SetVariables', preferSlot2);
    const booted = lab.station.waitFor('booted');
    await lab.ask('Reset', { type: 'Immediate' });
    await booted;
    expect(lab.station.state.network.activeSlot).toBe(1);
  });
});
