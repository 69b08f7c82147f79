import type { RequestOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import { hashOf, rootCertificate } from '../certificates.ts';
import { exiFor } from '../outside.ts';
import type { Cases } from '../run.ts';
import { at, booted, type Lab21, status } from '../v2x/station.ts';

type Monitoring = RequestOf<'ocpp2.1', 'SetVariableMonitoring'>['setMonitoringData'][number];
const place = { component: { name: 'EVSE', evse: { id: 1 } }, variable: { name: 'Power' } };
const address = { component: 'EVSE', evseId: 1, variable: 'Power' };

/** F, G, M, N: what 2.1 adds to messages that 2.0.1 has. */
export const additions: Cases<'ocpp2.1'> = {
  TC_F_100_CSMS: async (lab) => {
    const command = await lab.command(await booted(lab), { verb: 'trigger', message: 'CustomTrigger', custom: 'SelfTest' }, [
      {
        action: 'TriggerMessage',
        payload: { requestedMessage: 'CustomTrigger', customTrigger: 'SelfTest' },
        answer: { status: 'Accepted' },
      },
    ]);
    expect(command).toMatchObject({ status: 'confirmed' });
  },

  TC_G_01_CSMS: async (lab) => {
    const station = await booted(lab);
    for (const [word, ours] of [
      ['Occupied', 'Preparing'],
      ['Reserved', 'Reserved'],
      ['Unavailable', 'Unavailable'],
      ['Faulted', 'Faulted'],
      ['Available', 'Available'],
    ] as const) {
      await status(station, 1, word);
      expect(await lab.station(station.id)).toMatchObject({ connectors: [{ reported: word, status: ours }, { status: 'Available' }] });
    }
  },

  TC_M_100_CSMS: async (lab) => {
    const station = await booted(lab);
    const exiRequest = Buffer.from(`Install of ${station.id}`).toString('base64');
    const asked = { iso15118SchemaVersion: 'urn:iso:std:iso:15118:-20:CommonMessages', action: 'Install', exiRequest } as const;
    const more = { maximumContractCertificateChains: 1, prioritizedEMAIDs: ['DE-8AC-C99999999-9'] as [string] };
    // The one it would rather have; another is left, and asked for in the next message.
    const first = await station.call('Get15118EVCertificate', { ...asked, ...more });
    expect(first).toEqual({ status: 'Accepted', exiResponse: exiFor(exiRequest, 'DE8ACC999999999'), remainingContracts: 1 });
    const second = await station.call('Get15118EVCertificate', { ...asked, maximumContractCertificateChains: 1 });
    expect(second).toEqual({ status: 'Accepted', exiResponse: exiFor(exiRequest), remainingContracts: 1 });
  },

  TC_M_101_CSMS: async (lab) => {
    const station = await booted(lab);
    const type = 'OEMRootCertificate';
    const certificateHashData = hashOf('SHA256', '101');
    const command = await lab.command(station, { verb: 'installCertificate', type, certificate: rootCertificate }, [
      { action: 'InstallCertificate', payload: { certificateType: type, certificate: rootCertificate }, answer: { status: 'Accepted' } },
      {
        action: 'GetInstalledCertificateIds',
        payload: { certificateType: [type] },
        answer: { status: 'Accepted', certificateHashDataChain: [{ certificateType: type, certificateHashData }] },
      },
    ]);
    expect(command).toMatchObject({ status: 'confirmed' });
    expect(await lab.records(station.id, 'certificate')).toMatchObject([[expect.any(String), { types: [type], ...certificateHashData }]]);
  },

  TC_N_100_CSMS: async (lab) => await upload(lab, 'dataCollector', 'https://logs.example.com/upload'),
  TC_N_102_CSMS: async (lab) => await upload(lab, 'diagnostics', 'http://station:hidden-word@logs.example.com/upload'),
  TC_N_102_2_CSMS: async (lab) => await upload(lab, 'diagnostics', 'https://station:hidden-word@logs.example.com/upload'),

  TC_N_104_CSMS: async (lab) => {
    const monitors = [
      { type: 'TargetDelta', value: 100, severity: 5 },
      { type: 'TargetDeltaRelative', value: 0.1, severity: 6 },
    ] as const;
    const { command, station } = await setMonitors(lab, monitors);
    expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
    const records = (await lab.records(station, 'variableMonitor')).map(([, data]) => data);
    for (const { type, value, severity } of monitors) expect(records).toContainEqual(expect.objectContaining({ type, value, severity }));
  },

  TC_N_105_CSMS: async (lab) => {
    const stream = { interval: 10, values: 5 };
    const { station: id, connection: station } = await setMonitors(lab, [{ type: 'Periodic', value: 2, severity: 8, stream }]);
    const data = { id: 7, variableMonitoringId: 1, params: stream };
    expect(await station.call('OpenPeriodicEventStream', { constantStreamData: data })).toEqual({ status: 'Accepted' });
    station.send('NotifyPeriodicEventStream', {
      ...{ id: 7, pending: 0, basetime: at(-10) },
      data: [
        { t: 0, v: '1000' },
        { t: 2, v: '1100' },
      ],
    });
    const command = await lab.command(station, { verb: 'adjustPeriodicEventStream', id: 7, interval: 20, values: 10 }, [
      { action: 'AdjustPeriodicEventStream', payload: { id: 7, params: { interval: 20, values: 10 } }, answer: { status: 'Accepted' } },
      {
        action: 'GetPeriodicEventStream',
        payload: {},
        answer: { constantStreamData: [{ ...data, params: { interval: 20, values: 10 } }] },
      },
    ]);
    expect(command).toMatchObject({ status: 'confirmed' });
    expect(await lab.records(id, 'eventStream')).toMatchObject([['7', { monitorId: 1, interval: 20, values: 10 }]]);
    expect(await station.call('ClosePeriodicEventStream', { id: 7 })).toEqual({});
    expect(await lab.records(id, 'eventStream')).toMatchObject([['7', { closedAt: expect.any(String) }]]);
  },

  TC_N_107_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await lab.command(station, { verb: 'getPeriodicEventStreams' }, [
      {
        action: 'GetPeriodicEventStream',
        payload: {},
        answer: { constantStreamData: [{ id: 3, variableMonitoringId: 2, params: { interval: 5 } }] },
      },
    ]);
    expect(command).toMatchObject({ status: 'confirmed' });
    expect(await lab.records(station.id, 'eventStream')).toMatchObject([['3', { monitorId: 2, interval: 5, values: null }]]);
  },
};

