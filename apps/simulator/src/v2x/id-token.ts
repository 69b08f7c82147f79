import type { Card } from '../station/state.ts';
import type { Sent } from './calls.ts';

/** 2.1 opened the list of types, so what the CSMS sent goes back as it came. [21P2] */
export function idTokenOf({ idToken, idTokenType }: Pick<Card, 'idToken' | 'idTokenType'>): Sent<'Authorize'>['idToken'] {
  return { idToken, type: idTokenType as Sent<'Authorize'>['idToken']['type'] };
}
