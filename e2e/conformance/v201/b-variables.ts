import type { RequestOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import type { Cases } from '../run.ts';
import { at, booted, type Lab201, type Station201 } from '../v2x/station.ts';

const threshold = { component: { name: 'OCPPCommCtrlr' }, variable: { name: 'OfflineThreshold' } };
const remoteStart = { component: { name: 'AuthCtrlr' }, variable: { name: 'AuthorizeRemoteStart' } };
const names = {
  threshold: { component: 'OCPPCommCtrlr', variable: 'OfflineThreshold' },
  remoteStart: { component: 'AuthCtrlr', variable: 'AuthorizeRemoteStart' },
};
type Part = NonNullable<RequestOf<'ocpp2.0.1', 'NotifyReport'>['reportData']>[number];

/** B05 to B08: variables and reports. */
export const variables: Cases<'ocpp2.0.1'> = {
  TC_B_06_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await lab.command(station, { verb: 'readConfiguration', variables: [names.threshold] }, [
      {
        action: 'GetVariables',
        payload: { getVariableData: [threshold] },
        answer: { getVariableResult: [{ ...threshold, attributeStatus: 'Accepted', attributeValue: '60' }] },
      },
    ]);
    expect(command.status).toBe('confirmed');
    expect(await values(lab, station)).toEqual({ 'OCPPCommCtrlr.OfflineThreshold': '60' });
  },

  TC_B_07_CSMS: async (lab) => {
    const station = await booted(lab);
    await lab.command(station, { verb: 'readConfiguration', variables: [names.threshold, names.remoteStart] }, [
      {
        action: 'GetVariables',
        payload: { getVariableData: [threshold, remoteStart] },
        answer: {
          getVariableResult: [
            { ...threshold, attributeStatus: 'Accepted', attributeValue: '60' },
            { ...remoteStart, attributeStatus: 'Accepted', attributeValue: 'true' },
          ],
        },
      },
    ]);
    expect(await values(lab, station)).toEqual({ 'OCPPCommCtrlr.OfflineThreshold': '60', 'AuthCtrlr.AuthorizeRemoteStart': 'true' });
  },

  TC_B_08_CSMS: async (lab) => {
    const station = await booted(lab);
    const limit = { component: { name: 'DeviceDataCtrlr' }, variable: { name: 'ItemsPerMessage', instance: 'GetVariables' } };
    await read(
      lab,
      station,
      [{ component: 'DeviceDataCtrlr', variable: 'ItemsPerMessage', variableInstance: 'GetVariables' }],
      [{ places: [limit], values: ['4'] }],
    );
    const wanted = ['OfflineThreshold', 'HeartbeatInterval', 'MessageTimeout', 'ResetRetries', 'RetryBackOffWaitMinimum'];
    const places = wanted.map((name) => ({ component: { name: 'OCPPCommCtrlr' }, variable: { name } }));
    await read(
      lab,
      station,
      wanted.map((variable) => ({ component: 'OCPPCommCtrlr', variable })),
      [
        { places: places.slice(0, 4), values: ['1', '2', '3', '4'] },
        { places: places.slice(4), values: ['5'] },
      ],
    );
    expect(await values(lab, station)).toMatchObject(Object.fromEntries(wanted.map((name, i) => [`OCPPCommCtrlr.${name}`, String(i + 1)])));
  },

  TC_B_09_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await lab.command(station, { verb: 'writeConfiguration', variables: [{ ...names.threshold, value: '123' }] }, [
      {
        action: 'SetVariables',
        payload: { setVariableData: [{ ...threshold, attributeValue: '123' }] },
        answer: { setVariableResult: [{ ...threshold, attributeStatus: 'Accepted' }] },
      },
      {
        action: 'GetVariables',
        payload: { getVariableData: [threshold] },
        answer: { getVariableResult: [{ ...threshold, attributeStatus: 'Accepted', attributeValue: '123' }] },
      },
    ]);
    expect(command.status).toBe('confirmed');
    expect(await values(lab, station)).toEqual({ 'OCPPCommCtrlr.OfflineThreshold': '123' });
  },

  TC_B_10_CSMS: async (lab) => {
    const station = await booted(lab);
    const written = [
      { ...names.threshold, value: '123' },
      { ...names.remoteStart, value: 'false' },
    ];
    const command = await lab.command(station, { verb: 'writeConfiguration', variables: written }, [
      {
        action: 'SetVariables',
        payload: {
          setVariableData: [
            { ...threshold, attributeValue: '123' },
            { ...remoteStart, attributeValue: 'false' },
          ],
        },
        answer: {
          setVariableResult: [
            { ...threshold, attributeStatus: 'Accepted' },
            { ...remoteStart, attributeStatus: 'Accepted' },
          ],
        },
      },
      {
        action: 'GetVariables',
        payload: { getVariableData: [threshold, remoteStart] },
        answer: {
          getVariableResult: [
            { ...threshold, attributeStatus: 'Accepted', attributeValue: '123' },
            { ...remoteStart, attributeStatus: 'Accepted', attributeValue: 'false' },
          ],
        },
      },
    ]);
    expect(command.status).toBe('confirmed');
  },

  TC_B_12_CSMS: async (lab) => await baseReport(lab, 'ConfigurationInventory', [part(threshold, '60'), part(remoteStart, 'true')]),
  TC_B_13_CSMS: async (lab) => await baseReport(lab, 'FullInventory', [part(threshold, '60'), part(remoteStart, 'true')]),
  TC_B_14_CSMS: async (lab) => await baseReport(lab, 'SummaryInventory', [part(availability, 'Available'), part(threshold, '60')]),

  TC_B_18_CSMS: async (lab) => {
    const station = await booted(lab);
    for (const [criterion, said, status] of [
      ['Problem', 'EmptyResultSet', 'confirmed'],
      ['Available', 'Accepted', 'accepted'],
    ] as const) {
      const { command, payload } = await lab.order(
        station,
        { verb: 'getReport', criteria: [criterion], variables: [{ component: 'EVSE', evseId: 1, variable: 'AvailabilityState' }] },
        { action: 'GetReport', answer: { status: said } },
      );
      const { requestId } = payload;
      expect(payload).toEqual({ requestId, componentCriteria: [criterion], componentVariable: [availability] });
      expect(command).toMatchObject({ status });
      if (said === 'Accepted') {
        await report(station, requestId, [part(availability, 'Available')]);
        expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
      }
    }
    expect(await values(lab, station)).toEqual({ 'EVSE.AvailabilityState': 'Available' });
  },
};

