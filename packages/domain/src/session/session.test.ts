import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toReading } from '../meter/to-reading.ts';
import type { Reading } from '../reading.ts';
import { applyEvent, type TransactionEvent } from './event.ts';
import { matchUnnumbered } from './match.ts';
import { applyReadings } from './readings.ts';
import { openSession, type Session } from './session.ts';
import { beginSession, decideStart } from './start.ts';
import { startKey2x } from './start-key.ts';
import { closeStale, resumeSession, stopSession } from './stop.ts';

const t0 = Date.UTC(2026, 4, 1, 8);
const minute = 60_000;
const open = (id = 1, place: { evseId?: number; at?: number } = {}): Session =>
  openSession({
    id,
    startKey: `k${id}`,
    transactionId: String(id),
    evseId: place.evseId ?? 1,
    connectorId: 1,
    at: place.at ?? t0,
    receivedAt: t0,
  });
const begun = (id = 1, place: { evseId?: number; at?: number; meter?: number; token?: string } = {}): Session => {
  const { evseId = 1, at = t0, meter = 1000, token = 'CARD' } = place;
  return beginSession(open(id, place), {
    evseId,
    connectorId: 1,
    at,
    meterStartWh: meter,
    token: { idToken: token, type: null, tokenId: 7, isAccepted: true },
    isOffline: false,
    isClockOff: false,
  });
};
const register = (minutes: number, value: number): Reading => toReading({ value }, t0 + minutes * minute);
const stopAt = (minutes: number, meterStopWh: number) => ({
  at: t0 + minutes * minute,
  meterStopWh,
  reason: 'Local',
  idToken: 'CARD',
  isOffline: false,
  isClockOff: false,
});

describe('a 1.6 session', () => {
  it('goes from start to stop', () => {
    const session = stopSession(applyReadings(begun(), [register(10, 3000)]), stopAt(20, 5000));
    expect(session).toMatchObject({
      status: 'ended',
      energyWh: 4000,
      meterStartWh: 1000,
      meterStopWh: 5000,
      endedAt: t0 + 20 * minute,
      stopReason: 'Local',
      idToken: 'CARD',
      tokenId: 7,
      marks: [],
      powerW: null,
    });
  });

  it.each<[string, (session: Session) => Session, Partial<Session>]>([
    ['stop at the meter of the start', (session) => stopSession(session, stopAt(5, 1000)), { energyWh: 0, marks: ['noEnergy'] }],
    ['stop before the start', (session) => stopSession(session, stopAt(-5, 3000)), { marks: expect.arrayContaining(['timeReversed']) }],
    [
      'closed without a stop',
      (session) => closeStale(applyReadings(session, [register(10, 3000)])),
      { status: 'ended', endedAt: t0 + 10 * minute, energyWh: 2000, marks: ['stopMissing'], meterStopWh: null },
    ],
    [
      'true stop after we closed it',
      (session) => stopSession(closeStale(applyReadings(session, [register(10, 3000)])), stopAt(30, 9000)),
      { energyWh: 8000, endedAt: t0 + 30 * minute, marks: ['lateData'] },
    ],
    [
      'goes on after we closed it',
      (session) => resumeSession(closeStale(session)),
      { status: 'active', endedAt: null, marks: ['lateData'] },
    ],
    [
      'readings after the stop that change it',
      (session) => applyReadings(stopSession(session, stopAt(5, 1000)), [register(4, 1000), register(6, 1400)]),
      { energyWh: 400, marks: expect.arrayContaining(['lateData']) },
    ],
    [
      'readings after the stop that change nothing',
      (session) => applyReadings(stopSession(session, stopAt(5, 2000)), [register(4, 1900)]),
      { energyWh: 1000, marks: [] },
    ],
    [
      'meter reset',
      (session) => stopSession(applyReadings(session, [register(5, 4000), register(10, 100)]), stopAt(20, 900)),
      { energyWh: 3900, marks: ['meterReset'] },
    ],
  ])('%s', (_, run, expected) => {
    expect(run(begun())).toMatchObject(expected);
  });

  it('is not changed by a repeat of any message', () => {
    const once = stopSession(applyReadings(begun(), [register(10, 3000)]), stopAt(20, 5000));
    expect(
      beginSession(once, { evseId: 1, connectorId: 1, at: t0, meterStartWh: 1000, token: null, isOffline: true, isClockOff: true }),
    ).toBe(once);
    expect(applyReadings(once, [register(10, 3000)])).toBe(once);
    expect(stopSession(once, stopAt(25, 9999))).toBe(once);
  });

  it('a refused card still has a session, marked', () => {
    const refused = beginSession(open(), {
      evseId: 1,
      connectorId: 1,
      at: t0,
      meterStartWh: 0,
      token: { idToken: 'X', type: null, tokenId: null, isAccepted: false },
      isOffline: false,
      isClockOff: false,
    });
    expect(refused.marks).toEqual(['tokenRefused']);
  });
});

describe('decideStart', () => {
  const start = { key: 'k9', evseId: 1, connectorId: 1, at: t0 + 60 * minute };
  it('knows a repeat', () => expect(decideStart([begun(9)], start)).toMatchObject({ kind: 'repeat', session: { id: 9 } }));
  it('ends what began before on the same connector', () => {
    const sessions = [begun(1), begun(2, { evseId: 2 }), stopSession(begun(3), stopAt(1, 1000)), begun(4, { at: t0 + 90 * minute })];
    expect(decideStart(sessions, start)).toMatchObject({ kind: 'new', superseded: [{ id: 1 }] });
  });
});