async function upload(lab: Lab21, kind: 'dataCollector' | 'diagnostics', location: string): Promise<void> {
  const station = await booted(lab);
  const { command, payload } = await lab.order(
    station,
    { verb: 'getLog', kind, location },
    { action: 'GetLog', answer: { status: 'Accepted', filename: 'c2.log' } },
  );
  const { requestId } = payload;
  const logType = kind === 'dataCollector' ? 'DataCollectorLog' : 'DiagnosticsLog';
  expect(payload).toEqual({ requestId, logType, log: { remoteLocation: location } });
  // The password is for the station alone.
  expect(JSON.stringify(command)).not.toContain('hidden-word');
  for (const word of ['Uploading', 'Uploaded'] as const)
    expect(await station.call('LogStatusNotification', { status: word, requestId })).toEqual({});
  expect(await lab.records(station.id, 'log')).toMatchObject([[String(requestId), { status: 'Uploaded', phase: 'done' }]]);
  expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
}

type Wanted = Pick<Monitoring, 'type' | 'value' | 'severity'> & { stream?: { interval: number; values: number } };

/** Monitors of the power of EVSE 1, numbered from 1; set, and then looked for. */
async function setMonitors(lab: Lab21, wanted: readonly Wanted[]) {
  const connection = await booted(lab);
  const sent = lab.api.sendCommand({
    params: { stationId: connection.id },
    body: { verb: 'setVariableMonitoring', monitors: wanted.map((one) => ({ ...address, ...one })) },
  });
  const order = await lab.hear(connection, 'SetVariableMonitoring', sent);
  const data = wanted.map(({ stream, ...one }) => ({ ...place, ...one, ...(stream === undefined ? {} : { periodicEventStream: stream }) }));
  expect(order.payload).toEqual({ setMonitoringData: data });
  const results = wanted.map(({ type, severity }, i) => ({ ...place, id: i + 1, status: 'Accepted', type, severity }));
  order.answer({ setMonitoringResult: results });
  const check = await lab.hear(connection, 'GetMonitoringReport', sent);
  check.answer({ status: 'Accepted' });
  const command = await sent;
  const variableMonitoring = wanted.map(({ type, value, severity }, i) => ({
    ...{ id: i + 1, transaction: false, type, value, severity, eventNotificationType: 'CustomMonitor' as const },
  }));
  const { requestId } = check.payload;
  const report = {
    requestId,
    seqNo: 0,
    generatedAt: at(),
    monitor: [{ ...place, variableMonitoring: variableMonitoring as never }] as never,
  };
  expect(await connection.call('NotifyMonitoringReport', report)).toEqual({});
  return { command, station: connection.id, connection };
}
