import type { Call, Web } from './handler.ts';

/** The HTTP side of a call that came over HTTP. */
export function webOf({ web }: Pick<Call, 'web'>): Web {
  if (!web) throw new Error('this call did not come over HTTP');
  return web;
}
