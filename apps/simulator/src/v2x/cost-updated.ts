import { showCost } from '../station/cost.ts';
import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import type { Asked, Said } from './calls.ts';

export function costUpdated(draft: Draft, { transactionId, totalCost }: Asked<'CostUpdated'>): Obeyed<Said<'CostUpdated'>> {
  return { answer: {}, after: () => showCost(draft, transactionId, totalCost) };
}
