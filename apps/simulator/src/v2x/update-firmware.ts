import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { updateFirmware as update } from '../station/firmware.ts';
import type { Asked, Said } from './calls.ts';

/** With signature (L01) or without (L02). [P2 L] */
export function updateFirmware(
  draft: Draft,
  { requestId, firmware, retries = 0, retryInterval = 0 }: Asked<'UpdateFirmware'>,
): Obeyed<Said<'UpdateFirmware'>> {
  const { location, retrieveDateTime, installDateTime, signature, signingCertificate } = firmware;
  const { status, after } = update(draft, {
    requestId,
    location,
    retries,
    retrySeconds: retryInterval,
    retrieveAt: Date.parse(retrieveDateTime),
    installAt: installDateTime === undefined ? null : Date.parse(installDateTime),
    signature: signature ?? null,
    certificate: signingCertificate ?? null,
  });
  return { answer: { status }, after };
}
