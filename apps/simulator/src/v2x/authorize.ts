import type { Card } from '../station/state.ts';
import type { Sent } from './calls.ts';
import { idTokenOf } from './id-token.ts';

export function authorize(card: Pick<Card, 'idToken' | 'idTokenType'>): Sent<'Authorize'> {
  return { idToken: idTokenOf(card) };
}
