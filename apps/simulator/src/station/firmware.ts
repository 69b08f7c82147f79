import { isSignedBy, isValidAt, readCertificate } from '../crypto/certificate.ts';
import { fault } from './charging.ts';
import { type Draft, type LiveEvse, settleStatus, stationClock } from './draft.ts';
import { type VirtualFirmware, virtualFirmware } from './firmware-file.ts';
import { reboot } from './obey.ts';
import { raise } from './security-events.ts';
import { isOn } from './settings.ts';

/** How the update stands, in the words of 2.x. */
export type FirmwareStatus =
  | 'Idle'
  | 'DownloadScheduled'
  | 'Downloading'
  | 'DownloadFailed'
  | 'Downloaded'
  | 'InvalidSignature'
  | 'SignatureVerified'
  | 'InstallScheduled'
  | 'Installing'
  | 'InstallVerificationFailed'
  | 'InstallationFailed'
  | 'InstallRebooting'
  | 'Installed';

/** What the CSMS wants installed. Moments by the station's clock, ms. */
export interface FirmwareRequest {
  /** null in 1.6 without the security extension, whose updates have no number. */
  requestId: number | null;
  location: string;
  retries: number;
  retrySeconds: number;
  retrieveAt: number;
  installAt: number | null;
  signature: string | null;
  /** PEM. */
  certificate: string | null;
}

export interface FirmwareJob extends FirmwareRequest {
  /** Results of an earlier job's download are not this one's. */
  number: number;
  attempts: number;
  /** EVSEs that wait for it without cars. */
  keptAway: readonly number[];
  /** What has been downloaded. */
  file: VirtualFirmware;
  status: FirmwareStatus;
}

/** How long an installation takes. */
const installMs = 500;
/** How often it looks whether the last car has left. */
const waitMs = 1000;

/** [16 §6.19, whitepaper §4.4, P2 L01] */
export function updateFirmware(
  draft: Draft,
  request: FirmwareRequest,
): { status: 'Accepted' | 'Rejected' | 'AcceptedCanceled' | 'InvalidCertificate'; after?: () => void } {
  const { state } = draft;
  const running = state.firmwareJob;
  if (running?.status === 'Installing' || running?.status === 'InstallRebooting') return { status: 'Rejected' };
  if (!URL.canParse(request.location)) return { status: 'Rejected' };
  const certificate = request.certificate === null ? null : readCertificate(request.certificate);
  const isBad = request.certificate !== null && (certificate === null || !isValidAt(certificate, stationClock(draft)));
  if (isBad) return { status: 'InvalidCertificate', after: () => raise(draft, 'InvalidFirmwareSigningCertificate') };
  const after = (): void => {
    state.jobCount += 1;
    state.firmwareJob = {
      ...request,
      number: state.jobCount,
      attempts: 0,
      keptAway: [],
      file: { version: null, does: null },
      status: 'Idle',
    };
    if (request.retrieveAt <= stationClock(draft)) fetchFirmware(draft);
    else later(draft, 'DownloadScheduled', request.retrieveAt);
  };
  return { status: running === null ? 'Accepted' : 'AcceptedCanceled', after };
}

/** The moment that the job was waiting for. */
export function firmwareDue(draft: Draft): void {
  const status = draft.state.firmwareJob?.status;
  if (status === 'DownloadScheduled' || status === 'Downloading') fetchFirmware(draft);
  if (status === 'InstallScheduled') install(draft);
  if (status === 'Installing') installed(draft);
}

/** The file is here; null: it is not. */
export function firmwareFetched(draft: Draft, content: Uint8Array | null): void {
  const job = draft.state.firmwareJob;
  if (job === null) return;
  if (content === null || draft.state.behaviour.firmwareFails === 'DownloadFailed') {
    if (job.attempts <= job.retries) {
      draft.effects.push({ kind: 'timer', name: 'firmware', afterMs: job.retrySeconds * 1000, clock: 'real' });
      return;
    }
    finish(draft, 'DownloadFailed');
    return;
  }
  draft.state.firmwareJob = { ...job, file: virtualFirmware(content) };
  tellFirmware(draft, 'Downloaded');
  if (job.signature !== null && !verified(draft, job, content)) return;
  if (job.installAt !== null && job.installAt > stationClock(draft)) later(draft, 'InstallScheduled', job.installAt);
  else install(draft);
}

/** What was told has arrived: the next step does not overtake it. */
export function firmwareTold(draft: Draft, status: FirmwareStatus): void {
  if (draft.state.firmwareJob?.status !== status) return;
  if (status === 'Installing') draft.effects.push({ kind: 'timer', name: 'firmware', afterMs: installMs, clock: 'real' });
  if (status !== 'InstallRebooting') return;
  if (flawOf(draft) === 'noReturn') {
    Object.assign(draft.state, { isCutOff: true, bootReason: 'FirmwareUpdate' });
    draft.effects.push({ kind: 'disconnect' });
  } else reboot(draft, { isHard: false, reason: 'FirmwareUpdate' });
}

