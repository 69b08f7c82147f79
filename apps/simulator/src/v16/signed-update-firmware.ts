import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { updateFirmware } from '../station/firmware.ts';
import type { Asked, Said } from './calls.ts';

export function signedUpdateFirmware(
  draft: Draft,
  { requestId, firmware, retries = 0, retryInterval = 0 }: Asked<'SignedUpdateFirmware'>,
): Obeyed<Said<'SignedUpdateFirmware'>> {
  const { location, retrieveDateTime, installDateTime, signature, signingCertificate } = firmware;
  const { status, after } = updateFirmware(draft, {
    requestId,
    location,
    retries,
    retrySeconds: retryInterval,
    retrieveAt: Date.parse(retrieveDateTime),
    installAt: installDateTime === undefined ? null : Date.parse(installDateTime),
    signature,
    certificate: signingCertificate,
  });
  return { answer: { status }, after };
}
