import {
  type ChargingPlace,
  canonicalToken,
  contractSpellings,
  decidePrepaid,
  decideToken,
  isTypeMeant,
  matchToken,
} from '@stationmaster/domain';
import type { Context } from '../context.ts';
import { purseOf } from '../payments/credit.ts';
import type { Authorization } from '../stations/state.ts';
import type { Payer } from '../tariffs/book.ts';
import { type FoundDriver, type FoundToken, lookUp } from './look-up.ts';

export interface Authorize {
  tenantId: number;
  /** As the station sent it. */
  idToken: string;
  /** OCPP 2.x idToken type; null in 1.6. */
  type: string | null;
  openAccess: boolean;
  /** Where it is to begin a session; left out: it begins none, so that rights and limits of its driver, and its credit, do not matter. */
  place?: (ChargingPlace & { currency: string }) | undefined;
  /** Epoch ms. */
  at: number;
}

/** May this token charge? A card blocked now is refused now: see `lookUp` for what is remembered. */
export async function authorize(
  context: Pick<Context, 'db'>,
  { tenantId, idToken, type, openAccess, place, at }: Authorize,
): Promise<Authorization> {
  const key = canonicalToken(idToken);
  // PostgreSQL holds no NUL in text; such an id cannot be a card of ours and must not fail the look-ups beside it.
  const isPossible = type !== 'NoAuthorization' && key !== '' && !key.includes('\0');
  const token = isPossible ? await findToken(context, { tenantId, key, type }) : null;
  const decided = decideToken({ token, type, openAccess, place, at });
  const purse = token?.isPrepaid && place ? await purseOf(context.db, { tokenId: token.id, currency: place.currency, at }) : null;
  const { status, reason } = purse === null ? decided : decidePrepaid(decided, purse);
  return {
    status,
    reason,
    tokenId: token?.id ?? null,
    groupId: token?.groupId ?? null,
    // 2.1 C17: its credit is asked for at every tap, so no station may remember the answer.
    validUntil: token?.isPrepaid ? at : (token?.validUntil ?? null),
    energyTransfer: token?.energyTransfer ?? null,
    ...(purse === null ? {} : { purse }),
    ...(token?.driver ? { payer: payerOf(token.driver) } : {}),
  };
}

function payerOf({ id, companyId, costCentreId, groups }: FoundDriver): Payer {
  return { driverId: id, companyId, costCentreId, groupIds: groups.map((group) => group.id) };
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