/** Up again and accepted. */
export function firmwareBooted(draft: Draft): void {
  const { firmwareJob: job } = draft.state;
  if (job?.status !== 'InstallRebooting') return;
  const flaw = flawOf(draft);
  // It starts with what it had, and does not know why.
  if (flaw === 'fallsBack') {
    draft.state.firmwareJob = null;
    return;
  }
  finish(draft, 'Installed');
  for (const { id, errorCode } of draft.state.evses) {
    if (flaw === 'faults') fault(draft, id, 'InternalError');
    else if (errorCode === 'InternalError') fault(draft, id, null);
  }
  raise(draft, 'FirmwareUpdated', draft.state.firmware);
}

function fetchFirmware(draft: Draft): void {
  const job = draft.state.firmwareJob;
  if (job === null) return;
  if (job.status !== 'Downloading') tellFirmware(draft, 'Downloading');
  const { number } = job;
  draft.state.firmwareJob = { ...job, attempts: job.attempts + 1, status: 'Downloading' };
  draft.effects.push({ kind: 'download', job: 'firmware', number, location: job.location });
}

/** Without a file there is nothing that the signature could be of: then it is taken for right. */
function verified(draft: Draft, { certificate, signature }: FirmwareJob, content: Uint8Array): boolean {
  const signer = certificate === null ? null : readCertificate(certificate);
  const isWrong = content.length > 0 && signer !== null && !isSignedBy(content, signature ?? '', signer);
  if (!isWrong && draft.state.behaviour.firmwareFails !== 'InvalidSignature') {
    tellFirmware(draft, 'SignatureVerified');
    return true;
  }
  finish(draft, 'InvalidSignature');
  raise(draft, 'InvalidFirmwareSignature');
  return false;
}

/** Only while nobody charges; until then new cars are kept away, if the station is set so. [P2 L01] */
function install(draft: Draft): void {
  const { state } = draft;
  if (state.evses.every(({ session }) => session === null)) {
    tellFirmware(draft, 'Installing');
    return;
  }
  if (state.firmwareJob?.status !== 'InstallScheduled') tellFirmware(draft, 'InstallScheduled');
  if (!isOn(state, 'sessionsBeforeUpdate')) for (const evse of state.evses) keepAway(draft, evse);
  draft.effects.push({ kind: 'timer', name: 'firmware', afterMs: waitMs, clock: 'real' });
}

function keepAway(draft: Draft, evse: LiveEvse): void {
  const job = draft.state.firmwareJob;
  if (job === null || !evse.isOperative || evse.becomesInoperative) return;
  draft.state.firmwareJob = { ...job, keptAway: [...job.keptAway, evse.id] };
  if (evse.session !== null) evse.becomesInoperative = true;
  else evse.isOperative = false;
  settleStatus(draft, evse);
}

function installed(draft: Draft): void {
  const { state } = draft;
  const job = state.firmwareJob;
  if (job === null) return;
  const { firmwareFails } = state.behaviour;
  if (firmwareFails === 'InstallationFailed' || firmwareFails === 'InstallVerificationFailed') {
    finish(draft, firmwareFails);
    return;
  }
  const flaw = flawOf(draft);
  if (flaw !== 'fallsBack') state.firmware = job.file.version ?? versionOf(job.location, state.firmware);
  for (const evse of state.evses) if (job.keptAway.includes(evse.id)) evse.isOperative = true;
  // 1.6 without the extension has no word for it: it just goes away and comes back. [16 §4.5]
  tellFirmware(draft, 'InstallRebooting');
}

function flawOf({ state: { behaviour, firmwareJob } }: Draft): VirtualFirmware['does'] {
  return behaviour.firmwareBreaks ?? firmwareJob?.file.does ?? null;
}

function later(draft: Draft, status: FirmwareStatus, moment: number): void {
  tellFirmware(draft, status);
  draft.effects.push({ kind: 'timer', name: 'firmware', afterMs: moment - stationClock(draft), clock: 'world' });
}

function finish(draft: Draft, status: FirmwareStatus): void {
  tellFirmware(draft, status);
  draft.state.firmwareJob = null;
  draft.effects.push({ kind: 'cancel', name: 'firmware' });
}

function tellFirmware(draft: Draft, status: FirmwareStatus): void {
  const job = draft.state.firmwareJob;
  if (job === null) return;
  draft.state.firmwareJob = { ...job, status };
  draft.effects.push({ kind: 'call', message: { kind: 'firmwareStatus', status, requestId: job.requestId } });
}

/** What the file's name says, else the next one. */
function versionOf(location: string, now: string): string {
  const named = /(\d+(?:\.\d+)+)/.exec(new URL(location).pathname.split('/').at(-1) ?? '')?.[1];
  if (named !== undefined) return named;
  const parts = now.split('.');
  return [...parts.slice(0, -1), String(Number.parseInt(parts.at(-1) ?? '0', 10) + 1 || 1)].join('.');
}
