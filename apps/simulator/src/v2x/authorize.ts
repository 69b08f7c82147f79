import type { Calls201 } from '@stationmaster/ocpp';
import { idTokenOf } from './id-token.ts';

export function authorize({ idToken, idTokenType }: { idToken: string; idTokenType: string }): Calls201['Authorize']['request'] {
  return { idToken: idTokenOf(idToken, idTokenType) };
}
