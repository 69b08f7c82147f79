import { createHash } from 'node:crypto';
import type { Draft } from '../station/draft.ts';
import type { Obeyed, Saying } from '../station/face.ts';
import type { Asked, Said, Sent } from './calls.ts';
import { sendWords, words } from './words.ts';

type Status = Sent<'PublishFirmwareStatusNotification'>['status'];

/** Firmware that the station, as a local controller, fetches for others. [P2 L03] */
export interface PublishJob {
  number: number;
  requestId: number;
  checksum: string;
  location: string;
  retries: number;
  retrySeconds: number;
  attempts: number;
  status: Status;
}

export function publishFirmware(
  draft: Draft,
  { location, checksum, requestId, retries = 0, retryInterval = 0 }: Asked<'PublishFirmware'>,
): Obeyed<Said<'PublishFirmware'>> {
  const { state } = draft;
  if (state.publishJob !== null || !URL.canParse(location))
    return { answer: { status: 'Rejected', statusInfo: { reasonCode: state.publishJob === null ? 'InvalidURL' : 'FwUpdateInProgress' } } };
  const after = (): void => {
    state.jobCount += 1;
    const job = { requestId, checksum, location, retries, retrySeconds: retryInterval };
    state.publishJob = { ...job, number: state.jobCount, attempts: 0, status: 'Idle' };
    tell(draft, 'Downloading');
    fetchPublished(draft);
  };
  return { answer: { status: 'Accepted' }, after };
}

/** [P2 L04] */
export function unpublishFirmware({ state }: Draft, { checksum }: Asked<'UnpublishFirmware'>): Obeyed<Said<'UnpublishFirmware'>> {
  if (state.publishJob?.checksum === checksum) return { answer: { status: 'DownloadOngoing' } };
  if (!state.published.has(checksum)) return { answer: { status: 'NoFirmware' } };
  state.published = new Map([...state.published].filter(([known]) => known !== checksum));
  return { answer: { status: 'Unpublished' } };
}

/** The pause before another attempt is over. */
export function fetchPublished(draft: Draft): void {
  const job = draft.state.publishJob;
  if (job === null) return;
  draft.state.publishJob = { ...job, attempts: job.attempts + 1 };
  draft.effects.push({ kind: 'download', job: 'publish', number: job.number, location: job.location });
}

/** The file is here; null: it is not. The checksum is MD5; what was only made believe cannot be checked. [P2 L03] */
export function publishFetched(draft: Draft, content: Uint8Array | null): void {
  const job = draft.state.publishJob;
  if (job === null) return;
  if (content === null && job.attempts <= job.retries) {
    draft.effects.push({ kind: 'timer', name: 'publish', afterMs: job.retrySeconds * 1000, clock: 'real' });
    return;
  }
  if (content === null) {
    finish(draft, 'DownloadFailed');
    return;
  }
  tell(draft, 'Downloaded');
  const isWrong = content.length > 0 && createHash('md5').update(content).digest('hex') !== job.checksum.toLowerCase();
  if (isWrong) {
    finish(draft, 'InvalidChecksum');
    return;
  }
  tell(draft, 'ChecksumVerified');
  const location = `http://${draft.state.id.toLowerCase()}.local/firmware/${job.checksum}`;
  draft.state.published = new Map([...draft.state.published, [job.checksum, location]]);
  finish(draft, 'Published');
}

export const sayPublishStatus: Saying = ({ state: { publishJob } }) => [
  words('PublishFirmwareStatusNotification', {
    status: publishJob?.status ?? 'Idle',
    ...(publishJob === null ? {} : { requestId: publishJob.requestId }),
  }),
];

function finish(draft: Draft, status: Status): void {
  tell(draft, status);
  draft.state.publishJob = null;
}

function tell(draft: Draft, status: Status): void {
  const job = draft.state.publishJob;
  if (job === null) return;
  draft.state.publishJob = { ...job, status };
  const location = draft.state.published.get(job.checksum);
  const where = status === 'Published' && location !== undefined ? { location: [location] as [string] } : {};
  sendWords(draft, 'PublishFirmwareStatusNotification', { status, requestId: job.requestId, ...where });
}
