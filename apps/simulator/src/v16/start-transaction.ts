import type { Calls16 } from '@stationmaster/ocpp';
import { iso } from '../station/face.ts';
import type { EventMessage } from '../station/message.ts';

export function startTransaction({ session }: EventMessage): Calls16['StartTransaction']['request'] {
  return {
    connectorId: session.evseId,
    idTag: session.idToken.slice(0, 20),
    meterStart: session.startWh,
    timestamp: iso(session.startedAt),
  };
}
