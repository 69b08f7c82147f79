import { describe, expect, test } from 'vitest';
import { changedProfiles } from './change.ts';
import { byDefault, max, monday, profile, tx } from './testing/make.ts';

const night = profile([[0, 6]], { id: 1 });
const day = profile([[0, 16]], { id: 2, stackLevel: 1 });
const ids = (profiles: readonly { id: number }[]): number[] => profiles.map(({ id }) => id);

describe('what a station holds after it has agreed', () => {
  test('one with the same id takes the place of the other', () => {
    const changed = profile([[0, 10]], { id: 1, evseId: 2 });
    expect(changedProfiles('ocpp2.0.1', [night, day], { kind: 'set', profile: changed })).toEqual([day, changed]);
  });
  test.each([
    ['ocpp1.6', [2, 3]],
    ['ocpp2.0.1', [1, 2, 3]],
  ] as const)('%s: one of the same purpose, level and place', (version, expected) => {
    const rival = profile([[0, 10]], { id: 3 });
    expect(ids(changedProfiles(version, [night, day], { kind: 'set', profile: rival }))).toEqual(expected);
  });

  test.each([
    ['everything', {}, []],
    ['an id', { ids: [2] }, [1, 3, 4]],
    ['a place', { evseId: 0 }, [3]],
    ['a purpose', { purpose: 'TxDefaultProfile' as const }, [3, 4]],
    ['place and level', { evseId: 0, stackLevel: 0 }, [2, 3]],
    ['what is not there', { purpose: 'TxProfile' as const, evseId: 2 }, [1, 2, 3, 4]],
  ])('cleared: %s', (_, criteria, expected) => {
    const held = [night, day, { ...tx([[0, 8]]), id: 3 }, { ...max([[0, 20]]), id: 4 }];
    expect(ids(changedProfiles('ocpp2.1', held, { kind: 'cleared', criteria }))).toEqual(expected);
  });

  test('new values go into a dynamic profile and into no other', () => {
    const dynamic = { ...byDefault([[0, 16]], { kind: 'Dynamic', dynUpdateTime: monday }), id: 1 };
    const update = (id: number) =>
      changedProfiles('ocpp2.1', [dynamic, day], { kind: 'updated', id, values: { limit: 9 }, at: monday + 1 });
    expect(update(2)).toEqual([dynamic, day]);
    const [changed, other] = update(1);
    expect(other).toBe(day);
    expect(changed).toEqual({
      ...dynamic,
      dynUpdateTime: monday + 1,
      schedules: [{ id: 1, unit: 'A', periods: [{ startPeriod: 0, limit: 9 }] }],
    });
  });
});
