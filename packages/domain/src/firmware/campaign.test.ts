import { describe, expect, it, test } from 'vitest';
import {
  type Campaign,
  type CampaignPlan,
  isWithinHours,
  sameVersion,
  stepCampaign,
  type Update,
  type UpdateFacts,
  wavesOf,
} from '../index.ts';
import { campaign, facts, minute, plan, update } from './testing/campaign.ts';

const none = { ended: 0, good: 0 };

/** No failure stops it. */
const patient = { ...plan, canaryFailures: 9, lostStations: 9, failurePercent: 100 };
/** One step of one station in a campaign of its own. */
function one(changes: { update?: Partial<Update>; facts?: Partial<UpdateFacts>; campaign?: Partial<Campaign>; now?: number }) {
  const { updates, campaign: after } = stepCampaign({
    campaign: { ...campaign, plan: patient, ...changes.campaign },
    stations: [{ update: { ...update, ...changes.update }, facts: { ...facts, ...changes.facts } }],
    sessions: { before: none, after: none },
    now: changes.now ?? 1000,
  });
  const next = updates[0];
  return {
    state: next?.state,
    reason: next?.reason,
    direction: next?.direction,
    attempt: next?.attempt,
    isSigned: next?.isSigned,
    campaign: after,
  };
}
const accepted = { status: 'accepted', reason: null, sentAt: 0 };
const told = (status: string, phase: 'running' | 'done' | 'failed', at = 500) => ({ status, phase, at });
const sent: Partial<Update> = { wasSent: true, attempt: 1, sentAt: 100, fromVersion: '1.0', faultsBefore: 0, since: 100 };

describe('a station that waits', () => {
  test.each<[string, Parameters<typeof one>[0], object]>([
    ['is sent it', {}, { state: 'sending', attempt: 1 }],
    ['waits while it is away', { facts: { isConnected: false } }, { state: 'waiting', reason: 'offline' }],
    ['waits while a car charges', { facts: { isBusy: true } }, { state: 'waiting', reason: 'charging' }],
    ['waits for its hours', { facts: { isOpenHour: false } }, { state: 'waiting', reason: 'hours' }],
    ['waits for its wave', { update: { wave: 1 } }, { state: undefined }],
    ['waits while the campaign is paused', { campaign: { state: 'paused' } }, { state: undefined }],
    ['has it already', { facts: { isNew: true } }, { state: 'skipped', reason: 'hasVersion' }],
    ['is left out after a long time', { facts: { isConnected: false }, now: 49 * 60 * minute }, { state: 'skipped', reason: 'notReached' }],
    ['waits for its next try', { update: { dueAt: 2000 } }, { state: undefined }],
    ['got it after a try that was given up', { update: sent, facts: { isNew: true } }, { state: 'watching' }],
  ])('%s', (_, given, expected) => expect(one(given)).toMatchObject(expected));

  it('waits while enough others are under way', () => {
    const { updates } = stepCampaign({
      campaign: { ...campaign, plan: { ...plan, atOnce: 2 } },
      stations: [1, 2, 3].map((stationId) => ({ update: { ...update, stationId }, facts })),
      sessions: { before: none, after: none },
      now: 0,
    });
    expect(updates.map(({ state, reason }) => [state, reason])).toEqual([
      ['sending', null],
      ['sending', null],
      ['waiting', 'queue'],
    ]);
  });
});

describe('a message on its way', () => {
  test.each<[string, Partial<UpdateFacts>, object]>([
    ['is waited for', { command: { status: 'pending', reason: null, sentAt: null } }, { state: undefined }],
    ['was never stored', { command: null }, { state: 'waiting', attempt: 0 }],
    ['is accepted', { command: accepted }, { state: 'following' }],
    ['is refused: tried again', { command: { status: 'rejected', reason: null, sentAt: 1 } }, { state: 'waiting', reason: 'rejected' }],
    ['is refused for its certificate', { command: { status: 'rejected', reason: 'InvalidCertificate', sentAt: 1 } }, { state: 'failed' }],
    [
      'has no signed form there',
      { command: { status: 'notSupported', reason: null, sentAt: 1 } },
      { state: 'waiting', isSigned: false, attempt: 0 },
    ],
    [
      'was not sent before the server died',
      { command: { status: 'failed', reason: 'serverStopped', sentAt: null } },
      { state: 'waiting', attempt: 0 },
    ],
    [
      'may have been sent when it died',
      { command: { status: 'failed', reason: 'serverStopped', sentAt: 1 } },
      { state: 'following', reason: 'unanswered' },
    ],
    ['is not answered', { command: { status: 'timedOut', reason: null, sentAt: 1 } }, { state: 'following', reason: 'unanswered' }],
    [
      'is known to have arrived by what the station does',
      { command: { status: 'sent', reason: null, sentAt: 1 }, told: told('Downloading', 'running') },
      { state: 'following' },
    ],
  ])('%s', (_, given, expected) => expect(one({ update: { ...sent, state: 'sending' }, facts: given })).toMatchObject(expected));
});

