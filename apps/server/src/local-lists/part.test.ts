import { entryKey, type ListEntry } from '@stationmaster/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsOf } from './part.ts';

const entry = (idToken: string, more: Partial<ListEntry> = {}): ListEntry => ({
  idToken,
  type: 'Central',
  status: 'Accepted',
  groupId: null,
  validUntil: null,
  ...more,
});
const list = (...entries: ListEntry[]) => new Map(entries.map((one) => [entryKey(one), one]));
const roomy = { limit: { items: null, bytes: null }, wire: (one: ListEntry) => one };

describe('what has to be sent', () => {
  it('is nothing where the station holds it already, and everything where it is not known', () => {
    const wanted = list(entry('A'), entry('B'));
    expect(partsOf(wanted, wanted, roomy)).toEqual([]);
    expect(partsOf(null, wanted, roomy)).toEqual([{ isFull: true, changed: [entry('A'), entry('B')], gone: [] }]);
    expect(partsOf(null, list(), roomy)).toEqual([{ isFull: true, changed: [], gone: [] }]);
    expect(partsOf(wanted, list(), roomy)).toEqual([
      {
        isFull: false,
        changed: [],
        gone: [
          { idToken: 'A', type: 'Central' },
          { idToken: 'B', type: 'Central' },
        ],
      },
    ]);
  });

  it('goes in messages of the size the station takes; only the first is the whole list', () => {
    const wanted = list(...['A', 'B', 'C', 'D', 'E'].map((name) => entry(name)));
    const parts = partsOf(null, wanted, { ...roomy, limit: { items: 2, bytes: null } });
    expect(parts.map(({ isFull, changed }) => [isFull, ...changed.map(({ idToken }) => idToken)])).toEqual([
      [true, 'A', 'B'],
      [false, 'C', 'D'],
      [false, 'E'],
    ]);
  });

  it('leads any station from any list to the wanted one, within its limits', () => {
    const entries = fc.array(
      fc.record({
        idToken: fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F'),
        type: fc.constantFrom('Central', 'Local'),
        status: fc.constantFrom('Accepted' as const, 'Blocked' as const),
        groupId: fc.constantFrom(null, 'G'),
        validUntil: fc.constantFrom(null, 7),
      }),
    );
    fc.assert(
      fc.property(entries, entries, fc.boolean(), fc.integer({ min: 1, max: 5 }), (before, after, isKnown, items) => {
        const station = list(...before);
        const wanted = list(...after);
        for (const { isFull, changed, gone } of partsOf(isKnown ? list(...before) : null, wanted, {
          ...roomy,
          limit: { items, bytes: null },
        })) {
          expect(changed.length + gone.length).toBeLessThanOrEqual(items);
          if (isFull) station.clear();
          for (const one of gone) station.delete(entryKey(one));
          for (const one of changed) station.set(entryKey(one), one);
        }
        expect(station).toEqual(wanted);
      }),
    );
  });
});
