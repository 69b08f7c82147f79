import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { stopRemotely } from '../station/obey.ts';
import type { Asked, Said } from './calls.ts';

export function requestStopTransaction(
  draft: Draft,
  { transactionId }: Asked<'RequestStopTransaction'>,
): Obeyed<Said<'RequestStopTransaction'>> {
  const { status, after } = stopRemotely(draft, transactionId);
  return { answer: { status }, after };
}
