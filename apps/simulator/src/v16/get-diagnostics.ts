import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { sendLog } from '../station/logs.ts';
import type { Asked, Said } from './calls.ts';

export function getDiagnostics(
  draft: Draft,
  { location, startTime, stopTime, retries = 0, retryInterval = 0 }: Asked<'GetDiagnostics'>,
): Obeyed<Said<'GetDiagnostics'>> {
  const { status, fileName, after } = sendLog(draft, {
    requestId: null,
    kind: 'diagnostics',
    location,
    oldest: startTime === undefined ? null : Date.parse(startTime),
    latest: stopTime === undefined ? null : Date.parse(stopTime),
    retries,
    retrySeconds: retryInterval,
  });
  // Without a name there is nothing to upload. [16 §6.25]
  return { answer: status === 'Rejected' ? {} : { fileName }, after };
}
