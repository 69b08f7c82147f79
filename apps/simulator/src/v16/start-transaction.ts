import { iso } from '../station/face.ts';
import type { EventMessage } from '../station/message.ts';
import type { Asked } from './calls.ts';

export function startTransaction({ session }: EventMessage): Asked<'StartTransaction'> {
  return {
    connectorId: session.evseId,
    idTag: session.idToken.slice(0, 20),
    meterStart: session.startWh,
    timestamp: iso(session.startedAt),
    ...(session.reservationId === null ? {} : { reservationId: session.reservationId }),
  };
}
