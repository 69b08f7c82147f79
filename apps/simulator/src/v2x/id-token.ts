import { type KnownCard, knownBy } from '../station/known-cards.ts';
import type { Answer } from '../station/message.ts';
import type { Card } from '../station/state.ts';
import type { Heard, Sent } from './calls.ts';

/** 2.1 opened the list of types, so what the CSMS sent goes back as it came. [21P2] */
export function idTokenOf({ idToken, idTokenType }: Pick<Card, 'idToken' | 'idTokenType'>): Sent<'Authorize'>['idToken'] {
  return { idToken, type: idTokenType as Sent<'Authorize'>['idToken']['type'] };
}

type Info = Heard<'Authorize'>['idTokenInfo'];

/** What the CSMS says of a card. */
export function tokenAnswer({ status, groupIdToken, cacheExpiryDateTime }: Info): Answer {
  return {
    tokenStatus: status,
    ...(groupIdToken === undefined ? {} : { groupId: groupIdToken.idToken }),
    ...(cacheExpiryDateTime === undefined ? {} : { tokenExpiresAt: Date.parse(cacheExpiryDateTime) }),
  };
}

export function knownOf(info: Info, card: Pick<Card, 'idToken' | 'idTokenType'>): KnownCard {
  return knownBy(tokenAnswer(info), card);
}
