import { isUid } from './canonical.ts';

/**
 * The other spellings that readers in the field send of one UID, in canonical form:
 * - the bytes in reverse order (readers that print the number as a little-endian integer);
 * - of a 7-byte UID: the first four bytes, the last four, or the cascade tag 88 and three bytes (ISO 14443-3 §6.5.4: the
 *   answer of anticollision level 1, where readers made for single-size UIDs stop); each also reversed; or the first six
 *   (OneWire readers, github.com/dingo35/SmartEVSE-3.5 issue 98);
 * - of a 4-byte UID: followed by two zero bytes (the same readers).
 *
 * Truncations are not unique. That is harmless because `matchToken` prefers canonical forms and aliases an operator typed,
 * and takes no alias that names two cards.
 */
export function aliasesOf(canonical: string): string[] {
  if (!isUid(canonical) || canonical.length === 12) return [];
  return [...new Set([reversed(canonical), ...otherSizes(canonical)])].filter((alias) => alias !== canonical);
}

function otherSizes(uid: string): string[] {
  if (uid.length === 8) return [`${uid}0000`];
  if (uid.length !== 14) return [];
  const four = [uid.slice(0, 8), uid.slice(6), `88${uid.slice(0, 6)}`];
  return [...four, ...four.map(reversed), uid.slice(0, 12)];
}

function reversed(hex: string): string {
  return (hex.match(/../g) ?? []).reverse().join('');
}

/** A card that a look-up key could mean, found by its canonical form or by one of its aliases. */
export interface TokenCandidate {
  canonical: string /** Found by a derived alias, not by one an operator typed. */;
  automatic: boolean;
}

/** 0: its canonical form, 1: an alias the operator typed, 2: the whole UID reversed, 3: another length. */
function rankOf(key: string, { canonical, automatic }: TokenCandidate): number {
  if (key === canonical) return 0;
  if (!automatic) return 1;
  return key.length === canonical.length ? 2 : 3;
}

/** The card a key means among those it could mean. `null`: none, or two equally well, and then guessing could bill the wrong driver. */
export function matchToken<T extends TokenCandidate>(key: string, candidates: readonly T[]): T | null {
  let best: T | null = null;
  let bestRank = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const rank = rankOf(key, candidate);
    if (rank > bestRank) continue;
    best = rank === bestRank ? null : candidate;
    bestRank = rank;
  }
  return best;
}
