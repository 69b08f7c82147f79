import type { EncodersOf, Said } from '../../../commands/encoded.ts';
import { present, utc } from '../../present.ts';
import { message, message21, plain, type Response, reasonOf } from './message.ts';

/** 2.x L01–L04, N01. Where the answer is no refusal, the notifications with the same requestId tell the rest. */
const shared = {
  updateFirmware: (request, { commandId: requestId, at }) => {
    const { location, retrieveAt, installAt, signingCertificate, signature, retries, retryIntervalSeconds: retryInterval } = request;
    const firmware = {
      location,
      retrieveDateTime: utc(retrieveAt) ?? new Date(at).toISOString(),
      ...present({ installDateTime: utc(installAt), signingCertificate, signature }),
    };
    return [message('UpdateFirmware', { requestId, firmware, ...present({ retries, retryInterval }) }, readTransfer)];
  },
  publishFirmware: ({ location, checksum, retries, retryIntervalSeconds: retryInterval }, { commandId: requestId }) => [
    message('PublishFirmware', { requestId, location, checksum, ...present({ retries, retryInterval }) }, plain),
  ],
  unpublishFirmware: ({ checksum }) => [message('UnpublishFirmware', { checksum }, readUnpublish)],
} satisfies EncodersOf<'updateFirmware' | 'publishFirmware' | 'unpublishFirmware'>;

const logTypes = { diagnostics: 'DiagnosticsLog', security: 'SecurityLog' } as const;

export const transfers = {
  ...shared,
  getLog: (request, { commandId: requestId }) => {
    const { kind } = request;
    return kind === 'dataCollector' ? null : [message('GetLog', { requestId, logType: logTypes[kind], ...logOf(request) }, readTransfer)];
  },
} satisfies EncodersOf<'updateFirmware' | 'publishFirmware' | 'unpublishFirmware' | 'getLog'>;

export const transfers21 = {
  ...shared,
  getLog: (request, { commandId: requestId }) => {
    const logType = request.kind === 'dataCollector' ? 'DataCollectorLog' : logTypes[request.kind];
    return [message21('GetLog', { requestId, logType, ...logOf(request) }, readTransfer)];
  },
} satisfies EncodersOf<'updateFirmware' | 'publishFirmware' | 'unpublishFirmware' | 'getLog'>;

interface LogRequest {
  location: string;
  from?: string | undefined;
  to?: string | undefined;
  retries?: number | undefined;
  retryIntervalSeconds?: number | undefined;
}
function logOf({ location, from, to, retries, retryIntervalSeconds: retryInterval }: LogRequest) {
  const log = { remoteLocation: location, ...present({ oldestTimestamp: utc(from), latestTimestamp: utc(to) }) };
  return { log, ...present({ retries, retryInterval }) };
}

type Transferred = Pick<Response<'UpdateFirmware'>, 'status' | 'statusInfo'> & { filename?: string };
/** AcceptedCanceled: it takes the place of one under way. */
function readTransfer({ status, statusInfo, filename }: Transferred): Said {
  const reason = reasonOf({ ...(statusInfo === undefined ? {} : { statusInfo }) });
  if (status === 'Accepted') return { status: 'accepted', reason: filename ?? reason };
  if (status === 'AcceptedCanceled') return { status: 'accepted', reason: filename ?? reason ?? status };
  return { status: 'rejected', reason: reason ?? (status === 'Rejected' ? null : status) };
}
function readUnpublish({ status }: Response<'UnpublishFirmware'>): Said {
  return status === 'Unpublished' ? { status: 'done', reason: null } : { status: 'rejected', reason: status };
}
