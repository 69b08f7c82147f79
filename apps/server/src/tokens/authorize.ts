import { canonicalToken, contractSpellings, decideToken, isTypeMeant, matchToken } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import type { Authorization } from '../stations/state.ts';
import { type FoundToken, lookUp } from './look-up.ts';

export interface Authorize {
  tenantId: number;
  /** As the station sent it. */
  idToken: string;
  /** OCPP 2.x idToken type; null in 1.6. */
  type: string | null;
  openAccess: boolean;
  /** Epoch ms. */
  at: number;
}

/** May this token charge? A card blocked now is refused now: see `lookUp` for what is remembered. */
export async function authorize(
  context: Pick<Context, 'db'>,
  { tenantId, idToken, type, openAccess, at }: Authorize,
): Promise<Authorization> {
  const key = canonicalToken(idToken);
  // PostgreSQL holds no NUL in text; such an id cannot be a card of ours and must not fail the look-ups beside it.
  const isPossible = type !== 'NoAuthorization' && key !== '' && !key.includes('\0');
  const token = isPossible ? await findToken(context, { tenantId, key, type }) : null;
  const { status, reason } = decideToken({ token, type, openAccess, at });
  return {
    status,
    reason,
    tokenId: token?.id ?? null,
    groupId: token?.groupId ?? null,
    validUntil: token?.validUntil ?? null,
    energyTransfer: token?.energyTransfer ?? null,
  };
}

/** By its number, a contract in any of its spellings. */
async function findToken(
  { db }: Pick<Context, 'db'>,
  { tenantId, key, type }: { tenantId: number; key: string; type: string | null },
): Promise<FoundToken | null> {
  // 1.6 names no type: what is spelt like a contract there may be one, if we know that contract.
  for (const one of type === 'eMAID' || type === null ? contractSpellings(key) : [key]) {
    const found = await lookUp(db, { tenantId, key: one });
    const token = matchToken(
      one,
      found.filter((candidate) => isTypeMeant(candidate.type, one === key ? type : 'eMAID')),
    );
    if (token !== null) return token;
  }
  return null;
}