describe('matchUnnumbered: transactionId -1 or 0', () => {
  const evidence = { evseId: null, at: t0 + 30 * minute, meterWh: 5000, idToken: 'card' };
  it.each<[string, Session[], number | undefined]>([
    ['the only one', [begun(1)], 1],
    ['none', [], undefined],
    ['two that fit: never a guess', [begun(1), begun(2, { evseId: 2 })], undefined],
    ['told apart by the card', [begun(1), begun(2, { evseId: 2, token: 'OTHER' })], 1],
    ['told apart by the meter', [begun(1), begun(2, { evseId: 2, meter: 6000 })], 1],
    ['told apart by time', [begun(1), begun(2, { evseId: 2, at: t0 + 50 * minute })], 1],
    ['not one that has stopped', [stopSession(begun(1), stopAt(1, 1000))], undefined],
    ['one that we closed', [closeStale(begun(1))], 1],
    ['not another card', [begun(1, { token: 'OTHER' })], undefined],
  ])('%s', (_, sessions, id) => expect(matchUnnumbered(sessions, evidence)?.id).toBe(id));
  it('stays on its connector', () => expect(matchUnnumbered([begun(1)], { ...evidence, evseId: 2 })).toBeNull());
});

describe('a 2.x session', () => {
  const event = (seqNo: number, change: Partial<TransactionEvent> = {}): TransactionEvent => ({
    kind: 'Updated',
    at: t0 + seqNo * minute,
    seqNo,
    isOffline: false,
    isClockOff: false,
    chargingState: null,
    stopReason: null,
    evseId: null,
    connectorId: null,
    token: null,
    isTokenForStop: false,
    readings: [register(seqNo, 1000 + seqNo * 500)],
    ...change,
  });
  const card = { idToken: 'CARD', type: 'ISO14443', tokenId: 7, isAccepted: true };
  const conversation = [
    event(0, { kind: 'Started', chargingState: 'EVConnected' }),
    event(1, { evseId: 2, connectorId: 1, token: card, chargingState: 'Charging' }),
    event(2),
    event(3),
    event(4, { chargingState: 'SuspendedEV' }),
    event(5, { kind: 'Ended', stopReason: 'EVDisconnected', chargingState: 'Idle' }),
  ];
  const fresh = (first: TransactionEvent): Session =>
    openSession({
      id: 1,
      startKey: startKey2x('tx'),
      transactionId: 'tx',
      evseId: first.evseId ?? 0,
      connectorId: first.connectorId,
      at: first.at,
      receivedAt: t0,
    });
  const play = (events: readonly TransactionEvent[]): Session => events.reduce(applyEvent, fresh(events[0] ?? event(0)));

  it('merges what each event tells', () => {
    expect(play(conversation)).toMatchObject({
      status: 'ended',
      evseId: 2,
      connectorId: 1,
      idToken: 'CARD',
      energyWh: 2500,
      startedAt: t0,
      endedAt: t0 + 5 * minute,
      stopReason: 'EVDisconnected',
      marks: [],
    });
  });

  it.each<[string, number[], Partial<Session>]>([
    ['a number is missing', [0, 1, 3, 4, 5], { energyWh: 2500, marks: ['sequenceGap'] }],
    ['no start', [1, 2, 3, 4, 5], { marks: ['startMissing'], energyWh: 2000, startedAt: t0 + minute }],
    ['no end', [0, 1, 2], { status: 'active', marks: [] }],
    [
      'end before start',
      [5, 0, 1, 2, 3, 4],
      { status: 'ended', energyWh: 2500, startedAt: t0, marks: expect.arrayContaining(['outOfOrder', 'lateData']) },
    ],
    ['only the end', [5], { status: 'ended', marks: expect.arrayContaining(['startMissing', 'noEnergy']) }],
  ])('%s', (_, order, expected) => {
    expect(play(order.map((index) => conversation[index] as TransactionEvent))).toMatchObject(expected);
  });

  it('ends the same in any order, with any repeats', () => {
    const whole = play(conversation);
    fc.assert(
      fc.property(fc.shuffledSubarray([...conversation, ...conversation], { minLength: 12, maxLength: 12 }), (events) => {
        const session = play(events);
        const { energyWh, startedAt, endedAt, status, evseId, connectorId, idToken, chargingState, meterStartWh, meterStopWh, stopReason } =
          whole;
        expect(session).toMatchObject({
          energyWh,
          startedAt,
          endedAt,
          status,
          evseId,
          connectorId,
          idToken,
          chargingState,
          meterStartWh,
          meterStopWh,
          stopReason,
        });
        expect(session.marks).not.toContain('sequenceGap');
        expect(session.marks).not.toContain('startMissing');
      }),
    );
  });

  it('replaying any event changes nothing', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(conversation, { minLength: 1 }), fc.nat(), (events, pick) => {
        const session = play(events);
        expect(applyEvent(session, events[pick % events.length] as TransactionEvent)).toEqual(session);
      }),
    );
  });

  it('replaying an event whose state was part of a longer stretch changes nothing', () => {
    const told = (seqNo: number, chargingState: string): TransactionEvent => ({ ...event(seqNo), token: null, chargingState });
    const session = play([told(5, 'Idle'), told(0, 'EVConnected'), told(4, 'SuspendedEV'), told(1, 'Charging')]);
    expect(applyEvent(session, told(4, 'SuspendedEV'))).toEqual(session);
  });

  it('goes on after we closed it', () => {
    const closed = closeStale(play(conversation.slice(0, 3)));
    expect(applyEvent(closed, event(3))).toMatchObject({ status: 'active', marks: ['lateData'] });
  });
});