describe('a station that installs', () => {
  const returned = { isNew: true, version: '2.0', bootedAt: 600 };
  test.each<[string, Partial<UpdateFacts>, number, object]>([
    ['downloads', { told: told('Downloading', 'running') }, 1000, { state: undefined }],
    ['returns with the version', { ...returned, told: told('Installed', 'done') }, 1000, { state: 'watching' }],
    ['returns with it and says no word', returned, 1000, { state: 'watching' }],
    ['cannot download: tried again', { told: told('DownloadFailed', 'failed') }, 1000, { state: 'waiting', reason: 'DownloadFailed' }],
    ['does not trust the signature', { told: told('InvalidSignature', 'failed') }, 1000, { state: 'failed', reason: 'InvalidSignature' }],
    ['has just come back with another', { told: told('Installing', 'running'), bootedAt: 600 }, 20_000, { state: undefined }],
    ['stays with another', { told: told('Installing', 'running'), bootedAt: 600 }, 40_000, { state: 'failed', reason: 'wrongVersion' }],
    ['says Installed and never restarts', { told: told('Installed', 'done') }, 11 * minute, { state: 'failed', reason: 'wrongVersion' }],
    ['is away', { isConnected: false, disconnectedAt: 600, told: told('Installing', 'running') }, 5 * minute, { state: undefined }],
    [
      'does not return',
      { isConnected: false, disconnectedAt: 600, told: told('Installing', 'running') },
      11 * minute,
      { state: 'failed', reason: 'noReturn' },
    ],
    ['makes no progress', { told: told('Downloading', 'running') }, 61 * minute, { state: 'waiting', reason: 'noProgress' }],
  ])('%s', (_, given, now, expected) =>
    expect(one({ update: { ...sent, state: 'following' }, facts: { command: accepted, ...given }, now })).toMatchObject(expected),
  );

  it('is asked again when it never said a word', () => {
    const silent = { update: { ...sent, state: 'following', reason: 'unanswered' } as const, facts: { command: accepted } };
    expect(one({ ...silent, now: minute }).state).toBeUndefined();
    expect(one({ ...silent, now: 3 * minute })).toMatchObject({ state: 'waiting', reason: 'unanswered' });
  });
});

describe('a station that has it', () => {
  const watching: Partial<Update> = { ...sent, state: 'watching', since: 1000 };
  const good = { isNew: true, version: '2.0' };
  test.each<[string, Partial<UpdateFacts>, number, object]>([
    ['is looked at', good, minute, { state: undefined }],
    ['is through', good, 6 * minute, { state: 'done', direction: 'forward' }],
    ['has a fault', { ...good, faults: 1 }, minute, { state: 'failed', reason: 'faulted' }],
    ['goes away for a moment', { ...good, isConnected: false, disconnectedAt: 2000 }, minute, { state: undefined }],
    ['goes away for long', { ...good, isConnected: false, disconnectedAt: 2000 }, 12 * minute, { state: 'failed', reason: 'noReturn' }],
    ['is an old one again', { version: '1.0', isFormer: true }, minute, { state: 'failed', reason: 'wrongVersion' }],
  ])('%s', (_, given, now, expected) => expect(one({ update: watching, facts: given, now })).toMatchObject(expected));
});

