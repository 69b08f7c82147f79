import type { Saying } from '../station/face.ts';
import { sayFirmwareStatus, sayLogStatus } from '../station/file-sayings.ts';
import type { Asked } from './calls.ts';

/** 1.6 has two messages each, with and without the number of a job: only the one whose job it is, tells of it. */

export const sayFirmwareStatus16: Saying = (draft, evseId) =>
  draft.state.firmwareJob?.requestId == null
    ? sayFirmwareStatus(draft, evseId)
    : [{ kind: 'firmwareStatus', status: 'Idle', requestId: null }];

export const sayDiagnosticsStatus: Saying = (draft, evseId) =>
  draft.state.logJob?.requestId == null ? sayLogStatus(draft, evseId) : [{ kind: 'logStatus', status: 'Idle', requestId: null }];

export const saySignedFirmwareStatus: Saying = (draft, evseId) => {
  if (draft.state.firmwareJob?.requestId != null) return sayFirmwareStatus(draft, evseId);
  const idle: Asked<'SignedFirmwareStatusNotification'> = { status: 'Idle' };
  return [{ kind: 'words', action: 'SignedFirmwareStatusNotification', payload: idle }];
};

export const sayLogStatus16: Saying = (draft, evseId) => {
  if (draft.state.logJob?.requestId != null) return sayLogStatus(draft, evseId);
  const idle: Asked<'LogStatusNotification'> = { status: 'Idle' };
  return [{ kind: 'words', action: 'LogStatusNotification', payload: idle }];
};
