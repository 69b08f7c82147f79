import { expect, it, test } from 'vitest';
import { type TransferKind, transferKinds, transferPhase, transferSeverity, transferStatuses } from './transfer.ts';

test.each<[TransferKind, string, string, number]>([
  ['firmware', 'Downloading', 'running', 8],
  ['firmware', 'InstallScheduled', 'waiting', 8],
  ['firmware', 'Installed', 'done', 7],
  ['firmware', 'InvalidSignature', 'failed', 4],
  ['publishFirmware', 'Published', 'done', 7],
  ['publishFirmware', 'InvalidChecksum', 'failed', 4],
  ['log', 'Uploaded', 'done', 7],
  ['log', 'UploadFailed', 'failed', 4],
  ['log', 'UploadFailure', 'failed', 4],
  ['log', 'Idle', 'idle', 8],
  // Words of no version, and words of another kind, end nothing.
  ['firmware', 'SomethingNew', 'running', 8],
  ['log', 'Installed', 'running', 8],
  ['log', 'constructor', 'running', 8],
])('%s %s', (kind, status, phase, severity) => {
  expect(transferPhase(kind, status)).toBe(phase);
  expect(transferSeverity(transferPhase(kind, status))).toBe(severity);
});

it('lists the statuses of a good transfer before those of a failed one', () => {
  for (const kind of transferKinds) {
    const phases = transferStatuses(kind).map((status) => transferPhase(kind, status));
    expect(phases.indexOf('done')).toBeGreaterThan(phases.indexOf('running'));
    expect(phases.slice(phases.indexOf('failed')).every((phase) => phase === 'failed')).toBe(true);
  }
});
