import { type Draft, stationClock } from './draft.ts';
import type { Answer } from './message.ts';
import { isOn, mostOf, numberOf } from './settings.ts';
import type { Card, StationState } from './state.ts';

/** What the station knows of a card by itself: from the CSMS's list, or from an earlier answer. */
export interface KnownCard extends Pick<Card, 'idToken' | 'idTokenType' | 'groupId'> {
  status: string;
  /** By the station's clock, ms. */
  expiresAt: number | null;
}

/** The local authorization list. Version 0: empty. [16 §3.5.2, P2 D] */
export interface LocalList {
  version: number;
  cards: ReadonlyMap<string, KnownCard>;
}

export const emptyList: LocalList = { version: 0, cards: new Map() };

export interface ListUpdate {
  version: number;
  isFull: boolean;
  /** Without `known`: to be removed. */
  entries: readonly { card: Pick<Card, 'idToken' | 'idTokenType'>; known: KnownCard | null }[];
}

/** SendLocalList. All of it or nothing. [16 §5.15, P2 D01, D02] */
export function updateList(draft: Draft, { version, isFull, entries }: ListUpdate): 'Accepted' | 'Failed' | 'VersionMismatch' {
  const { state } = draft;
  if (!isFull && version <= state.localList.version) return 'VersionMismatch';
  const keys = entries.map(({ card }) => keyOfCard(state, card));
  const isTwice = new Set(keys).size < keys.length;
  const isIncomplete = isFull && entries.some(({ known }) => known === null);
  if (version <= 0 || isTwice || isIncomplete || entries.length > numberOf(state, 'listItemsPerMessage')) return 'Failed';
  const cards = new Map(isFull ? [] : state.localList.cards);
  for (const { card, known } of entries) {
    if (known === null) cards.delete(keyOfCard(state, card));
    else cards.set(keyOfCard(state, card), known);
  }
  if (cards.size > mostOf(state, 'localList')) return 'Failed';
  state.localList = { version: cards.size === 0 ? 0 : version, cards };
  return 'Accepted';
}

/** What an answer says of a card. */
export function knownBy(
  { tokenStatus = 'Invalid', groupId, tokenExpiresAt }: Answer,
  card: Pick<Card, 'idToken' | 'idTokenType'>,
): KnownCard {
  return { ...card, status: tokenStatus, groupId: groupId ?? null, expiresAt: tokenExpiresAt ?? null };
}

/** ClearCache. Without a cache there is nothing to clear. [16 §5.4, P2 C11] */
export function clearCache({ state }: Draft): 'Accepted' | 'Rejected' {
  if (!isOn(state, 'cacheEnabled')) return 'Rejected';
  state.cache = new Map();
  return 'Accepted';
}

/** The CSMS has said what it thinks of a card. */
export function remember(draft: Draft, known: KnownCard): void {
  const { state } = draft;
  if (known.idToken === '' || !isOn(state, 'cacheEnabled')) return;
  state.cache = new Map([...state.cache, [keyOfCard(state, known), known]]);
}

/** What the station knows of a card without asking; the list counts more than the cache. null: nothing. [16 §3.5.3] */
export function recall(draft: Draft, card: Pick<Card, 'idToken' | 'idTokenType'>): KnownCard | null {
  const { state } = draft;
  const key = keyOfCard(state, card);
  const listed = isOn(state, 'listEnabled') ? state.localList.cards.get(key) : undefined;
  const known = listed ?? (isOn(state, 'cacheEnabled') ? state.cache.get(key) : undefined);
  if (known === undefined) return null;
  const isOver = known.expiresAt !== null && known.expiresAt <= stationClock(draft);
  return isOver && known.status === 'Accepted' ? { ...known, status: 'Expired' } : known;
}

/** Without case; 1.6 has no kinds of cards. [16 §7.28, P2 C] */
export function keyOfCard(
  { version }: Pick<StationState, 'version'>,
  { idToken, idTokenType }: Pick<Card, 'idToken' | 'idTokenType'>,
): string {
  return `${version === 'ocpp1.6' ? '' : idTokenType}/${idToken}`.toLowerCase();
}
