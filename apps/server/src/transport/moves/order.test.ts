import { describe, expect, it } from 'vitest';
import { hintsOf, type Movable, whyNot } from './able.ts';
import { freeSlot, newRanking, rankingOf, stepAfter } from './step.ts';

describe('the order of things', () => {
  it.each([
    [[], 1, '1'],
    [[1], 2, '2,1'],
    [[2], 1, '1,2'],
    [[1, 3], 3, '3,1'],
  ])('ranked %j: slot %i, then %s', (ranked, slot, ranking) => {
    expect(freeSlot(ranked)).toBe(slot);
    expect(newRanking(slot, ranked)).toBe(ranking);
  });
  it('reads rankings as stations write them', () => expect(rankingOf(' 2, 0,x,1 ')).toEqual([2, 0, 1]));
  it('ends', () => expect(stepAfter('rotate')).toBe('end'));
});

describe('who goes along', () => {
  const station: Movable = {
    profile: 1,
    protocol: 'ocpp1.6',
    isConnected: true,
    isMoving: false,
    isCharging: false,
    hasCertificate: false,
    hasToldSettings: true,
    hasProfileKey: true,
  };
  it.each([
    [{}, 2, null],
    [{ profile: 2 }, 2, 'already'],
    [{ profile: 3 }, 2, 'higher'],
    [{ isMoving: true }, 2, 'moving'],
    [{ hasProfileKey: false }, 2, 'tooOld'],
    [{ hasProfileKey: false, hasToldSettings: false }, 2, null],
    [{ hasProfileKey: false, protocol: 'ocpp2.0.1' }, 2, null],
  ] as const)('%j to %i: %s', (change, toProfile, why) => {
    expect(whyNot({ ...station, ...change }, { toProfile, hasCertificate: false })).toBe(why);
  });
  it.each([
    [{}, {}, ['keepsAddress']],
    [{}, { addressKey: 'Url' }, []],
    [{ protocol: 'ocpp2.1' }, {}, []],
    [{ protocol: 'ocpp2.1' }, { toProfile: 3 }, ['getsCertificate']],
    [{ protocol: 'ocpp2.1', hasCertificate: true }, { toProfile: 3 }, []],
    [{ protocol: null, isConnected: false }, {}, ['neverCame']],
    [{ isConnected: false, isCharging: true, hasToldSettings: false }, {}, ['away', 'charging', 'keepsAddress', 'notKnown']],
  ] as const)('%j with %j is told %j', (change, wanted, hints) => {
    expect(hintsOf({ ...station, ...change }, { toProfile: 2, hasCertificate: false, ...wanted })).toEqual(hints);
  });
});
