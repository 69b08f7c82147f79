import type { ChargingKnowledge, ProfileChange } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import { limitChange } from './change.ts';
import { knowledgeOf, noLimits, readFeed } from './knowledge.ts';

export interface Remembered {
  change: ProfileChange;
  before: ChargingKnowledge;
  after: ChargingKnowledge;
}

/** The station has agreed to a change of its profiles: kept at once, so that no restart forgets what it holds. */
export async function rememberChange(
  { db, gateway, clock }: Pick<Context, 'db' | 'gateway' | 'clock'>,
  { stationId, commandId }: { stationId: number; commandId: number },
  change: ProfileChange,
): Promise<Remembered> {
  const feed = await readFeed(db, stationId);
  return await gateway.turn(stationId, (state) => {
    const before = state.limits ?? noLimits(feed);
    const step = limitChange(state, change, { commandId, at: clock(), feed });
    const next = { ...state };
    step.advance(next);
    const answer = {
      change,
      before: knowledgeOf(state, { ...before, feed }),
      after: knowledgeOf(state, next.limits ?? before),
    };
    return { answer, ...step };
  });
}
