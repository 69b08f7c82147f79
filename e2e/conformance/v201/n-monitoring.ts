import type { RequestOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import type { Cases } from '../run.ts';
import { at, booted, type Lab201, type Station201 } from '../v2x/station.ts';

type Report = RequestOf<'ocpp2.0.1', 'GetMonitoringReport'>;
type Line = NonNullable<RequestOf<'ocpp2.0.1', 'NotifyMonitoringReport'>['monitor']>[number];
type Asked = Omit<Extract<Parameters<Lab201['command']>[1], { verb: 'getMonitoringReport' }>, 'verb'>;

const evse = { component: { name: 'EVSE', evse: { id: 1 } }, variable: { name: 'AvailabilityState' } };
const ofEvse = { component: 'EVSE', evseId: 1, variable: 'AvailabilityState' };
const connector = { component: { name: 'Connector', evse: { id: 1, connectorId: 1 } }, variable: { name: 'AvailabilityState' } };
const ofConnector = { component: 'Connector', evseId: 1, connectorId: 1, variable: 'AvailabilityState' };
const controller = { component: { name: 'ChargingStation' }, variable: { name: 'Power' } };
const ofController = { component: 'ChargingStation', variable: 'Power' };

/** N02 to N06: monitors and their reports. */
export const monitoring: Cases<'ocpp2.0.1'> = {
  TC_N_01_CSMS: async (lab) => {
    const station = await booted(lab);
    const criteria = ['DeltaMonitoring', 'ThresholdMonitoring'] as const;
    const asked = { criteria: [...criteria] };
    const { command } = await lab.order(
      station,
      { verb: 'getMonitoringReport', ...asked },
      { action: 'GetMonitoringReport', answer: { status: 'EmptyResultSet' } },
    );
    expect(command).toMatchObject({ status: 'confirmed', reason: 'emptyResultSet' });
    await report(lab, station, { asked, sent: { monitoringCriteria: [...criteria] }, told: [line(evse, 1), line(connector, 2)] });
  },
  TC_N_02_CSMS: async (lab) =>
    await report(lab, await booted(lab), { asked: { variables: [ofEvse] }, sent: { componentVariable: [evse] }, told: [line(evse, 1)] }),
  TC_N_03_CSMS: async (lab) =>
    await report(lab, await booted(lab), {
      asked: { criteria: ['DeltaMonitoring'], variables: [ofEvse] },
      sent: { monitoringCriteria: ['DeltaMonitoring'], componentVariable: [evse] },
      told: [line(evse, 1)],
    }),
  TC_N_47_CSMS: async (lab) =>
    await report(lab, await booted(lab), { asked: {}, sent: {}, told: [line(evse, 1), line(connector, 2), line(controller, 3)] }),
  TC_N_60_CSMS: async (lab) =>
    await report(lab, await booted(lab), {
      asked: { criteria: ['DeltaMonitoring'], variables: [ofEvse, ofConnector, ofController] },
      sent: { monitoringCriteria: ['DeltaMonitoring'], componentVariable: [evse, connector, controller] },
      told: [line(evse, 1), line(connector, 2)],
    }),

  TC_N_05_CSMS: async (lab) => {
    const place = { component: { name: 'MonitoringCtrlr' }, variable: { name: 'ActiveMonitoringBase' } };
    for (const base of ['All', 'FactoryDefault', 'HardWiredOnly'] as const) {
      const station = await booted(lab);
      const sent = lab.api.sendCommand({ params: { stationId: station.id }, body: { verb: 'setMonitoringBase', base } });
      const asked = await lab.hear(station, 'SetMonitoringBase', sent);
      expect(asked.payload).toEqual({ monitoringBase: base });
      asked.answer({ status: 'Accepted' });
      const check = await lab.hear(station, 'GetVariables', sent);
      expect(check.payload).toEqual({ getVariableData: [place] });
      check.answer({ getVariableResult: [{ ...place, attributeStatus: 'Accepted', attributeValue: base }] });
      // Which monitors there are now.
      const report = await lab.hear(station, 'GetMonitoringReport', sent);
      report.answer({ status: 'Accepted' });
      const { requestId } = report.payload;
      expect(report.payload).toEqual({ requestId });
      const command = await sent;
      await tell(lab, station, { requestId, lines: [line(evse, 5)] });
      expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
      await isKept(lab, station, [line(evse, 5)]);
    }
  },

  TC_N_08_CSMS: async (lab) => await set(lab, [{ place: evse, address: ofEvse, id: 8 }]),
  TC_N_09_CSMS: async (lab) =>
    await set(lab, [
      { place: evse, address: ofEvse, id: 9 },
      { place: connector, address: ofConnector, id: 10 },
    ]),

  TC_N_16_CSMS: async (lab) => {
    const place = { component: { name: 'MonitoringCtrlr' }, variable: { name: 'ActiveMonitoringLevel' } };
    const command = await lab.command(await booted(lab), { verb: 'setMonitoringLevel', severity: 4 }, [
      { action: 'SetMonitoringLevel', payload: { severity: 4 }, answer: { status: 'Accepted' } },
      {
        action: 'GetVariables',
        payload: { getVariableData: [place] },
        answer: { getVariableResult: [{ ...place, attributeStatus: 'Accepted', attributeValue: '4' }] },
      },
    ]);
    expect(command).toMatchObject({ status: 'confirmed' });
  },

  TC_N_17_CSMS: async (lab) => {
    // Only to the letter: the API knows that there is no such severity.
    await lab.message(await booted(lab), 'SetMonitoringLevel', { payload: { severity: 10 }, answer: { status: 'Rejected' } });
  },

  TC_N_18_CSMS: async (lab) => {
    const station = await booted(lab);
    const limit = { component: { name: 'MonitoringCtrlr' }, variable: { name: 'ItemsPerMessage', instance: 'ClearVariableMonitoring' } };
    await lab.command(
      station,
      {
        verb: 'readConfiguration',
        variables: [{ component: 'MonitoringCtrlr', variable: 'ItemsPerMessage', variableInstance: 'ClearVariableMonitoring' }],
      },
      [
        {
          action: 'GetVariables',
          payload: { getVariableData: [limit] },
          answer: { getVariableResult: [{ ...limit, attributeStatus: 'Accepted', attributeValue: '2' }] },
        },
      ],
    );
    const cleared = (...id: [number, ...number[]]) => ({
      action: 'ClearVariableMonitoring' as const,
      payload: { id },
      answer: { clearMonitoringResult: id.map((one) => ({ id: one, status: 'Accepted' as const })) as never },
    });
    const command = await lab.command(station, { verb: 'clearVariableMonitoring', ids: [1, 2, 3] }, [cleared(1, 2), cleared(3)]);
    expect(command).toMatchObject({ status: 'confirmed' });
  },

  TC_N_44_CSMS: async (lab) => {
    const command = await lab.command(await booted(lab), { verb: 'clearVariableMonitoring', ids: [44] }, [
      {
        action: 'ClearVariableMonitoring',
        payload: { id: [44] },
        answer: { clearMonitoringResult: [{ id: 44, status: 'Rejected' }] },
      },
    ]);
    expect(command).toMatchObject({ status: 'rejected', reason: 'Rejected: 44' });
  },
};

type Place = typeof evse | typeof connector | typeof controller;

function line(place: Place, id: number): Line {
  return { ...place, variableMonitoring: [{ id, transaction: false, value: 1, type: 'Delta', severity: 8 }] };
}

/** A part a message, all but the last saying that more is to come. */
async function tell(lab: Lab201, station: Station201, { requestId, lines }: { requestId: number; lines: readonly Line[] }): Promise<void> {
  // 2.1 wants to know who made it.
  const more = lab.version === 'ocpp2.1' ? { eventNotificationType: 'CustomMonitor' } : {};
  for (const [seqNo, line] of lines.entries()) {
    const one = {
      ...line,
      variableMonitoring: line.variableMonitoring.map((each) => ({ ...each, ...more })) as Line['variableMonitoring'],
    };
    const tbc = seqNo < lines.length - 1;
    expect(await station.call('NotifyMonitoringReport', { requestId, seqNo, tbc, generatedAt: at(), monitor: [one] })).toEqual({});
  }
}

async function report(
  lab: Lab201,
  station: Station201,
  { asked, sent, told }: { asked: Asked; sent: Omit<Report, 'requestId'>; told: readonly Line[] },
): Promise<void> {
  const body = { verb: 'getMonitoringReport', ...asked } as const;
  const { command, payload } = await lab.order(station, body, { action: 'GetMonitoringReport', answer: { status: 'Accepted' } });
  const { requestId } = payload;
  expect(payload).toEqual({ requestId, ...sent });
  await tell(lab, station, { requestId, lines: told });
  expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
  await isKept(lab, station, told);
}

async function isKept(lab: Lab201, station: Station201, told: readonly Line[]): Promise<void> {
  const records = new Map(await lab.records(station.id, 'variableMonitor'));
  expect(records.size).toBe(told.length);
  for (const { component, variable, variableMonitoring } of told)
    expect(records.get(String(variableMonitoring[0]?.id))).toMatchObject({
      ...{ component: component.name, variable: variable.name, type: 'Delta', value: 1, severity: 8 },
    });
}

interface Monitor {
  place: Place;
  address: { component: string; evseId?: number; connectorId?: number; variable: string };
  id: number;
}
/** Set, and then looked for. */
async function set(lab: Lab201, monitors: readonly Monitor[]): Promise<void> {
  const station = await booted(lab);
  const wanted = { type: 'Delta', value: 1, severity: 8 } as const;
  const sent = lab.api.sendCommand({
    params: { stationId: station.id },
    body: { verb: 'setVariableMonitoring', monitors: monitors.map(({ address }) => ({ ...address, ...wanted })) },
  });
  const order = await lab.hear(station, 'SetVariableMonitoring', sent);
  expect(order.payload).toEqual({ setMonitoringData: monitors.map(({ place }) => ({ ...place, ...wanted })) });
  order.answer({
    setMonitoringResult: monitors.map(({ place, id }) => ({ ...place, id, status: 'Accepted', type: 'Delta', severity: 8 })),
  });
  const check = await lab.hear(station, 'GetMonitoringReport', sent);
  check.answer({ status: 'Accepted' });
  const command = await sent;
  const lines = monitors.map(({ place, id }) => line(place, id));
  await tell(lab, station, { requestId: check.payload.requestId, lines });
  expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
  await isKept(lab, station, lines);
}
