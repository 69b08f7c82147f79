import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { startRemotely } from '../station/obey.ts';
import type { Asked, Said } from './calls.ts';

export function remoteStartTransaction(
  draft: Draft,
  { connectorId, idTag }: Asked<'RemoteStartTransaction'>,
): Obeyed<Said<'RemoteStartTransaction'>> {
  const { status, after } = startRemotely(draft, {
    evseId: connectorId ?? null,
    idToken: idTag,
    idTokenType: '',
    groupId: null,
    remoteStartId: 0,
    reservationId: null,
  });
  return { answer: { status }, after };
}
