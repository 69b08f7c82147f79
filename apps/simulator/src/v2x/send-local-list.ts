import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { updateList } from '../station/known-cards.ts';
import { isOn } from '../station/settings.ts';
import type { Asked, Said } from './calls.ts';
import { knownOf } from './id-token.ts';

export function sendLocalList(
  draft: Draft,
  { versionNumber, updateType, localAuthorizationList = [] }: Asked<'SendLocalList'>,
): Obeyed<Said<'SendLocalList'>> {
  if (!isOn(draft.state, 'listEnabled')) return { answer: { status: 'Failed' } };
  const entries = localAuthorizationList.map(({ idToken, idTokenInfo }) => {
    const card = { idToken: idToken.idToken, idTokenType: idToken.type };
    return { card, known: idTokenInfo === undefined ? null : knownOf(idTokenInfo, card) };
  });
  return { answer: { status: updateList(draft, { version: versionNumber, isFull: updateType === 'Full', entries }) } };
}
