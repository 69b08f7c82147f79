import { expect, test } from 'vitest';
import type { AwaitedEffect } from '../stations/state.ts';
import { awaitedEffect, awaitingOf } from './awaiting.ts';
import { effectsOf, type SeenEvent } from './effects.ts';
import type { CommandRequest } from './words.ts';

const at = Date.parse('2026-05-01T10:00:00Z');
const seconds = 1000;
function awaited(id: number, request: CommandRequest, requestedAt = at): AwaitedEffect {
  const effect = awaitedEffect({ id, request, sessionId: null, at: requestedAt });
  if (effect === null) throw new Error(`${request.verb} awaits nothing`);
  return effect;
}
const stateWith = (...effects: AwaitedEffect[]) => ({
  identity: 'CP1',
  tenantId: 1,
  awaiting: new Map(effects.map((effect) => [effect.commandId, effect])),
});
const started = (more: Partial<Extract<SeenEvent, { kind: 'sessionStarted' }>>): SeenEvent => ({
  kind: 'sessionStarted',
  evseId: 1,
  idToken: 'card',
  remoteStartId: null,
  sessionId: 9,
  ...more,
});

test.each<[string, CommandRequest, SeenEvent, boolean]>([
  ['the card in other letters', { verb: 'start', token: 'CARD', evseId: 1 }, started({}), true],
  ['another card', { verb: 'start', token: 'CARD', evseId: 1 }, started({ idToken: 'other' }), false],
  ['another EVSE', { verb: 'start', token: 'CARD', evseId: 2 }, started({}), false],
  ['any EVSE', { verb: 'start', token: 'CARD' }, started({ evseId: 3 }), true],
  ['its remoteStartId, whatever the card', { verb: 'start', token: 'CARD', evseId: 1 }, started({ idToken: null, remoteStartId: 7 }), true],
  ['the remoteStartId of another', { verb: 'start', token: 'CARD', evseId: 1 }, started({ remoteStartId: 8 }), false],
  [
    'its EVSE is reserved',
    { verb: 'reserve', evseId: 2, token: 'CARD', expiresAt: '2026-05-01T11:00:00Z' },
    { kind: 'status', evseId: 2, connectorId: 1, status: 'Reserved' },
    true,
  ],
  [
    'another EVSE is reserved',
    { verb: 'reserve', evseId: 2, token: 'CARD', expiresAt: '2026-05-01T11:00:00Z' },
    { kind: 'status', evseId: 1, connectorId: 1, status: 'Reserved' },
    false,
  ],
  ['its session ended', { verb: 'stop', sessionId: 9 }, { kind: 'sessionEnded', sessionId: 9 }, true],
  ['another session ended', { verb: 'stop', sessionId: 9 }, { kind: 'sessionEnded', sessionId: 8 }, false],
  ['booted', { verb: 'reset', kind: 'hard' }, { kind: 'booted' }, true],
  ['a status is no boot', { verb: 'reset', kind: 'hard' }, { kind: 'status', evseId: 1, connectorId: 1, status: 'Available' }, false],
  [
    'the EVSE reports again',
    { verb: 'reset', kind: 'hard', evseId: 1 },
    { kind: 'status', evseId: 1, connectorId: 1, status: 'Available' },
    true,
  ],
  [
    'out of service',
    { verb: 'changeAvailability', operative: false, evseId: 1 },
    { kind: 'status', evseId: 1, connectorId: 1, status: 'Unavailable' },
    true,
  ],
  [
    'still in service',
    { verb: 'changeAvailability', operative: false, evseId: 1 },
    { kind: 'status', evseId: 1, connectorId: 1, status: 'Charging' },
    false,
  ],
  [
    'back in service',
    { verb: 'changeAvailability', operative: true, evseId: 0 },
    { kind: 'status', evseId: 2, connectorId: 1, status: 'Available' },
    true,
  ],
  ['the message asked for', { verb: 'trigger', message: 'Heartbeat' }, { kind: 'message', action: 'Heartbeat', evseId: null }, true],
  ['another message', { verb: 'trigger', message: 'Heartbeat' }, { kind: 'message', action: 'MeterValues', evseId: 1 }, false],
  [
    'values of another EVSE',
    { verb: 'trigger', message: 'MeterValues', evseId: 2 },
    { kind: 'message', action: 'MeterValues', evseId: 1 },
    false,
  ],
  ['a triggered boot', { verb: 'trigger', message: 'BootNotification' }, { kind: 'booted' }, true],
  [
    'a triggered status',
    { verb: 'trigger', message: 'StatusNotification', evseId: 1 },
    { kind: 'status', evseId: 1, connectorId: 1, status: 'Available' },
    true,
  ],
  [
    'the last page of its report',
    { verb: 'readConfiguration', variables: [] },
    { kind: 'message', action: 'NotifyReport', evseId: null, requestId: 7 },
    true,
  ],
  [
    'the last page of another report',
    { verb: 'readConfiguration', variables: [] },
    { kind: 'message', action: 'NotifyReport', evseId: null, requestId: 6 },
    false,
  ],
])('effect: %s', (...[, request, event, isSeen]) => {
  const { settled, writes } = effectsOf(stateWith(awaited(7, request)), event, at + 1 * seconds);
  expect(settled).toEqual(isSeen ? [7] : []);
  expect(writes.command?.map(({ id, status }) => ({ id, status })) ?? []).toEqual(isSeen ? [{ id: 7, status: 'confirmed' }] : []);
});

test('a session that starts confirms the oldest of two equal commands, once', () => {
  const state = stateWith(awaited(8, { verb: 'start', token: 'card' }, at + 1 * seconds), awaited(7, { verb: 'start', token: 'card' }, at));
  expect(effectsOf(state, started({}), at + 2 * seconds).settled).toEqual([7]);
});

test('what comes too late is no effect', () => {
  const effect = awaited(7, { verb: 'start', token: 'card' });
  expect(effectsOf(stateWith(effect), started({}), effect.until).settled).toEqual([7]);
  expect(effectsOf(stateWith(effect), started({}), effect.until + 1).settled).toEqual([]);
});

test.each([
  ['accepted', null, 10, true],
  ['sent', null, 10, true],
  ['timedOut', null, 10, true],
  ['failed', 'connectionClosed', 10, true],
  ['failed', 'serverStopped', 10, true],
  ['failed', 'InternalError', 10, false],
  ['rejected', null, 10, false],
  ['confirmed', null, 10, false],
  ['accepted', null, 3600, false],
  ['accepted', 'scheduled', 3600, true],
])('after a restart a reset that was %s (%s) %i s ago is awaited: %s', (...[status, reason, ago, isAwaited]) => {
  const row = {
    id: 7,
    verb: 'reset',
    parameters: { kind: 'soft' },
    status,
    reason,
    requested_at: new Date(at - ago * seconds),
    effect_by: null,
    session_id: null,
  };
  expect([...awaitingOf([row], at).keys()]).toEqual(isAwaited ? [7] : []);
});

test('a stop is awaited again for the session it meant', () => {
  const row = {
    id: 7,
    verb: 'stop',
    parameters: { sessionId: 9 },
    status: 'accepted',
    reason: null,
    requested_at: new Date(at),
    effect_by: null,
    session_id: 9,
  };
  expect(effectsOf({ ...stateWith(), awaiting: awaitingOf([row], at) }, { kind: 'sessionEnded', sessionId: 9 }, at).settled).toEqual([7]);
});
