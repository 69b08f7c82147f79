import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { startRemotely } from '../station/obey.ts';
import type { Asked, Said } from './calls.ts';
import { profileOf16 } from './set-charging-profile.ts';

export function remoteStartTransaction(
  draft: Draft,
  { connectorId, idTag, chargingProfile }: Asked<'RemoteStartTransaction'>,
): Obeyed<Said<'RemoteStartTransaction'>> {
  if (chargingProfile !== undefined && chargingProfile.chargingProfilePurpose !== 'TxProfile') return { answer: { status: 'Rejected' } };
  const { status, after } = startRemotely(draft, {
    evseId: connectorId ?? null,
    idToken: idTag,
    idTokenType: '',
    groupId: null,
    remoteStartId: 0,
    reservationId: null,
    tariff: null,
    profile: chargingProfile === undefined ? null : profileOf16(connectorId ?? 1, chargingProfile),
  });
  return { answer: { status }, after };
}
