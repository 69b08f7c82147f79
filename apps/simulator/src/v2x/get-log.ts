import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { sendLog } from '../station/logs.ts';
import type { Asked, Said } from './calls.ts';

export function getLog(draft: Draft, { requestId, logType, log, retries = 0, retryInterval = 0 }: Asked<'GetLog'>): Obeyed<Said<'GetLog'>> {
  const { remoteLocation, oldestTimestamp, latestTimestamp } = log;
  const { status, fileName, after } = sendLog(draft, {
    requestId,
    kind: logType === 'SecurityLog' ? 'security' : 'diagnostics',
    location: remoteLocation,
    oldest: oldestTimestamp === undefined ? null : Date.parse(oldestTimestamp),
    latest: latestTimestamp === undefined ? null : Date.parse(latestTimestamp),
    retries,
    retrySeconds: retryInterval,
  });
  return { answer: { status, ...(status === 'Rejected' ? {} : { filename: fileName }) }, after };
}
