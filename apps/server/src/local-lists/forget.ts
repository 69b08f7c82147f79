import { canonicalToken, entryKey } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import { selectHeld } from './store.ts';
import { leaveOut } from './view-store.ts';

/** The station was told to forget this card: its list shall not know it either, until the whole list is sent anew. (2.x N10) */
export async function forgetOnList(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  stationId: number,
  card: { idToken: string; type: string },
): Promise<void> {
  const canonical = canonicalToken(card.idToken);
  const held = [...(await selectHeld(db, stationId)).values()].filter((entry) => canonicalToken(entry.idToken) === canonical);
  await leaveOut(db, stationId, { keys: [entryKey({ ...card, idToken: canonical }), ...held.map(entryKey)], at: clock() });
}
