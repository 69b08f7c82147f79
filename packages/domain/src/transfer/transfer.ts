/** How far a file on its way has come: asked for or put off, under way, arrived for good, or given up. */
export type TransferPhase = 'idle' | 'waiting' | 'running' | 'done' | 'failed';

/** What stations move: firmware they install or publish to others, logs and diagnostics they upload. */
export const transferKinds = ['firmware', 'publishFirmware', 'log'] as const;
export type TransferKind = (typeof transferKinds)[number];

/** FirmwareStatusEnum of 2.x (L01, L02), FirmwareStatus of 1.6 §7.25 and of its security extension: in the order of a good update. */
const firmware: Readonly<Record<string, TransferPhase>> = {
  Idle: 'idle',
  DownloadScheduled: 'waiting',
  Downloading: 'running',
  DownloadPaused: 'waiting',
  Downloaded: 'running',
  SignatureVerified: 'running',
  InstallScheduled: 'waiting',
  Installing: 'running',
  InstallRebooting: 'running',
  Installed: 'done',
  DownloadFailed: 'failed',
  InvalidSignature: 'failed',
  InstallationFailed: 'failed',
  InstallVerificationFailed: 'failed',
};
/** PublishFirmwareStatusEnum of 2.x (L03). */
const publishFirmware: Readonly<Record<string, TransferPhase>> = {
  Idle: 'idle',
  DownloadScheduled: 'waiting',
  Downloading: 'running',
  DownloadPaused: 'waiting',
  Downloaded: 'running',
  ChecksumVerified: 'running',
  Published: 'done',
  DownloadFailed: 'failed',
  InvalidChecksum: 'failed',
  PublishFailed: 'failed',
};
/** UploadLogStatusEnum of 2.x (N01) and of the security extension of 1.6; DiagnosticsStatus of 1.6 §7.24. */
const log: Readonly<Record<string, TransferPhase>> = {
  Idle: 'idle',
  Uploading: 'running',
  Uploaded: 'done',
  UploadFailure: 'failed',
  UploadFailed: 'failed',
  BadMessage: 'failed',
  NotSupportedOperation: 'failed',
  PermissionDenied: 'failed',
  // Another upload took its place.
  AcceptedCanceled: 'failed',
};
const phases = { firmware, publishFirmware, log } as const satisfies Record<TransferKind, Readonly<Record<string, TransferPhase>>>;

/** The statuses of a kind, in the order of a transfer that goes well, its failures last. */
export function transferStatuses(kind: TransferKind): string[] {
  return Object.keys(phases[kind]);
}

/** A status nobody knows (a later version's) is under way: only the standard's own words end a transfer. */
export function transferPhase(kind: TransferKind, status: string): TransferPhase {
  return (Object.hasOwn(phases[kind], status) ? phases[kind][status] : undefined) ?? 'running';
}

/** OCPP severity of the phase (2.x N07): 4 error, 7 notice, 8 informational. */
export function transferSeverity(phase: TransferPhase): number {
  if (phase === 'failed') return 4;
  return phase === 'done' ? 7 : 8;
}
