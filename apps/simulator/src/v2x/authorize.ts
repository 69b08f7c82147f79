import type { Saying } from '../station/face.ts';
import type { Card } from '../station/state.ts';
import type { Sent } from './calls.ts';
import { idTokenOf } from './id-token.ts';
import { words } from './words.ts';

export function authorize(card: Pick<Card, 'idToken' | 'idTokenType'>): Sent<'Authorize'> {
  return { idToken: idTokenOf(card) };
}

/** On demand, without any effect. */
export const sayAuthorize: Saying = () => [words('Authorize', authorize({ idToken: '04A1B2C3D4', idTokenType: 'ISO14443' }))];
