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

  TC_B_12_CSMS: async (lab) => {
    const station = await booted(lab);
    await lab.message(station, 'GetBaseReport', {
      payload: { requestId: 12, reportBase: 'ConfigurationInventory' },
      answer: { status: 'Accepted' },
    });
    await report(station, 12, [part(threshold, '60'), part(remoteStart, 'true')]);
    expect(await values(lab, station)).toEqual({ 'OCPPCommCtrlr.OfflineThreshold': '60', 'AuthCtrlr.AuthorizeRemoteStart': 'true' });
  },

  TC_B_13_CSMS: async (lab) => {
    const station = await booted(lab);
    let requestId = 0;
    const command = lab.api.sendCommand({ params: { stationId: station.id }, body: { verb: 'readConfiguration', variables: [] } });
    const asked = await lab.hear(station, 'GetBaseReport', command);
    requestId = asked.payload.requestId;
    expect(asked.payload).toEqual({ requestId, reportBase: 'FullInventory' });
    asked.answer({ status: 'Accepted' });
    const accepted = await command;
    expect(accepted.status).toBe('accepted');
    await report(station, requestId, [part(threshold, '60'), part(remoteStart, 'true')]);
    expect(await lab.now(accepted)).toMatchObject({ status: 'confirmed' });
    expect(await values(lab, station)).toEqual({ 'OCPPCommCtrlr.OfflineThreshold': '60', 'AuthCtrlr.AuthorizeRemoteStart': 'true' });
  },

  TC_B_14_CSMS: async (lab) => {
    const station = await booted(lab);
    await lab.message(station, 'GetBaseReport', {
      payload: { requestId: 14, reportBase: 'SummaryInventory' },
      answer: { status: 'Accepted' },
    });
    const availability = { component: { name: 'EVSE', evse: { id: 1 } }, variable: { name: 'AvailabilityState' } };
    await report(station, 14, [part(availability, 'Available'), part(threshold, '60')]);
    expect(await values(lab, station)).toMatchObject({ 'EVSE.AvailabilityState': 'Available' });
  },

  TC_B_18_CSMS: async (lab) => {
    const station = await booted(lab);
    const place = { component: { name: 'EVSE', evse: { id: 1 } }, variable: { name: 'AvailabilityState' } };
    const wanted = (requestId: number, criterion: 'Problem' | 'Available') => ({
      ...{ requestId, componentCriteria: [criterion], componentVariable: [place] },
    });
    await lab.message(station, 'GetReport', { payload: wanted(18, 'Problem'), answer: { status: 'EmptyResultSet' } });
    await lab.message(station, 'GetReport', { payload: wanted(19, 'Available'), answer: { status: 'Accepted' } });
    await report(station, 19, [part(place, 'Available')]);
    expect(await values(lab, station)).toEqual({ 'EVSE.AvailabilityState': 'Available' });
  },
};

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
