import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { startRemotely } from '../station/obey.ts';
import type { Asked, Said } from './calls.ts';
import { profileOf } from './charging-profile.ts';

export function requestStartTransaction(
  draft: Draft,
  { evseId, idToken, remoteStartId, groupIdToken, chargingProfile }: Asked<'RequestStartTransaction'>,
): Obeyed<Said<'RequestStartTransaction'>> {
  // A profile for the transaction only, which has no id yet. [P2 F01]
  if (chargingProfile !== undefined && chargingProfile.chargingProfilePurpose !== 'TxProfile')
    return { answer: { status: 'Rejected', statusInfo: { reasonCode: 'UnsupportedPurpose' } } };
  const { status, after, sessionId } = startRemotely(draft, {
    evseId: evseId ?? null,
    idToken: idToken.idToken,
    idTokenType: idToken.type,
    groupId: groupIdToken?.idToken ?? null,
    remoteStartId,
    reservationId: null,
    tariff: null,
    profile: chargingProfile === undefined ? null : profileOf(draft.state.version, { evseId: evseId ?? 1, chargingProfile }),
  });
  return { answer: { status, ...(sessionId === null ? {} : { transactionId: sessionId }) }, after };
}
