import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { updateFirmware as update } from '../station/firmware.ts';
import type { Asked, Said } from './calls.ts';

/** Its answer says nothing: what becomes of it is told later. [16 §5.19] */
export function updateFirmware(
  draft: Draft,
  { location, retrieveDate, retries = 0, retryInterval = 0 }: Asked<'UpdateFirmware'>,
): Obeyed<Said<'UpdateFirmware'>> {
  const { after } = update(draft, {
    requestId: null,
    location,
    retries,
    retrySeconds: retryInterval,
    retrieveAt: Date.parse(retrieveDate),
    installAt: null,
    signature: null,
    certificate: null,
  });
  return { answer: {}, after };
}
