import type { Asked } from './calls.ts';

export function authorize(idToken: string): Asked<'Authorize'> {
  return { idTag: idToken.slice(0, 20) };
}
