import { actions, checkRequest, checkResponse, schemaOf, versions } from '@stationmaster/ocpp';
import { describe, expect, it, test } from 'vitest';
import { sampleOf } from '../../../../packages/ocpp/src/testing/sample.ts';
import { Pseudonyms } from './pseudonyms.ts';

const call = (action: string, payload: unknown) => JSON.stringify([2, 'm1', action, payload]);
const result = (payload: unknown) => JSON.stringify([3, 'm1', payload]);
const payloadIn = (text: string | null, index: number) => JSON.parse(text ?? 'null')[index];

describe.each(versions)('a %s frame without what is personal', (version) => {
  test.each(actions[version].map((action) => [action]))(
    '%s stays a message of its schema, every text of it a word of the standard or a stand-in',
    (action) => {
      const request = sampleOf(schemaOf(version, action, 'Request') ?? {}, 'full');
      const schema = schemaOf(version, action, 'Response');
      const answer = schema === null ? null : sampleOf(schema, 'full');
      const told = new Pseudonyms(version).exchange(
        { action, request: call(action, request), answer: answer === null ? null : result(answer) },
        true,
      );
      expect(checkRequest(version, action, payloadIn(told.request, 3))).toEqual({ ok: true });
      if (answer !== null) expect(checkResponse(version, action, payloadIn(told.answer, 2))).toEqual({ ok: true });
    },
  );
});

describe('stand-ins', () => {
  it('are the same for the same card, whatever the message and its capitals', () => {
    const names = new Pseudonyms('ocpp1.6');
    const one = names.exchange(
      {
        action: 'Authorize',
        request: call('Authorize', { idTag: '04AB' }),
        answer: result({ idTagInfo: { status: 'Accepted', parentIdTag: '04CD' } }),
      },
      true,
    );
    const other = names.exchange(
      { action: 'StartTransaction', request: call('StartTransaction', { connectorId: 1, idTag: '04ab', meterStart: 5 }), answer: null },
      true,
    );
    expect(payloadIn(one.request, 3)).toEqual({ idTag: 'CARD-1' });
    expect(payloadIn(one.answer, 2)).toEqual({ idTagInfo: { status: 'Accepted', parentIdTag: 'CARD-2' } });
    expect(payloadIn(other.request, 3)).toEqual({ connectorId: 1, idTag: 'CARD-1', meterStart: 5 });
  });

  it('leave numbers, times and words of the standard, and hide names, addresses and free text', () => {
    const names = new Pseudonyms('ocpp2.0.1');
    const at = '2026-05-01T08:00:00Z';
    const event = {
      eventType: 'Started',
      timestamp: at,
      triggerReason: 'Authorized',
      seqNo: 0,
      transactionInfo: { transactionId: 'b7-mac-00:11:22', chargingState: 'Charging' },
      idToken: { idToken: 'DE-ABC-C123', type: 'eMAID', additionalInfo: [{ additionalIdToken: 'ANNA', type: 'Mobile' }] },
      meterValue: [
        { timestamp: at, sampledValue: [{ value: 1.5, unitOfMeasure: { unit: 'kWh' }, measurand: 'Energy.Active.Import.Register' }] },
      ],
    };
    const told = names.exchange({ action: 'TransactionEvent', request: call('TransactionEvent', event), answer: null }, true);
    expect(payloadIn(told.request, 3)).toEqual({
      ...event,
      transactionInfo: { transactionId: 'TX-1', chargingState: 'Charging' },
      idToken: { idToken: 'CARD-1', type: 'eMAID', additionalInfo: [{ additionalIdToken: 'CARD-2', type: 'Mobile' }] },
    });
  });

  test.each([
    ['HeartbeatInterval', '300', '300'],
    ['MeterValuesSampledData', 'Energy.Active.Import.Register,SoC', 'Energy.Active.Import.Register,SoC'],
    ['CpoName', 'Stadtwerke', 'TEXT-1'],
    ['CentralSystemURL', 'wss://10.0.0.7/ocpp', 'https://host-1.invalid/'],
    ['ModemIp', '10.0.0.7', 'TEXT-1'],
    ['Phone', '+49 170 1234567', 'TEXT-1'],
    ['AuthorizationKey', '***', '***'],
  ])('of settings: %s = %s is told as %s', (key, value, expected) => {
    const told = new Pseudonyms('ocpp1.6').exchange(
      { action: 'ChangeConfiguration', request: call('ChangeConfiguration', { key, value }), answer: result({ status: 'Accepted' }) },
      false,
    );
    expect(payloadIn(told.request, 3)).toEqual({ key, value: expected });
    expect(payloadIn(told.answer, 2)).toEqual({ status: 'Accepted' });
  });

  it('hide what a member of no schema holds, and the words of a station about an error', () => {
    const names = new Pseudonyms('ocpp1.6');
    const request = call('Heartbeat', { who: 'Anna', where: ['10.0.0.7'], n: 3 });
    expect(payloadIn(names.exchange({ action: 'Heartbeat', request, answer: null }, true).request, 3)).toEqual({
      who: 'TEXT-1',
      where: ['TEXT-2'],
      n: 3,
    });
    const answer = JSON.stringify([4, 'm1', 'GenericError', 'no route to 10.0.0.7', { host: '10.0.0.7' }]);
    expect(payloadIn(names.exchange({ action: 'Reset', request: call('Reset', {}), answer }, false).answer, 3)).toBe('TEXT-3');
    expect(payloadIn(names.exchange({ action: 'Reset', request: call('Reset', {}), answer }, true).answer, 3)).toBe('no route to 10.0.0.7');
  });
});
