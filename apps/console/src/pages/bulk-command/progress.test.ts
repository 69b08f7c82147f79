import { commandStatuses } from '@stationmaster/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BulkCommand } from '../../api.ts';
import de from '../../locales/de/commands.json';
import en from '../../locales/en/commands.json';
import { parts, sums, unsent } from './progress.ts';

const byStatus: fc.Arbitrary<BulkCommand['byStatus']> = fc.dictionary(
  fc.constantFrom(...commandStatuses),
  fc.integer({ min: 1, max: 5000 }),
);
const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);

describe('how far a command for many is', () => {
  it('counts every station once, in the bar and in the sums', () =>
    fc.assert(
      fc.property(byStatus, (counts) => {
        const total = sum(Object.values(counts));
        expect(sum(parts({ byStatus: counts }).map(({ count }) => count))).toBe(total);
        expect(sum(Object.values(sums({ byStatus: counts })))).toBe(total);
      }),
    ));
  it('shows the done ones first, what is still to come last, and nothing that does not occur', () =>
    expect(parts({ byStatus: { waiting: 1, offline: 2, sent: 3, confirmed: 4, cancelled: 5, notSupported: 6 } })).toEqual([
      { status: 'confirmed', count: 4 },
      { status: 'offline', count: 2 },
      { status: 'notSupported', count: 6 },
      { status: 'cancelled', count: 5 },
      { status: 'waiting', count: 1 },
      { status: 'sent', count: 3 },
    ]));
  it('knows what can be tried again and what can be taken back', () => {
    const bulk = { byStatus: { queued: 1, waiting: 2, sent: 4, rejected: 8, expired: 16, notSupported: 32, cancelled: 64 } };
    expect(sums(bulk)).toEqual({ done: 0, underWay: 7, failed: 24, impossible: 32, dropped: 64 });
    expect(unsent(bulk)).toBe(3);
  });
  it.each(['en', 'de'] as const)('has a short word in %s for each status', (language) =>
    expect(Object.keys({ en, de }[language].status)).toEqual([...commandStatuses]),
  );
});
