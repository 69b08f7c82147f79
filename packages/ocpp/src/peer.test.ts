import { describe, expect, test } from 'vitest';
import { encodeError, encodeResult, encodeSend } from './encode.ts';
import { InvalidCall } from './peer.ts';
import { recordedPeer } from './testing/pipe.ts';

const soon = { timeoutMs: 30_000 };
const now = { currentTime: '2026-03-01T12:00:00Z' };

/** A CSMS and a station whose sends reach each other at once, before `send` returns. */
function connected() {
  const csms = recordedPeer('ocpp1.6', {
    prefix: 'm',
    send: (text) => station.peer.receive(text),
    onCall: ({ id }) => station.peer.receive(encodeResult(id, now)),
  });
  const station = recordedPeer('ocpp1.6', {
    prefix: 's',
    role: 'station',
    send: (text) => csms.peer.receive(text),
    onCall: ({ id }) => csms.peer.receive(encodeResult(id, { status: 'Accepted' })),
  });
  return { csms, station };
}

describe('both roles through a pipe', () => {
  test('each gets the answer to its own call', async () => {
    const { csms, station } = connected();
    const [reset, beat] = await Promise.all([csms.peer.call('Reset', { type: 'Soft' }, soon), station.peer.call('Heartbeat', {}, soon)]);
    expect(reset).toEqual({ kind: 'result', payload: { status: 'Accepted' } });
    expect(beat).toEqual({ kind: 'result', payload: now });
    expect([csms.timers.running, station.timers.running, csms.peer.pending]).toEqual([0, 0, 0]);
  });

  test('calls that cross, with the same id on both sides, are kept apart', async () => {
    const csms = recordedPeer('ocpp1.6');
    const station = recordedPeer('ocpp1.6', { role: 'station' });
    const reset = csms.peer.call('Reset', { type: 'Soft' }, soon);
    const beat = station.peer.call('Heartbeat', {}, soon);
    station.peer.receive(csms.sent[0] ?? '');
    csms.peer.receive(station.sent[0] ?? '');
    csms.peer.receive(encodeResult('c1', { status: 'Rejected' }));
    station.peer.receive(encodeResult('c1', now));
    expect(await reset).toEqual({ kind: 'result', payload: { status: 'Rejected' } });
    expect(await beat).toEqual({ kind: 'result', payload: now });
    expect([...csms.faults, ...station.faults]).toEqual([]);
  });

  test('2.1 sends reach the CSMS and are not answered; a station takes none', () => {
    const text = encodeSend('1', 'NotifyPeriodicEventStream', { id: 1, pending: 0, basetime: now.currentTime, data: [{ t: 0, v: '1' }] });
    const csms = recordedPeer('ocpp2.1');
    const station = recordedPeer('ocpp2.1', { role: 'station' });
    csms.peer.receive(text);
    station.peer.receive(text);
    expect(csms.sends).toMatchObject([{ id: '1', action: 'NotifyPeriodicEventStream', text }]);
    expect(station.faults).toMatchObject([{ fault: 'unexpectedSend', answer: null }]);
    expect([...csms.sent, ...station.sent]).toEqual([]);
  });
});

describe('one call at a time', () => {
  test('the second waits for the answer to the first, in order', async () => {
    const { peer, sent } = recordedPeer('ocpp1.6');
    const outcomes = ['Soft', 'Hard', 'Soft'].map((type) => peer.call('Reset', { type }, soon));
    expect([sent.length, peer.pending]).toEqual([1, 3]);
    for (const id of ['c1', 'c2', 'c3']) peer.receive(encodeResult(id, { status: 'Accepted' }));
    await Promise.all(outcomes);
    expect(sent.map((text) => JSON.parse(text)[1])).toEqual(['c1', 'c2', 'c3']);
    expect(JSON.parse(sent[1] ?? '')[3]).toEqual({ type: 'Hard' });
  });

  test('a full queue says so and sends nothing', async () => {
    const { peer, sent } = recordedPeer('ocpp1.6', { maxQueue: 1 });
    void peer.call('ClearCache', {}, soon);
    void peer.call('ClearCache', {}, soon);
    expect(await peer.call('ClearCache', {}, soon)).toEqual({ kind: 'queueFull' });
    expect([sent.length, peer.pending]).toEqual([1, 2]);
  });

  test('closing ends what is out and what waits, once', async () => {
    const { peer, sent, timers, exchanges } = recordedPeer('ocpp1.6');
    const calls = [peer.call('ClearCache', {}, soon), peer.call('ClearCache', {}, soon)];
    peer.close();
    peer.close();
    peer.receive('[2,"1","Heartbeat",{}]');
    expect(await Promise.all(calls)).toEqual([{ kind: 'closed' }, { kind: 'closed' }]);
    expect(await peer.call('ClearCache', {}, soon)).toEqual({ kind: 'closed' });
    expect([sent.length, timers.running, exchanges.length, peer.pending]).toEqual([1, 0, 1, 0]);
  });

  test('a payload that the schema refuses is thrown back', () => {
    const { peer, sent } = recordedPeer('ocpp1.6');
    expect(() => peer.call('Reset', { type: 'Warm' }, soon)).toThrow(InvalidCall);
    expect(() => peer.call('TransactionEvent', {}, soon)).toThrow(/is not an action/);
    expect(sent).toEqual([]);
  });
});

