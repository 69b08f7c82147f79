import type { Calls201 } from '@stationmaster/ocpp';

type IdToken = Calls201['Authorize']['request']['idToken'];

/** 2.1 opened the list of types, so what the CSMS sent goes back as it came. [21P2] */
export function idTokenOf(idToken: string, idTokenType: string): IdToken {
  return { idToken, type: idTokenType as IdToken['type'] };
}
