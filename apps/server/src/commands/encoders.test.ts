import { triggerable, verbs } from '@stationmaster/contract';
import { checkRequest, type Version } from '@stationmaster/ocpp';
import { describe, expect, it, test } from 'vitest';
import type { Facts } from './encoded.ts';
import { unlimited } from './limits.ts';
import { additionSamples } from './samples/additions.ts';
import { certificateSamples } from './samples/certificates.ts';
import { deviceModelSamples } from './samples/device-model.ts';
import { displaySamples } from './samples/display.ts';
import { smartChargingSamples } from './samples/smart-charging.ts';
import { transactionSamples } from './samples/transactions.ts';
import { transferSamples } from './samples/transfers.ts';
import { encode } from './send.ts';
import type { CommandRequest } from './words.ts';

const facts: Facts = {
  commandId: 41,
  at: Date.UTC(2026, 4, 1, 8),
  idTokenType: 'ISO14443',
  transactionId: '77',
  totalCost: 1.5,
  limits: { ...unlimited, GetVariables: { items: 2, bytes: null }, SetVariables: { items: 2, bytes: null } },
  connectors: [
    { evseId: 0, connectorId: 0 },
    { evseId: 1, connectorId: 1 },
    { evseId: 2, connectorId: 1 },
  ],
  quirks: new Set(),
  likeliestEvseId: 2,
  listParts: [
    {
      version: 7,
      isFull: true,
      changed: [{ idToken: '04AABBCC', type: 'ISO14443', status: 'Accepted', groupId: 'FAMILY', validUntil: 1_893_456_000_000 }],
      gone: [],
    },
    { version: 8, isFull: false, changed: [], gone: [{ idToken: 'OLD', type: 'Central' }] },
    { version: 9, isFull: true, changed: [], gone: [] },
  ],
  reservation: { evseId: 1, connectorType: 'cType2', idToken: '04AABBCC', idTokenType: 'ISO14443', groupId: 'FAMILY' },
};
const address = (variable: string) => ({ component: 'SampledDataCtrlr', variable });

/** Every verb in its plain and in its fullest form. */
const requests: CommandRequest[] = [
  { verb: 'start', token: '04AABBCC' },
  { verb: 'start', token: '04AABBCC', evseId: 2 },
  { verb: 'stop', sessionId: 5 },
  { verb: 'reset', kind: 'soft' },
  { verb: 'reset', kind: 'hard', evseId: 1 },
  { verb: 'unlock', evseId: 1, connectorId: 1 },
  { verb: 'changeAvailability', operative: true, evseId: 0 },
  { verb: 'changeAvailability', operative: false, evseId: 1, connectorId: 1 },
  { verb: 'reserve', evseId: 0, token: '04AABBCC', expiresAt: '2026-05-01T10:00:00Z' },
  { verb: 'reserve', evseId: 0, connectorType: 'sType2', token: '04AABBCC', groupId: 'FAMILY', expiresAt: '2026-05-01T10:00:00Z' },
  { verb: 'reserve', evseId: 2, connectorType: 'cNACS', token: '04AABBCC', expiresAt: '2026-05-01T10:00:00Z' },
  { verb: 'extendReservation', reservationId: 40, expiresAt: '2026-05-01T10:00:00Z' },
  { verb: 'cancelReservation', reservationId: 40 },
  { verb: 'sendLocalList' },
  { verb: 'getLocalListVersion' },
  { verb: 'clearCache' },
  { verb: 'customerInformation', customer: { token: '04AABBCC' }, report: true, clear: false },
  { verb: 'customerInformation', customer: { token: '4711', type: 'KeyCode' }, report: true, clear: true },
  { verb: 'customerInformation', customer: { identifier: 'ada@example.org' }, report: false, clear: true },
  {
    verb: 'customerInformation',
    customer: { certificate: { hashAlgorithm: 'SHA256', issuerNameHash: 'ab', issuerKeyHash: 'cd', serialNumber: '1F' } },
    report: true,
    clear: false,
  },
  { verb: 'dataTransfer', vendorId: 'com.example' },
  { verb: 'dataTransfer', vendorId: 'com.example', messageId: 'Echo', data: '{"a":1}' },
  { verb: 'trigger', message: 'BootNotification' },
  { verb: 'trigger', message: 'Heartbeat', evseId: 0 },
  { verb: 'trigger', message: 'MeterValues', evseId: 1 },
  { verb: 'trigger', message: 'StatusNotification' },
  { verb: 'trigger', message: 'StatusNotification', evseId: 2 },
  ...triggerable.map(
    (message): CommandRequest => ({ verb: 'trigger', message, ...(message === 'CustomTrigger' ? { custom: 'Acme' } : {}) }),
  ),
  { verb: 'readConfiguration', variables: [] },
  {
    verb: 'readConfiguration',
    variables: [address('A'), { ...address('B'), instance: 'i', evseId: 1, connectorId: 1, variableInstance: 'v' }, address('C')],
  },
  {
    verb: 'writeConfiguration',
    variables: [
      { ...address('A'), value: '60' },
      { ...address('B'), value: '' },
      { ...address('C'), value: 'x' },
    ],
  },
  ...deviceModelSamples,
  ...smartChargingSamples,
  ...transferSamples,
  ...certificateSamples,
  ...additionSamples,
  ...displaySamples,
  ...transactionSamples,
];

