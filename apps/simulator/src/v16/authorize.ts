import type { Calls16 } from '@stationmaster/ocpp';

export function authorize(idToken: string): Calls16['Authorize']['request'] {
  return { idTag: idToken };
}
