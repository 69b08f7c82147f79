import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Campaign, isEnded, isUnderWay, stepCampaign, type Update, type UpdateFacts, wavesOf } from '../index.ts';
import { campaign, facts, minute, plan, update } from './testing/campaign.ts';

const none = { ended: 0, good: 0 };

describe('whatever stations do', () => {
  /** A station by what it will do once it has been asked. */
  type Kind = 'good' | 'bad' | 'busy' | 'away' | 'gone' | 'refuses';
  const kinds = fc.array(fc.constantFrom<Kind>('good', 'good', 'good', 'bad', 'busy', 'away', 'gone', 'refuses'), {
    minLength: 1,
    maxLength: 30,
  });

  it('no busy or absent station is sent anything, never more than allowed are under way, it ends, and after a rollback nobody keeps the new version', () => {
    fc.assert(
      fc.property(kinds, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 3 }), (stations, atOnce, canary) => {
        const waves = wavesOf(stations.length, { canary, waves: [50, 100] });
        let current: Campaign = { ...campaign, plan: { ...plan, atOnce, canary, proceedPercent: 50 }, waves: Math.max(...waves) + 1 };
        let updates = stations.map((_, stationId): Update => ({ ...update, stationId, wave: waves[stationId] ?? 0 }));
        const has = stations.map(() => '1.0');
        let now = 0;
        for (let round = 0; round < 400; round++, now += 10 * minute) {
          const seen = updates.map((item, index) => ({
            update: item,
            facts: world(stations[index] ?? 'good', item, has[index] ?? '', now),
          }));
          const stepped = stepCampaign({ campaign: current, stations: seen, sessions: { before: none, after: none }, now });
          // Told again, it says the same.
          expect(stepCampaign({ campaign: current, stations: seen, sessions: { before: none, after: none }, now })).toEqual(stepped);
          for (const changed of stepped.updates) {
            const kind = stations[changed.stationId] ?? 'good';
            if (changed.state === 'sending') expect(['busy', 'away']).not.toContain(kind);
            if (changed.state === 'following' && kind !== 'refuses') has[changed.stationId] = changed.direction === 'back' ? '1.0' : '2.0';
          }
          updates = updates.map((item) => stepped.updates.find(({ stationId }) => stationId === item.stationId) ?? item);
          expect(updates.filter(isUnderWay).length).toBeLessThanOrEqual(atOnce);
          current = stepped.campaign;
          if (stepped.isOver) break;
        }
        const waitsForEver =
          current.state === 'rollingBack' && updates.every((item) => isEnded(item) || stations[item.stationId] === 'gone');
        expect(waitsForEver || updates.every(isEnded)).toBe(true);
        if (current.state === 'rolledBack')
          for (const item of updates) if (item.wasSent && stations[item.stationId] !== 'gone') expect(has[item.stationId]).toBe('1.0');
      }),
      { numRuns: 300 },
    );
  });

  function world(kind: Kind, { state, direction, sentAt }: Update, version: string, now: number): UpdateFacts {
    const isGone = kind === 'gone' && version === '2.0';
    const isRefused = kind === 'refuses';
    return {
      ...facts,
      isConnected: kind !== 'away' && !isGone,
      isBusy: kind === 'busy',
      version,
      isNew: version === '2.0',
      isFormer: version === '1.0',
      bootedAt: sentAt === null ? 0 : sentAt + 1,
      disconnectedAt: isGone ? (sentAt ?? 0) : null,
      faults: kind === 'bad' && version === '2.0' ? 1 : 0,
      command: state === 'sending' ? { status: isRefused ? 'rejected' : 'accepted', reason: null, sentAt: now } : null,
      told:
        state === 'following'
          ? { phase: direction === 'back' || !isGone ? 'done' : 'running', status: 'Installed', at: sentAt ?? 0 }
          : null,
    };
  }
});
