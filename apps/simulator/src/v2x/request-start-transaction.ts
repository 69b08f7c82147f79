import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { startRemotely } from '../station/obey.ts';
import type { Asked, Said } from './calls.ts';

export function requestStartTransaction(
  draft: Draft,
  { evseId, idToken, remoteStartId, groupIdToken }: Asked<'RequestStartTransaction'>,
): Obeyed<Said<'RequestStartTransaction'>> {
  const { status, after, sessionId } = startRemotely(draft, {
    evseId: evseId ?? null,
    idToken: idToken.idToken,
    idTokenType: idToken.type,
    groupId: groupIdToken?.idToken ?? null,
    remoteStartId,
    reservationId: null,
  });
  return { answer: { status, ...(sessionId === null ? {} : { transactionId: sessionId }) }, after };
}