describe('commands in the words of each version', () => {
  it('has every verb in the samples, and each in some version', () => {
    expect(new Set(requests.map((request) => request.verb))).toEqual(new Set(verbs));
    for (const request of requests)
      expect(
        (['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const).some((version) => encode(version, request, facts) !== null),
        request.verb,
      ).toBe(true);
  });

  test.each(
    (['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const).flatMap((version) =>
      requests.map((request) => ({ version, request, name: JSON.stringify(request) })),
    ),
  )('$version $name keeps the schema', ({ version, request }) => {
    const messages = encode(version, request, facts);
    if (messages === null) return;
    expect(messages.length).toBeGreaterThan(0);
    for (const { action, payload } of messages) expect(checkRequest(version, action, payload), action).toEqual({ ok: true });
  });

  test.each<[Version, CommandRequest, [string, unknown][]]>([
    ['ocpp1.6', { verb: 'start', token: 'CARD', evseId: 2 }, [['RemoteStartTransaction', { idTag: 'CARD', connectorId: 2 }]]],
    ['ocpp1.6', { verb: 'stop', sessionId: 5 }, [['RemoteStopTransaction', { transactionId: 77 }]]],
    [
      'ocpp1.6',
      { verb: 'trigger', message: 'StatusNotification', evseId: 0 },
      [['TriggerMessage', { requestedMessage: 'StatusNotification' }]],
    ],
    [
      'ocpp1.6',
      { verb: 'readConfiguration', variables: ['A', 'B', 'C'].map(address) },
      [
        ['GetConfiguration', { key: ['A', 'B'] }],
        ['GetConfiguration', { key: ['C'] }],
      ],
    ],
    [
      'ocpp2.0.1',
      { verb: 'start', token: 'CARD', evseId: 2 },
      [['RequestStartTransaction', { remoteStartId: 41, evseId: 2, idToken: { idToken: 'CARD', type: 'ISO14443' } }]],
    ],
    // TC_B_103: the transactions go on afterwards.
    ['ocpp2.1', { verb: 'reset', kind: 'resume' }, [['Reset', { type: 'ImmediateAndResume' }]]],
    ['ocpp2.0.1', { verb: 'reset', kind: 'soft', evseId: 1 }, [['Reset', { type: 'OnIdle', evseId: 1 }]]],
    ['ocpp2.0.1', { verb: 'readConfiguration', variables: [] }, [['GetBaseReport', { requestId: 41, reportBase: 'FullInventory' }]]],
    [
      'ocpp2.1',
      { verb: 'changeAvailability', operative: false, evseId: 0 },
      [['ChangeAvailability', { operationalStatus: 'Inoperative' }]],
    ],
    [
      'ocpp1.6',
      { verb: 'sendLocalList' },
      [
        [
          'SendLocalList',
          {
            listVersion: 7,
            updateType: 'Full',
            localAuthorizationList: [
              { idTag: '04AABBCC', idTagInfo: { status: 'Accepted', parentIdTag: 'FAMILY', expiryDate: '2030-01-01T00:00:00.000Z' } },
            ],
          },
        ],
        ['SendLocalList', { listVersion: 8, updateType: 'Differential', localAuthorizationList: [{ idTag: 'OLD' }] }],
        ['SendLocalList', { listVersion: 9, updateType: 'Full' }],
      ],
    ],
    [
      'ocpp2.0.1',
      { verb: 'sendLocalList' },
      [
        [
          'SendLocalList',
          {
            versionNumber: 7,
            updateType: 'Full',
            localAuthorizationList: [
              {
                idToken: { idToken: '04AABBCC', type: 'ISO14443' },
                idTokenInfo: {
                  status: 'Accepted',
                  groupIdToken: { idToken: 'FAMILY', type: 'Central' },
                  cacheExpiryDateTime: '2030-01-01T00:00:00.000Z',
                },
              },
            ],
          },
        ],
        [
          'SendLocalList',
          { versionNumber: 8, updateType: 'Differential', localAuthorizationList: [{ idToken: { idToken: 'OLD', type: 'Central' } }] },
        ],
        ['SendLocalList', { versionNumber: 9, updateType: 'Full' }],
      ],
    ],
    ['ocpp1.6', { verb: 'dataTransfer', vendorId: 'v', data: '{"a":1}' }, [['DataTransfer', { vendorId: 'v', data: '{"a":1}' }]]],
    ['ocpp2.1', { verb: 'dataTransfer', vendorId: 'v', data: '{"a":1}' }, [['DataTransfer', { vendorId: 'v', data: { a: 1 } }]]],
    ['ocpp2.0.1', { verb: 'dataTransfer', vendorId: 'v', data: 'plain' }, [['DataTransfer', { vendorId: 'v', data: 'plain' }]]],
    [
      'ocpp2.0.1',
      { verb: 'customerInformation', customer: { token: '04AABBCC' }, report: true, clear: false },
      [['CustomerInformation', { requestId: 41, report: true, clear: false, idToken: { idToken: '04AABBCC', type: 'ISO14443' } }]],
    ],
    // F06: one per known connector, each with evse and connectorId.
    [
      'ocpp2.1',
      { verb: 'trigger', message: 'StatusNotification' },
      [1, 2].map((id) => ['TriggerMessage', { requestedMessage: 'StatusNotification', evse: { id, connectorId: 1 } }]),
    ],
  ])('%s %o', (version, request, expected) => {
    expect(encode(version, request, facts)?.map(({ action, payload }) => [action, payload])).toEqual(expected);
  });

  it('numbers the parts of a report each for itself; the last one bears the number of the command', () => {
    const limits = { ...unlimited, GetReport: { items: 1, bytes: null } };
    const request: CommandRequest = { verb: 'getReport', criteria: [], variables: ['A', 'B', 'C'].map(address) };
    const numbers = encode('ocpp2.0.1', request, { ...facts, limits })?.map(({ payload }) => (payload as { requestId: number }).requestId);
    expect(numbers).toHaveLength(3);
    expect(new Set(numbers).size).toBe(3);
    expect(numbers?.at(-1)).toBe(facts.commandId);
    expect(Math.max(...(numbers ?? []))).toBeLessThan(2 ** 31);
  });

  it('is told a place where a station of 1.6 needs one', () => {
    const quirks = new Set(['remoteStartNeedsConnectorId'] as const);
    const start = (evseId?: number): CommandRequest => ({ verb: 'start', token: 'CARD', ...(evseId === undefined ? {} : { evseId }) });
    const connectorOf = (request: CommandRequest) => encode('ocpp1.6', request, { ...facts, quirks })?.map(({ payload }) => payload);
    expect(connectorOf(start())).toEqual([{ idTag: 'CARD', connectorId: 2 }]);
    expect(connectorOf(start(1))).toEqual([{ idTag: 'CARD', connectorId: 1 }]);
    expect(encode('ocpp1.6', start(), facts)?.map(({ payload }) => payload)).toEqual([{ idTag: 'CARD' }]);
  });

  it('limits every session where a station of 1.6 does not obey the limit of one', () => {
    const quirks = new Set(['profileNeedsTxDefault'] as const);
    const schedules = [{ id: 1, unit: 'A' as const, periods: [{ startPeriod: 0, limit: 10 }] }];
    const profile = { id: 31, evseId: 1, stackLevel: 1, kind: 'Relative' as const, schedules };
    const sent = (more: { purpose: 'TxProfile' | 'ChargingStationMaxProfile'; transactionId?: string }, evseId = 1) =>
      encode('ocpp1.6', { verb: 'setChargingProfile', anyway: false, profile: { ...profile, evseId, ...more } }, { ...facts, quirks })?.map(
        ({ payload }) => (payload as { csChargingProfiles: Record<string, unknown> }).csChargingProfiles,
      );
    const [limit] = sent({ purpose: 'TxProfile', transactionId: '77' }) ?? [];
    expect(limit).toMatchObject({ chargingProfileId: 31, chargingProfilePurpose: 'TxDefaultProfile', chargingProfileKind: 'Relative' });
    expect(limit).not.toHaveProperty('transactionId');
    expect(sent({ purpose: 'ChargingStationMaxProfile' }, 0)).toMatchObject([{ chargingProfilePurpose: 'ChargePointMaxProfile' }]);
  });

  it('reads key by key where a station of 1.6 cannot tell more at once', () => {
    const quirks = new Set(['getConfigurationKeysTooMany'] as const);
    const keysOf = (variables: string[]) =>
      encode('ocpp1.6', { verb: 'readConfiguration', variables: variables.map(address) }, { ...facts, quirks })?.map(
        ({ payload }) => (payload as { key?: string[] }).key,
      );
    expect(keysOf(['A', 'B', 'C'])).toEqual([['A'], ['B'], ['C']]);
    const all = keysOf([]) ?? [];
    expect(all.every((key) => key?.length === 1)).toBe(true);
    expect(all.flat()).toEqual(expect.arrayContaining(['HeartbeatInterval', 'MeterValueSampleInterval', 'SupportedFeatureProfiles']));
    expect(new Set(all.flat()).size).toBe(all.length);
    expect(all.flat()).not.toContain('AuthorizationKey');
  });

  it('has no message for less than a version can do', () => {
    for (const [version, request] of [
      ['ocpp1.6', { verb: 'reset', kind: 'hard', evseId: 1 }],
      ['ocpp1.6', { verb: 'reset', kind: 'resume' }],
      ['ocpp2.0.1', { verb: 'reset', kind: 'resume' }],
      ['ocpp1.6', { verb: 'setMonitoringLevel', severity: 4 }],
      ['ocpp2.0.1', { verb: 'getPeriodicEventStreams' }],
    ] as const)
      expect(encode(version, request, facts), `${version} ${request.verb}`).toBeNull();
  });

  it('sends nothing to stop a session that the station has no number for', () => {
    expect(encode('ocpp1.6', { verb: 'stop', sessionId: 5 }, { ...facts, transactionId: null })).toEqual([]);
  });
});
