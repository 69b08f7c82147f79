import { readFile } from 'node:fs/promises';
import { actions, actionsToStation, checkAction, schemaOf, versions } from '@stationmaster/ocpp';
import { describe, expect, it, test } from 'vitest';
import { sampleOf } from '../../../../packages/ocpp/src/testing/sample.ts';
import { explain, explainedKeys } from './explain.ts';

const locales = new URL('../../../console/src/locales/', import.meta.url);
const sentences = async (language: string) =>
  JSON.parse(await readFile(new URL(`frames.${language}.json`, locales), 'utf8')) as Record<string, string>;

/** Of every version, and one of a maker's own. [J16 §4.2.3, P4 §4.3] */
const errorCodes = [
  ...['NotImplemented', 'NotSupported', 'InternalError', 'ProtocolError', 'SecurityError', 'FormationViolation', 'FormatViolation'],
  ...['PropertyConstraintViolation', 'OccurenceConstraintViolation', 'OccurrenceConstraintViolation', 'TypeConstraintViolation'],
  ...['GenericError', 'MessageTypeNotSupported', 'RpcFrameworkError', 'MyOwnError'],
];
const call = (action: string, payload: unknown) => JSON.stringify([2, 'm1', action, payload]);
const result = (payload: unknown) => JSON.stringify([3, 'm1', payload]);

