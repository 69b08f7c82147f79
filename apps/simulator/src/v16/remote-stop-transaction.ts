import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { stopRemotely } from '../station/obey.ts';
import type { Asked, Said } from './calls.ts';

export function remoteStopTransaction(
  draft: Draft,
  { transactionId }: Asked<'RemoteStopTransaction'>,
): Obeyed<Said<'RemoteStopTransaction'>> {
  const { status, after } = stopRemotely(draft, String(transactionId));
  return { answer: { status }, after };
}
