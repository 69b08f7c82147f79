import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { knownBy, updateList } from '../station/known-cards.ts';
import { isOn } from '../station/settings.ts';
import type { Asked, Said } from './calls.ts';

export function sendLocalList(
  draft: Draft,
  { listVersion, updateType, localAuthorizationList = [] }: Asked<'SendLocalList'>,
): Obeyed<Said<'SendLocalList'>> {
  if (!isOn(draft.state, 'listEnabled')) return { answer: { status: 'NotSupported' } };
  const entries = localAuthorizationList.map(({ idTag, idTagInfo }) => {
    const card = { idToken: idTag, idTokenType: '' };
    if (idTagInfo === undefined) return { card, known: null };
    const { status, parentIdTag, expiryDate } = idTagInfo;
    const expires = expiryDate === undefined ? {} : { tokenExpiresAt: Date.parse(expiryDate) };
    return {
      card,
      known: knownBy({ tokenStatus: status, ...expires, ...(parentIdTag === undefined ? {} : { groupId: parentIdTag }) }, card),
    };
  });
  return { answer: { status: updateList(draft, { version: listVersion, isFull: updateType === 'Full', entries }) } };
}
