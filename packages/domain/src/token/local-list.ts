import type { Instant } from '../reading.ts';
import { canonicalToken, isUid } from './canonical.ts';

/** A card of ours as a local authorization list may name it. */
export interface ListableToken {
  value: string;
  /** Other spellings an operator typed. */
  aliases: readonly string[];
  type: string;
  groupId: string | null;
  blocked: boolean;
  validFrom: Instant | null;
  validUntil: Instant | null;
  lastUsedAt: Instant | null;
}
/** One line of a station's list. Only what a station needs to decide alone. */
export interface ListEntry {
  idToken: string;
  /** OCPP 2.x idToken type; '' where the version has none. */
  type: string;
  status: 'Accepted' | 'Blocked';
  groupId: string | null;
  validUntil: Instant | null;
}
/** What a station's version and memory can hold. */
export interface ListLimits {
  /** null: the version has no types (1.6). */
  types: ReadonlySet<string> | 'any' | null;
  longestToken: number;
  longestGroup: number;
  /** Entries; null: unlimited or unknown. */
  most: number | null;
}
export interface WantedList {
  /** By key, the most needed first. */
  entries: ReadonlyMap<string, ListEntry>;
  /** How many found no room. */
  leftOut: number;
  /** When the list changes by itself: a card becomes valid. null: never. (Its end the station knows.) */
  changesAt: Instant | null;
}

/** What tells entries apart at a station: compared without case. [16 §7.28, P2 C] */
export function entryKey({ idToken, type }: Pick<ListEntry, 'idToken' | 'type'>): string {
  return `${type}/${idToken}`.toLowerCase();
}

/**
 * The list a station should hold: every card that may charge there, and the blocked ones, so that they are refused
 * offline too. Where not all fit, cards that may charge come before blocked ones, and those used last before others.
 * `without`: keys that are to be left out.
 */
export function wantedList(
  tokens: readonly ListableToken[],
  limits: ListLimits,
  { at, without }: { at: Instant; without: ReadonlySet<string> },
): WantedList {
  const future = tokens.flatMap(({ validFrom }) => (validFrom !== null && validFrom > at ? [validFrom] : []));
  const listed = tokens.filter(({ validFrom, validUntil }) => (validFrom ?? at) <= at && (validUntil === null || validUntil > at));
  const ranked = listed.toSorted((a, b) => Number(a.blocked) - Number(b.blocked) || (b.lastUsedAt ?? 0) - (a.lastUsedAt ?? 0));
  const entries = new Map<string, ListEntry>();
  for (const entry of ranked.flatMap((token) => entriesOf(token, limits))) {
    const key = entryKey(entry);
    if (!without.has(key) && !entries.has(key)) entries.set(key, entry);
  }
  const kept = [...entries].slice(0, limits.most ?? entries.size);
  return { entries: new Map(kept), leftOut: entries.size - kept.length, changesAt: future.length === 0 ? null : Math.min(...future) };
}

function entriesOf({ value, aliases, type, groupId, blocked, validUntil }: ListableToken, limits: ListLimits): ListEntry[] {
  const { types, longestToken, longestGroup } = limits;
  if (type === 'NoAuthorization' || (types !== null && types !== 'any' && !types.has(type))) return [];
  // A group that the version cannot spell is left out, as in every other answer.
  const group = groupId !== null && groupId.length <= longestGroup ? groupId : null;
  return [value, ...aliases]
    .map(spelt)
    .filter((idToken) => idToken !== '' && idToken.length <= longestToken)
    .map((idToken) => ({
      idToken,
      type: types === null ? '' : type,
      status: blocked ? 'Blocked' : 'Accepted',
      groupId: group,
      validUntil,
    }));
}

/** As readers send it: a UID without separators, other ids as they were written. */
function spelt(value: string): string {
  const canonical = canonicalToken(value);
  return isUid(canonical) ? canonical : value.trim();
}

export interface ListDifference {
  changed: ListEntry[];
  gone: Pick<ListEntry, 'idToken' | 'type'>[];
}

/** What has to be said to a station that holds the one list for it to hold the other. */
export function listDifference(held: ReadonlyMap<string, ListEntry>, wanted: ReadonlyMap<string, ListEntry>): ListDifference {
  return {
    changed: [...wanted].flatMap(([key, entry]) => (isSame(held.get(key), entry) ? [] : [entry])),
    gone: [...held].flatMap(([key, { idToken, type }]) => (wanted.has(key) ? [] : [{ idToken, type }])),
  };
}

function isSame(a: ListEntry | undefined, b: ListEntry): boolean {
  return a !== undefined && a.status === b.status && a.groupId === b.groupId && a.validUntil === b.validUntil;
}
