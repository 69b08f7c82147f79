import { type ChargingPlace, type ChargingRight, rightsRefusal } from '../driver/rights.ts';
import { type Allowance, spendingRefusal } from '../driver/spending.ts';
import type { Instant } from '../reading.ts';
import type { AuthorizationStatus, TokenReason } from '../words.ts';

export interface KnownToken {
  blocked: boolean;
  validFrom: Instant | null;
  validUntil: Instant | null;
  /** Whose it is; null or left out: a card of nobody we know. */
  driver?: KnownDriver | null;
}
/** What of a driver decides whether a card of theirs may charge. */
export interface KnownDriver {
  blocked: boolean;
  groups: readonly { rights: readonly ChargingRight[] }[];
  allowances: readonly Allowance[];
}
export interface Presented {
  /** null: we know no such card. */
  token: KnownToken | null;
  /** OCPP 2.x idToken type; null in 1.6. */
  type?: string | null;
  /** The site lets everyone charge. */
  openAccess: boolean;
  /** Where it is to charge; left out: it is not to begin anything, so that rights and limits of its driver do not matter. */
  place?: ChargingPlace | undefined;
  at: Instant;
}
/** Types whose values are secrets or references of their own: the same text of another type means something else. */
const ownTypes: ReadonlySet<string> = new Set(['KeyCode', 'DirectPayment']);

/**
 * May a token of ours be meant by what a station presents as this type? Stations name the types of cards and cars as they
 * like, and 1.6 has none; but a code typed in is no card, and no card is a code. [2.x C01, C04; 2.1 C18]
 */
export function isTypeMeant(ours: string, presented: string | null): boolean {
  return presented === null || ours === presented || !(ownTypes.has(ours) || ownTypes.has(presented));
}

export interface TokenDecision {
  status: AuthorizationStatus;
  reason: TokenReason;
}

/**
 * May this token charge here and now? A blocked card never may, nor one of a blocked driver, also where everyone else may.
 * `validFrom` belongs to the time of validity, `validUntil` no more. The status is a 2.x word; those that 1.6 does not have
 * are `Invalid` there.
 */
export function decideToken({ token, type, openAccess, place, at }: Presented): TokenDecision {
  // 2.x C02, C03: a start button or free charging by the station's own setting. There is no card that could be refused.
  if (type === 'NoAuthorization') return { status: 'Accepted', reason: 'noAuthorization' };
  // 2.1 C18, C24, C25: its value is the payment provider's reference, who holds the money; no card of ours stands behind it.
  if (type === 'DirectPayment' && token === null) return { status: 'Accepted', reason: 'directPayment' };
  if (token?.blocked) return { status: 'Blocked', reason: 'blocked' };
  if (token?.driver?.blocked) return { status: 'Blocked', reason: 'driverBlocked' };
  const refusal = refusalOf(token, at) ?? (token?.driver && place ? driverRefusal(token.driver, place, at) : null);
  if (!refusal) return { status: 'Accepted', reason: 'known' };
  return openAccess ? { status: 'Accepted', reason: 'openAccess' } : refusal;
}

function refusalOf(token: KnownToken | null, at: Instant): TokenDecision | null {
  if (!token) return { status: 'Unknown', reason: 'unknown' };
  if (token.validFrom !== null && at < token.validFrom) return { status: 'Invalid', reason: 'notYetValid' };
  if (token.validUntil !== null && at >= token.validUntil) return { status: 'Expired', reason: 'expired' };
  return null;
}

function driverRefusal({ groups, allowances }: KnownDriver, place: ChargingPlace, at: Instant): TokenDecision | null {
  const forbidden = rightsRefusal(groups, place, at);
  if (forbidden !== null) return { status: forbidden === 'notAtThisSite' ? 'NotAtThisLocation' : 'NotAtThisTime', reason: forbidden };
  const used = spendingRefusal(allowances, place.timeZone, at);
  return used === null ? null : { status: 'NoCredit', reason: used };
}