describe('the campaign', () => {
  const through = (state: Update['state'], count: number, more: Partial<Update> = {}) =>
    Array.from({ length: count }, (_, index) => ({
      update: { ...update, ...sent, stationId: index, state, ...more },
      facts: { ...facts, isNew: true },
    }));
  const judged = (stations: ReturnType<typeof through>, changes: Partial<Campaign> = {}, sessions = { before: none, after: none }) =>
    stepCampaign({ campaign: { ...campaign, wave: 1, ...changes }, stations, sessions, now: 1000 }).campaign;

  it('stops when the canary fails, and turns everybody back who may have it', () => {
    const stations = [
      ...through('failed', 1, { reason: 'faulted' }),
      ...through('following', 1),
      ...through('waiting', 3, { wave: 1, wasSent: false }),
    ];
    const stepped = stepCampaign({ campaign, stations, sessions: { before: none, after: none }, now: 1000 });
    expect(stepped.campaign).toMatchObject({ state: 'rollingBack', reason: 'canaryFailed' });
    expect(stepped.updates.map(({ state, direction }) => [state, direction])).toEqual([
      ['waiting', 'back'],
      ['cancelled', 'forward'],
      ['cancelled', 'forward'],
      ['cancelled', 'forward'],
    ]);
  });
  it('bears a few failures, not many', () => {
    expect(judged([...through('done', 9), ...through('failed', 2), ...through('waiting', 1)]).state).toBe('running');
    expect(judged([...through('done', 9), ...through('failed', 3), ...through('waiting', 1)])).toMatchObject({ reason: 'tooManyFailed' });
    expect(judged([...through('done', 9), ...through('failed', 3), ...through('waiting', 1)], { forgiven: 3 }).state).toBe('running');
  });
  it('stops when stations do not return', () => {
    expect(judged([...through('done', 99), ...through('failed', 2, { reason: 'noReturn' })])).toMatchObject({ reason: 'notReturned' });
  });
  it('stops when fewer sessions get energy', () => {
    const before = { ended: 100, good: 97 };
    const running = [...through('done', 9), ...through('waiting', 1)];
    expect(judged(running, {}, { before, after: { ended: 20, good: 17 } })).toMatchObject({ state: 'rollingBack', reason: 'sessionsFail' });
    expect(judged(running, {}, { before, after: { ended: 20, good: 18 } }).state).toBe('running');
    expect(judged(running, {}, { before, after: { ended: 4, good: 0 } }).state).toBe('running');
  });
  it('goes to the next wave when enough are through and nobody is looked at', () => {
    const next = (stations: ReturnType<typeof through>, proceedPercent: number) =>
      judged([...stations, ...through('waiting', 1, { wave: 2 })], { plan: { ...plan, proceedPercent } }).wave;
    expect(next(through('done', 4), 100)).toBe(2);
    expect(next([...through('done', 4), ...through('watching', 1)], 0)).toBe(1);
    const away = through('waiting', 1).map((seen) => ({ ...seen, facts: { ...facts, isConnected: false } }));
    expect(next([...through('done', 4), ...away], 90)).toBe(1);
    expect(next([...through('done', 4), ...away], 80)).toBe(2);
  });
  it('is over when all are', () => {
    expect(judged([...through('done', 3), ...through('failed', 0)])).toMatchObject({ state: 'finished' });
    expect(judged(through('rolledBack', 2, { direction: 'back' }), { state: 'rollingBack' })).toMatchObject({ state: 'rolledBack' });
  });
});

test('waves', () => {
  expect(wavesOf(12, { canary: 2, waves: [10, 50, 100] })).toEqual([0, 0, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3]);
  expect(wavesOf(4, { canary: 0, waves: [50, 100] })).toEqual([0, 0, 1, 1]);
  expect(wavesOf(1, { canary: 3, waves: [] })).toEqual([0]);
});
test.each<[CampaignPlan['hours'], string, boolean]>([
  [null, '12:00', true],
  [{ from: '01:00', to: '05:00' }, '00:59', false],
  [{ from: '01:00', to: '05:00' }, '01:00', true],
  [{ from: '01:00', to: '05:00' }, '05:00', false],
  [{ from: '22:00', to: '05:00' }, '23:10', true],
  [{ from: '22:00', to: '05:00' }, '04:59', true],
  [{ from: '22:00', to: '05:00' }, '12:00', false],
])('hours %o at %s', (hours, at, expected) =>
  expect(isWithinHours(hours, Number(at.slice(0, 2)) * 3_600_000 + Number(at.slice(3)) * 60_000)).toBe(expected),
);
test('versions', () => {
  expect([sameVersion('V2.1 ', 'v2.1'), sameVersion('2.1', '2.10'), sameVersion(null, null)]).toEqual([true, false, false]);
});
