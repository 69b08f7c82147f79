import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { entryKey, type ListableToken, type ListEntry, type ListLimits, listDifference, wantedList } from './local-list.ts';

const token = (value: string, more: Partial<ListableToken> = {}): ListableToken => ({
  value,
  aliases: [],
  type: 'ISO14443',
  groupId: null,
  blocked: false,
  validFrom: null,
  validUntil: null,
  lastUsedAt: null,
  ...more,
});
const roomy: ListLimits = { types: 'any', longestToken: 255, longestGroup: 255, most: null };
const at = 1000;
const wanted = (tokens: ListableToken[], limits: Partial<ListLimits> = {}, without: string[] = []) =>
  wantedList(tokens, { ...roomy, ...limits }, { at, without: new Set(without) });
const names = (tokens: ListableToken[], limits: Partial<ListLimits> = {}, without: string[] = []) =>
  [...wanted(tokens, limits, without).entries.values()].map(({ idToken }) => idToken);

describe('the list a station should hold', () => {
  it('has a card with its group and end, spelt as readers send it', () => {
    expect([...wanted([token('04:a1:b2:c3', { groupId: 'FAMILY', validUntil: 5000 })]).entries]).toEqual([
      ['iso14443/04a1b2c3', { idToken: '04A1B2C3', type: 'ISO14443', status: 'Accepted', groupId: 'FAMILY', validUntil: 5000 }],
    ]);
  });

  test.each<[string, ListableToken[], Partial<ListLimits>, string[]]>([
    ['other ids as they were written', [token(' Ada-1 ')], {}, ['Ada-1']],
    ['typed aliases too', [token('04A1B2C3', { aliases: ['C3B2A104'] })], {}, ['04A1B2C3', 'C3B2A104']],
    ['one spelling once', [token('04A1B2C3', { aliases: ['04:A1:B2:C3'] }), token('04a1b2c3')], {}, ['04A1B2C3']],
    [
      'nothing that is not yet valid or no more',
      [token('A', { validFrom: 1001 }), token('B', { validUntil: 1000 }), token('C', { validFrom: 1000 })],
      {},
      ['C'],
    ],
    [
      'blocked ones last, the last used first',
      [token('A', { blocked: true, lastUsedAt: 999 }), token('B'), token('C', { lastUsedAt: 5 })],
      {},
      ['C', 'B', 'A'],
    ],
    ['as many as fit', [token('A', { blocked: true }), token('B'), token('C', { lastUsedAt: 5 })], { most: 2 }, ['C', 'B']],
    ['no start button', [token('', { type: 'NoAuthorization' }), token('X', { type: 'NoAuthorization' })], {}, []],
    ['no type the version has no word for', [token('A', { type: 'EVCCID' }), token('B')], { types: new Set(['ISO14443']) }, ['B']],
    [
      'no id that is too long',
      [token('123456789012345678901'), token('12345678901234567890')],
      { longestToken: 20 },
      ['12345678901234567890'],
    ],
  ])('%s', (...[, tokens, limits, expected]) => expect(names(tokens, limits)).toEqual(expected));

  it('leaves out what it is told to, and a group too long to tell', () => {
    expect(names([token('A'), token('B')], {}, ['iso14443/a'])).toEqual(['B']);
    expect([...wanted([token('A', { groupId: 'X'.repeat(21) })], { longestGroup: 20 }).entries.values()][0]?.groupId).toBeNull();
  });

  it('knows no types in 1.6: the same id twice is one entry', () => {
    const both = [token('A', { type: 'Central' }), token('a')];
    expect(names(both)).toEqual(['A', 'a']);
    expect([...wanted(both, { types: null }).entries.keys()]).toEqual(['/a']);
  });

  it('says when it will change by itself, and how many found no room', () => {
    expect(wanted([token('A', { validFrom: 3000 }), token('B', { validFrom: 2000, validUntil: 9000 })])).toMatchObject({
      changesAt: 2000,
      leftOut: 0,
    });
    expect(wanted([token('A'), token('B')], { most: 1 })).toMatchObject({ changesAt: null, leftOut: 1 });
  });
});

const entry = fc.record({
  idToken: fc.constantFrom('A', 'B', 'C', 'D'),
  type: fc.constantFrom('', 'Central'),
  status: fc.constantFrom('Accepted' as const, 'Blocked' as const),
  groupId: fc.constantFrom(null, 'G'),
  validUntil: fc.constantFrom(null, 5, 6),
});
const list = fc.array(entry).map((entries) => new Map(entries.map((one): [string, ListEntry] => [entryKey(one), one])));

describe('the difference of two lists', () => {
  it('makes the one of the other, and is empty only for the same', () => {
    fc.assert(
      fc.property(list, list, (held, wantedEntries) => {
        const { changed, gone } = listDifference(held, wantedEntries);
        const after = new Map(held);
        for (const one of gone) after.delete(entryKey(one));
        for (const one of changed) after.set(entryKey(one), one);
        expect(after).toEqual(wantedEntries);
        expect(listDifference(wantedEntries, wantedEntries)).toEqual({ changed: [], gone: [] });
        for (const one of changed) expect(held.get(entryKey(one))).not.toEqual(one);
      }),
    );
  });
});