const availability = { component: { name: 'EVSE', evse: { id: 1 } }, variable: { name: 'AvailabilityState' } };
type Base = RequestOf<'ocpp2.0.1', 'GetBaseReport'>['reportBase'];
type Place = typeof threshold | { component: { name: string; evse: { id: number } }; variable: { name: string } };

function part(place: Place, value: string): Part {
  return {
    ...place,
    variableAttribute: [{ value, mutability: 'ReadWrite' }],
    variableCharacteristics: { dataType: 'string', supportsMonitoring: false },
  };
}

/** One part a message, all but the last saying that more is to come. */
async function report(station: Station201, requestId: number, parts: readonly Part[]): Promise<void> {
  for (const [seqNo, one] of parts.entries()) {
    const tbc = seqNo < parts.length - 1;
    expect(await station.call('NotifyReport', { requestId, generatedAt: at(), seqNo, tbc, reportData: [one] })).toEqual({});
  }
}

async function baseReport(lab: Lab201, reportBase: Base, parts: readonly Part[]): Promise<void> {
  const station = await booted(lab);
  const { command, payload } = await lab.order(
    station,
    { verb: 'readBaseReport', reportBase },
    { action: 'GetBaseReport', answer: { status: 'Accepted' } },
  );
  const { requestId } = payload;
  expect(payload).toEqual({ requestId, reportBase });
  expect(command.status).toBe('accepted');
  await report(station, requestId, parts);
  expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
  const told = parts.map(({ component, variable, variableAttribute: [one] }) => [`${component.name}.${variable.name}`, one?.value]);
  expect(await values(lab, station)).toEqual(Object.fromEntries(told));
}

async function values(lab: Lab201, station: Station201): Promise<Record<string, string | null>> {
  const { items } = await lab.api.listVariables({ params: { stationId: station.id } });
  return Object.fromEntries(items.map(({ component, variable, value }) => [`${component}.${variable}`, value]));
}

interface Said {
  places: RequestOf<'ocpp2.0.1', 'GetVariables'>['getVariableData'];
  values: readonly string[];
}
async function read(
  lab: Lab201,
  station: Station201,
  wanted: { component: string; variable: string; variableInstance?: string }[],
  messages: readonly Said[],
): Promise<void> {
  const steps = messages.map(({ places, values: told }) => ({
    action: 'GetVariables' as const,
    payload: { getVariableData: places },
    answer: {
      getVariableResult: places.map((place, i) => ({ ...place, attributeStatus: 'Accepted' as const, attributeValue: told[i] ?? '' })),
    },
  }));
  const [first, ...rest] = steps;
  if (first === undefined) return;
  expect(await lab.command(station, { verb: 'readConfiguration', variables: wanted }, [first, ...rest])).toMatchObject({
    status: 'confirmed',
  });
}
