import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { reserve, settleAll } from '../station/reservations.ts';
import type { Asked, Said } from './calls.ts';

export function reserveNow(
  draft: Draft,
  { connectorId, expiryDate, idTag, parentIdTag, reservationId }: Asked<'ReserveNow'>,
): Obeyed<Said<'ReserveNow'>> {
  const status = reserve(draft, {
    id: reservationId,
    evseId: connectorId === 0 ? null : connectorId,
    connectorType: null,
    idToken: idTag,
    groupId: parentIdTag ?? null,
    expiresAt: Date.parse(expiryDate),
  });
  return { answer: { status }, after: () => settleAll(draft) };
}
