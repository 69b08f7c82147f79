import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { reserve, settleAll } from '../station/reservations.ts';
import type { Asked, Said } from './calls.ts';

export function reserveNow(
  draft: Draft,
  { id, evseId, connectorType, expiryDateTime, idToken, groupIdToken }: Asked<'ReserveNow'>,
): Obeyed<Said<'ReserveNow'>> {
  const status = reserve(draft, {
    id,
    evseId: evseId ?? null,
    connectorType: connectorType ?? null,
    idToken: idToken.idToken,
    groupId: groupIdToken?.idToken ?? null,
    expiresAt: Date.parse(expiryDateTime),
  });
  return { answer: { status }, after: () => settleAll(draft) };
}
