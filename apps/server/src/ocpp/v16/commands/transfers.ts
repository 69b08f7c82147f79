import type { ResponseOf } from '@stationmaster/ocpp';
import type { EncodersOf, Said } from '../../../commands/encoded.ts';
import type { Requested } from '../../../commands/words.ts';
import { present, utc } from '../../present.ts';
import { message } from './message.ts';

/** 1.6 §5.18, §5.8; the signed update and the logs with an id are of the security whitepaper (L01, N01). */
export const transfers = {
  updateFirmware: (request, facts) => {
    const { location, retrieveAt, installAt, signingCertificate, signature, retries, retryIntervalSeconds: retryInterval } = request;
    const retrieveDate = utc(retrieveAt) ?? new Date(facts.at).toISOString();
    if (signingCertificate === undefined || signature === undefined)
      // A plain update installs when it has the file: a later hour cannot be asked for.
      return installAt === undefined
        ? [
            message('UpdateFirmware', { location, retrieveDate, ...present({ retries, retryInterval }) }, () => ({
              status: 'accepted',
              reason: null,
            })),
          ]
        : null;
    const firmware = {
      location,
      retrieveDateTime: retrieveDate,
      signingCertificate,
      signature,
      ...present({ installDateTime: utc(installAt) }),
    };
    return [message('SignedUpdateFirmware', { requestId: facts.commandId, firmware, ...present({ retries, retryInterval }) }, readUpdate)];
  },
  publishFirmware: null,
  unpublishFirmware: null,
  getLog: (request, facts) => {
    if (request.kind === 'dataCollector') return null;
    return [request.kind === 'security' ? getLog(request, facts.commandId) : getDiagnostics(request)];
  },
} satisfies EncodersOf<'updateFirmware' | 'publishFirmware' | 'unpublishFirmware' | 'getLog'>;

function getDiagnostics({ location, from, to, retries, retryIntervalSeconds: retryInterval }: Requested<'getLog'>) {
  return message(
    'GetDiagnostics',
    { location, ...present({ retries, retryInterval, startTime: utc(from), stopTime: utc(to) }) },
    // §5.8: without a file name there is nothing to upload.
    ({ fileName }) => (fileName === undefined ? { status: 'done', reason: 'nothingToUpload' } : { status: 'accepted', reason: fileName }),
  );
}
function getLog({ location, from, to, retries, retryIntervalSeconds: retryInterval }: Requested<'getLog'>, requestId: number) {
  const log = { remoteLocation: location, ...present({ oldestTimestamp: utc(from), latestTimestamp: utc(to) }) };
  return message('GetLog', { logType: 'SecurityLog', requestId, log, ...present({ retries, retryInterval }) }, readLog);
}

function readUpdate({ status }: ResponseOf<'ocpp1.6', 'SignedUpdateFirmware'>): Said {
  if (status === 'Accepted') return { status: 'accepted', reason: null };
  return status === 'AcceptedCanceled' ? { status: 'accepted', reason: status } : { status: 'rejected', reason: status };
}
function readLog({ status, filename }: ResponseOf<'ocpp1.6', 'GetLog'>): Said {
  return status === 'Rejected' ? { status: 'rejected', reason: null } : { status: 'accepted', reason: filename ?? null };
}