describe('frames in plain words', () => {
  test.each(['en', 'de'])('have a sentence for every key in %s, and no other', async (language) => {
    expect(Object.keys(await sentences(language)).sort()).toEqual(explainedKeys().sort());
  });

  test.each([
    [
      'StartTransaction',
      { connectorId: 2, idTag: 'CARD1', meterStart: 12_345, timestamp: 't' },
      { transactionId: 7, idTagInfo: { status: 'Accepted' } },
      'frame.startTransaction.accepted',
      { place: '2', token: 'CARD1', meter: 12.345, transaction: 7 },
    ],
    [
      'StartTransaction',
      { connectorId: 2, idTag: 'CARD1', meterStart: 0 },
      { transactionId: 8, idTagInfo: { status: 'Blocked' } },
      'frame.startTransaction.refused',
      { status: 'Blocked' },
    ],
    [
      'StopTransaction',
      { transactionId: 7, meterStop: 20_000 },
      {},
      'frame.stopTransaction.in',
      { transaction: 7, meter: 20, reason: 'Local' },
    ],
    [
      'Authorize',
      { idToken: { idToken: '04AB', type: 'ISO14443' } },
      { idTokenInfo: { status: 'Accepted' } },
      'frame.authorize.accepted',
      { token: '04AB' },
    ],
    [
      'ReservationStatusUpdate',
      { reservationId: 7, reservationUpdateStatus: 'Removed' },
      {},
      'frame.reservationStatusUpdate.removed',
      { reservation: 7 },
    ],
    [
      'Authorize',
      { idToken: { idToken: '1234', type: 'KeyCode' } },
      { idTokenInfo: { status: 'Unknown' } },
      'frame.authorize.refused',
      { token: '•••' },
    ],
    [
      'StatusNotification',
      { evseId: 1, connectorId: 2, connectorStatus: 'Occupied' },
      {},
      'frame.statusNotification.connector',
      { place: '1/2', status: 'Occupied' },
    ],
    [
      'StatusNotification',
      { connectorId: 0, status: 'Available', errorCode: 'NoError' },
      {},
      'frame.statusNotification.station',
      { status: 'Available' },
    ],
    [
      'StatusNotification',
      { connectorId: 1, status: 'Faulted', errorCode: 'GroundFailure' },
      {},
      'frame.statusNotification.error',
      { error: 'GroundFailure' },
    ],
    [
      'MeterValues',
      { connectorId: 1, meterValue: [{ sampledValue: [{ value: '1500' }] }] },
      {},
      'frame.meterValues.register',
      { register: 1.5, number: 1 },
    ],
    [
      'MeterValues',
      { evseId: 1, meterValue: [{ sampledValue: [{ value: 1.5, unitOfMeasure: { unit: 'kWh' } }] }] },
      {},
      'frame.meterValues.register',
      { register: 1.5 },
    ],
    [
      'MeterValues',
      { connectorId: 1, meterValue: [{ sampledValue: [{ value: '230', measurand: 'Voltage' }] }] },
      {},
      'frame.meterValues.values',
      { number: 1 },
    ],
    [
      'TransactionEvent',
      { eventType: 'Ended', triggerReason: 'StopAuthorized', seqNo: 4, transactionInfo: { transactionId: 'T', stoppedReason: 'Local' } },
      {},
      'frame.transactionEvent.ended',
      { transaction: 'T', reason: 'Local' },
    ],
    [
      'BootNotification',
      { chargingStation: { vendorName: 'Acme', model: 'One' } },
      { status: 'Pending', interval: 60 },
      'frame.bootNotification.pending',
      { vendor: 'Acme', model: 'One', interval: 60 },
    ],
    ['FirmwareStatusNotification', { status: 'Idle' }, {}, 'frame.firmwareStatusNotification.idle', {}],
    [
      'LogStatusNotification',
      { status: 'PermissionDenied', requestId: 7 },
      {},
      'frame.logStatusNotification.failed',
      { status: 'PermissionDenied', request: 7 },
    ],
    ['SecurityEventNotification', { type: 'TamperDetectionActivated' }, {}, 'frame.securityEventNotification.critical', { info: '–' }],
    ['SignCertificate', { csr: 'x' }, { status: 'Rejected' }, 'frame.signCertificate.rejected', { type: 'ChargingStationCertificate' }],
    ['AcmeSaysHello', {}, {}, 'frame.in.other', { action: 'AcmeSaysHello' }],
  ])('from a station: %s', (...[action, request, answer, key, values]) => {
    const explained = explain({ direction: 'in', action, request: call(action, request), answer: result(answer), outcome: 'result' });
    expect(explained.key).toBe(key);
    expect(explained.values).toMatchObject(values);
  });

  test.each([
    [
      'RequestStartTransaction',
      { evseId: 1, idToken: { idToken: 'CARD1', type: 'Central' } },
      { status: 'Rejected' },
      'frame.requestStartTransaction.rejected',
      { token: 'CARD1', place: 1 },
    ],
    ['Reset', { type: 'OnIdle' }, { status: 'Scheduled' }, 'frame.reset.scheduled', { type: 'OnIdle' }],
    [
      'ChangeConfiguration',
      { key: 'AuthorizationKey', value: 'secret' },
      { status: 'Accepted' },
      'frame.changeConfiguration.accepted',
      { value: '•••' },
    ],
    [
      'ChangeAvailability',
      { connectorId: 0, type: 'Inoperative' },
      { status: 'Accepted' },
      'frame.changeAvailability.inoperative',
      { place: '0' },
    ],
    [
      'SetVariables',
      { setVariableData: [{ component: { name: 'C' }, variable: { name: 'V' } }] },
      { setVariableResult: [{ attributeStatus: 'Rejected' }] },
      'frame.setVariables.refused',
      { names: 'C.V', refused: 1, number: 1 },
    ],
  ])('to a station: %s', (...[action, request, answer, key, values]) => {
    const explained = explain({ direction: 'out', action, request: call(action, request), answer: result(answer), outcome: 'result' });
    expect(explained.key).toBe(key);
    expect(explained.values).toMatchObject(values);
  });

  test.each([
    ['in', 'NotImplemented', 'frame.in.notImplemented'],
    ['in', 'SecurityError', 'frame.in.notYetAccepted'],
    ['in', 'TypeConstraintViolation', 'frame.in.malformed'],
    ['in', 'constructor', 'frame.in.refused'],
    ['out', 'closed', 'frame.out.closed'],
    ['out', 'NotSupported', 'frame.out.notSupported'],
    ['out', 'GenericError', 'frame.out.refused'],
  ] as const)('%s with the outcome %s', (direction, outcome, key) => {
    const answer = JSON.stringify([4, 'm1', outcome, 'because', {}]);
    expect(explain({ direction, action: 'Reset', request: call('Reset', {}), answer, outcome })).toEqual({
      key,
      values: { action: 'Reset', code: outcome, description: 'because' },
    });
  });

  it('tell an answer that came late from none', () => {
    const message = { direction: 'out', action: 'Reset', request: call('Reset', {}), outcome: 'timedOut' } as const;
    expect(explain({ ...message, answer: null }).key).toBe('frame.out.timedOut');
    expect(explain({ ...message, answer: result({ status: 'Accepted' }) })).toEqual({ key: 'frame.out.late', values: { action: 'Reset' } });
  });

  test.each(versions)('say something of their own of every message of %s, in each direction that it can go', (version) => {
    const fromStation = actions[version].filter((action) => action === 'NotifyPeriodicEventStream' || checkAction(version, action).ok);
    const toStation = [...actionsToStation[version], 'DataTransfer'];
    const general = new Set(['frame.in.other', 'frame.out.other']);
    const unsaid = (direction: 'in' | 'out', names: readonly string[]) =>
      names.filter((action) => {
        const type = action === 'NotifyPeriodicEventStream' ? 6 : 2;
        const request = JSON.stringify([type, 'm1', action, sampleOf(schemaOf(version, action, 'Request') ?? {}, 'full')]);
        const answer = type === 6 ? null : result(sampleOf(schemaOf(version, action, 'Response') ?? {}, 'full'));
        return general.has(explain({ direction, action, request, answer, outcome: 'result' }).key);
      });
    expect(unsaid('in', fromStation)).toEqual([]);
    expect(unsaid('out', toStation)).toEqual([]);
  });

  test.each(errorCodes)('say why a message ended with %s, both ways', (outcome) => {
    const known = new Set(explainedKeys());
    for (const direction of ['in', 'out'] as const) {
      const answer = JSON.stringify([4, 'm1', outcome, 'because', {}]);
      const { key, values } = explain({ direction, action: 'Authorize', request: call('Authorize', {}), answer, outcome });
      expect(known).toContain(key);
      expect(values).toMatchObject({ action: 'Authorize', code: outcome, description: 'because' });
    }
  });

  it('tells only keys that have sentences, whatever is in the payload', () => {
    const known = new Set(explainedKeys());
    const actions = [
      'Authorize',
      'BootNotification',
      'MeterValues',
      'TransactionEvent',
      'NotifyEvent',
      'SetVariables',
      'Reset',
      '__proto__',
      'constructor',
    ];
    const payloads = [null, 5, 'text', [], {}, { meterValue: 7, eventData: [null], setVariableData: 'x', evse: null, idToken: null }];
    for (const direction of ['in', 'out'] as const)
      for (const action of actions)
        for (const payload of payloads) {
          const { key } = explain({ direction, action, request: call(action, payload), answer: result(payload), outcome: 'result' });
          expect(known, `${direction} ${action} ${JSON.stringify(payload)}`).toContain(key);
        }
  });
});
