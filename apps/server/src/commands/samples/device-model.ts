import type { CommandRequest } from '../words.ts';

const evse1 = { component: 'EVSE', evseId: 1 };
const monitor = { component: 'EVSE', evseId: 1, variable: 'AvailabilityState', type: 'Delta', value: 1, severity: 8 } as const;
const profile = { csmsUrl: 'wss://csms.example/ocpp', interface: 'Wired0', messageTimeout: 30, securityProfile: 2 } as const;

/** The verbs of the device model, monitoring and event streams, plain and fullest. For tests. */
export const deviceModelSamples: CommandRequest[] = [
  { verb: 'reset', kind: 'resume', evseId: 1 },
  { verb: 'readConfiguration', variables: [{ ...evse1, variable: 'Power', attribute: 'MaxSet' }] },
  { verb: 'writeConfiguration', variables: [{ ...evse1, variable: 'Power', attribute: 'Target', value: '7400' }] },
  { verb: 'readBaseReport', reportBase: 'SummaryInventory' },
  { verb: 'getReport', criteria: ['Problem'], variables: [] },
  { verb: 'getReport', criteria: [], variables: [evse1, { ...evse1, connectorId: 1, component: 'Connector', variable: 'Available' }] },
  { verb: 'setNetworkProfile', slot: 2, profile },
  {
    verb: 'setNetworkProfile',
    slot: 2,
    profile: {
      ...profile,
      apn: { apn: 'internet', apnAuthentication: 'CHAP', apnUserName: 'u', apnPassword: 'p', simPin: 1234, useOnlyPreferredNetwork: true },
      vpn: { type: 'IKEv2', server: 'vpn.example', user: 'u', group: 'g', password: 'p', key: 'k' },
    },
  },
  { verb: 'setNetworkProfile', slot: 1, profile: { ...profile, interface: 'Any', identity: 'CP-NEW', basicAuthPassword: 'a'.repeat(20) } },
  { verb: 'setVariableMonitoring', monitors: [monitor] },
  {
    verb: 'setVariableMonitoring',
    monitors: [
      { ...monitor, variable: 'Power', type: 'Periodic', value: 5, id: 7, transaction: true, stream: { interval: 10, values: 4 } },
    ],
  },
  { verb: 'clearVariableMonitoring', ids: [1, 2, 3] },
  { verb: 'getMonitoringReport', criteria: [], variables: [] },
  { verb: 'getMonitoringReport', criteria: ['DeltaMonitoring', 'ThresholdMonitoring'], variables: [evse1] },
  { verb: 'setMonitoringBase', base: 'HardWiredOnly' },
  { verb: 'setMonitoringLevel', severity: 4 },
  { verb: 'getPeriodicEventStreams' },
  { verb: 'adjustPeriodicEventStream', id: 3, interval: 30, values: 2 },
];
