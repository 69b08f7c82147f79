import type { Verb } from '@stationmaster/contract';
import type { RawStation } from './raw-station.ts';

/** The verbs that every version knows: with them the way of any command is tested. A topic's own are tested by its own test. */
export const commonVerbs = [
  'start',
  'stop',
  'reset',
  'unlock',
  'changeAvailability',
  'trigger',
  'readConfiguration',
  'writeConfiguration',
] as const satisfies readonly Verb[];
export type CommonVerb = (typeof commonVerbs)[number];

/** How the tests speak each version. For tests. */
export interface Sample {
  /** The action a verb is sent as, and answers that accept and refuse it. */
  messages: { [V in CommonVerb]: { action: string; accept: unknown; refuse: unknown } };
  boot(station: RawStation): Promise<unknown>;
  status(station: RawStation, status: 'Available' | 'Unavailable'): Promise<unknown>;
  /** Returns the id the station stops it by. */
  startSession(station: RawStation, from: { token: string; remoteStartId: number }): Promise<string>;
  stopSession(station: RawStation, transactionId: string): Promise<unknown>;
  /** What the station tells when it is asked for a heartbeat. */
  heartbeat(station: RawStation): Promise<unknown>;
}

const timestamp = () => new Date().toISOString();
const verdict = { accept: { status: 'Accepted' }, refuse: { status: 'Rejected' } };

export const sample16: Sample = {
  messages: {
    start: { action: 'RemoteStartTransaction', ...verdict },
    stop: { action: 'RemoteStopTransaction', ...verdict },
    reset: { action: 'Reset', ...verdict },
    unlock: { action: 'UnlockConnector', accept: { status: 'Unlocked' }, refuse: { status: 'UnlockFailed' } },
    changeAvailability: { action: 'ChangeAvailability', ...verdict },
    trigger: { action: 'TriggerMessage', ...verdict },
    readConfiguration: {
      action: 'GetConfiguration',
      accept: { configurationKey: [{ key: 'HeartbeatInterval', readonly: false, value: '60' }] },
      refuse: null,
    },
    writeConfiguration: { action: 'ChangeConfiguration', ...verdict },
  },
  boot: (station) => station.call('BootNotification', { chargePointVendor: 'Acme', chargePointModel: 'One' }),
  status: (station, status) => station.call('StatusNotification', { connectorId: 1, status, errorCode: 'NoError', timestamp: timestamp() }),
  startSession: async (station, { token }) =>
    String(
      (await station.call('StartTransaction', { connectorId: 1, idTag: token, meterStart: 1000, timestamp: timestamp() })).transactionId,
    ),
  stopSession: (station, transactionId) =>
    station.call('StopTransaction', { transactionId: Number(transactionId), meterStop: 3000, timestamp: timestamp(), reason: 'Remote' }),
  heartbeat: (station) => station.call('Heartbeat', {}),
};

const place = { component: { name: 'OCPPCommCtrlr' }, variable: { name: 'HeartbeatInterval' } };
function transactionEvent(eventType: 'Started' | 'Ended', more: { transactionInfo: object; [field: string]: unknown }) {
  return {
    eventType,
    timestamp: timestamp(),
    triggerReason: eventType === 'Started' ? 'RemoteStart' : 'RemoteStop',
    seqNo: eventType === 'Started' ? 0 : 1,
    ...more,
  };
}

export const sample201: Sample = {
  messages: {
    start: { action: 'RequestStartTransaction', ...verdict },
    stop: { action: 'RequestStopTransaction', ...verdict },
    reset: { action: 'Reset', ...verdict },
    unlock: { action: 'UnlockConnector', accept: { status: 'Unlocked' }, refuse: { status: 'UnlockFailed' } },
    changeAvailability: { action: 'ChangeAvailability', ...verdict },
    trigger: { action: 'TriggerMessage', ...verdict },
    readConfiguration: {
      action: 'GetVariables',
      accept: { getVariableResult: [{ ...place, attributeStatus: 'Accepted', attributeValue: '60' }] },
      refuse: null,
    },
    writeConfiguration: {
      action: 'SetVariables',
      accept: { setVariableResult: [{ ...place, attributeStatus: 'Accepted' }] },
      refuse: { setVariableResult: [{ ...place, attributeStatus: 'Rejected' }] },
    },
  },
  boot: (station) => station.call('BootNotification', { reason: 'PowerUp', chargingStation: { vendorName: 'Acme', model: 'Two' } }),
  status: (station, connectorStatus) =>
    station.call('StatusNotification', { evseId: 1, connectorId: 1, connectorStatus, timestamp: timestamp() }),
  startSession: async (station, { token, remoteStartId }) => {
    const transactionId = `tx-${remoteStartId}`;
    await station.call(
      'TransactionEvent',
      transactionEvent('Started', {
        transactionInfo: { transactionId, remoteStartId },
        evse: { id: 1, connectorId: 1 },
        idToken: { idToken: token, type: 'ISO14443' },
      }),
    );
    return transactionId;
  },
  stopSession: (station, transactionId) =>
    station.call('TransactionEvent', transactionEvent('Ended', { transactionInfo: { transactionId, stoppedReason: 'Remote' } })),
  heartbeat: (station) => station.call('Heartbeat', {}),
};
