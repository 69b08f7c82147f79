import { type Draft, tell } from './draft.ts';
import { checkLimit } from './tx-limits.ts';

/** The display shows what the session costs so far, or in the end; amounts in the CSMS's currency. [P2 I02, I03] */
export function showCost(draft: Draft, sessionId: string, totalCost: number): void {
  const evse = draft.state.evses.find(({ session }) => session?.id === sessionId);
  if (evse?.session != null) evse.session = { ...evse.session, totalCost };
  if (evse !== undefined) checkLimit(draft, evse.id);
  tell(draft, 'shown', { what: 'cost', sessionId, totalCost });
}
