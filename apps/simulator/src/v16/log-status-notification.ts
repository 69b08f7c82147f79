import type { Encoded } from '../station/face.ts';
import type { LogStatus } from '../station/logs.ts';
import type { Message } from '../station/message.ts';
import type { Asked } from './calls.ts';

const words: Readonly<Record<LogStatus, Asked<'DiagnosticsStatusNotification'>['status']>> = {
  Idle: 'Idle',
  Uploading: 'Uploading',
  Uploaded: 'Uploaded',
  UploadFailure: 'UploadFailed',
  AcceptedCanceled: 'UploadFailed',
};

/** DiagnosticsStatusNotification, or LogStatusNotification for an upload that has a number. [16 §4.4, whitepaper §5.11] */
export function logStatus({ status, requestId }: Extract<Message, { kind: 'logStatus' }>): Encoded {
  if (requestId !== null) {
    // 1.6 has no word for an upload that another one has ended.
    const payload: Asked<'LogStatusNotification'> = { status: status === 'AcceptedCanceled' ? 'UploadFailure' : status, requestId };
    return { action: 'LogStatusNotification', payload };
  }
  return { action: 'DiagnosticsStatusNotification', payload: { status: words[status] } };
}