describe('answers that are not as they should be', () => {
  test('a late answer belongs to its own call, not to the next', async () => {
    const { peer, timers, late, faults, exchanges } = recordedPeer('ocpp1.6');
    const first = peer.call('ClearCache', {}, soon);
    const second = peer.call('Reset', { type: 'Soft' }, soon);
    timers.runOut();
    expect(await first).toEqual({ kind: 'timedOut' });
    peer.receive(encodeResult('c1', { status: 'Accepted' }));
    expect(late).toMatchObject([{ id: 'c1', action: 'ClearCache', payload: { status: 'Accepted' } }]);
    peer.receive(encodeResult('c2', { status: 'Rejected' }));
    expect(await second).toEqual({ kind: 'result', payload: { status: 'Rejected' } });
    peer.receive(encodeResult('c1', { status: 'Accepted' }));
    expect(faults).toMatchObject([{ fault: 'unknownId', id: 'c1', answer: null }]);
    expect(exchanges.map(({ action, answer }) => [action, answer])).toEqual([
      ['ClearCache', null],
      ['Reset', '[3,"c2",{"status":"Rejected"}]'],
    ]);
  });

  test('a late error is told with its code; only the last 32 calls are remembered', () => {
    const { peer, timers, late, faults } = recordedPeer('ocpp1.6');
    for (let count = 0; count < 33; count++) {
      void peer.call('ClearCache', {}, soon);
      timers.runOut();
    }
    peer.receive(encodeError('ocpp1.6', { id: 'c1', code: 'InternalError', description: '' }));
    peer.receive(encodeError('ocpp1.6', { id: 'c2', code: 'InternalError', description: 'slow' }));
    expect(faults).toMatchObject([{ fault: 'unknownId', id: 'c1' }]);
    expect(late).toMatchObject([{ id: 'c2', payload: null, error: { code: 'InternalError', description: 'slow' } }]);
  });

  test('a duplicate answer does no harm', async () => {
    const { peer, faults } = recordedPeer('ocpp1.6');
    const first = peer.call('ClearCache', {}, soon);
    const second = peer.call('ClearCache', {}, soon);
    peer.receive(encodeResult('c1', { status: 'Accepted' }));
    peer.receive(encodeResult('c1', { status: 'Rejected' }));
    peer.receive(encodeResult('c2', { status: 'Accepted' }));
    expect(await Promise.all([first, second])).toMatchObject([{ kind: 'result' }, { kind: 'result' }]);
    expect(faults).toMatchObject([{ fault: 'unknownId' }]);
  });

  test('an error is an outcome, whatever its code', async () => {
    const { peer } = recordedPeer('ocpp1.6');
    const call = peer.call('ClearCache', {}, soon);
    peer.receive('[4,"c1","OccurenceConstraintViolation","no",{"a":1}]');
    expect(await call).toEqual({ kind: 'error', code: 'OccurenceConstraintViolation', description: 'no', details: { a: 1 } });
  });

  test.each([
    ['ocpp1.6', []],
    ['ocpp2.0.1', []],
    ['ocpp2.1', ['[5,"c1","OccurrenceConstraintViolation","/status is required.",{}]']],
  ] as const)('%s: an answer against the schema is invalid', async (version, answers) => {
    const { peer, sent } = recordedPeer(version);
    const call = peer.call('ClearCache', {}, soon);
    peer.receive('[3,"c1",{}]');
    expect(await call).toEqual({ kind: 'invalid', why: '/status is required.', payload: {} });
    expect(sent.slice(1)).toEqual(answers);
  });

  test('a CSMS mends an answer, a station takes it as it came', async () => {
    const outcomes = (['csms', 'station'] as const).map((role) => {
      const { peer, sent } = recordedPeer('ocpp2.1', { role });
      const call = peer.call('ClearCache', {}, soon);
      peer.receive('[3,"c1",{"status":"accepted"}]');
      return { call, told: sent.slice(1) };
    });
    expect(await outcomes[0]?.call).toEqual({ kind: 'result', payload: { status: 'Accepted' }, repairs: ['enumCase'] });
    expect(await outcomes[1]?.call).toEqual({
      kind: 'invalid',
      why: '/status is none of the allowed values.',
      payload: { status: 'accepted' },
    });
    expect(outcomes.map(({ told }) => told)).toEqual([
      [],
      ['[5,"c1","PropertyConstraintViolation","/status is none of the allowed values.",{}]'],
    ]);
  });

  test.each(['[3,"c1"]', '[3,"c1",[]]', '[4,"c1"]'])('%s ends the call that it names', async (text) => {
    const { peer, faults } = recordedPeer('ocpp1.6');
    const call = peer.call('ClearCache', {}, soon);
    peer.receive(text);
    expect(await call).toMatchObject({ kind: 'invalid' });
    expect(faults).toHaveLength(1);
  });

  test('a refused answer of ours is told', () => {
    const { peer, faults, sent } = recordedPeer('ocpp2.1');
    peer.receive('[5,"7","FormatViolation","tariff",{}]');
    expect(faults).toMatchObject([{ fault: 'resultRefused', id: '7', why: 'The other side refused our answer. FormatViolation tariff' }]);
    expect(sent).toEqual([]);
  });
});
