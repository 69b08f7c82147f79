import type { KeyUse } from './certificates.ts';
import { stationClock } from './draft.ts';
import type { Saying } from './face.ts';
import { askForCertificate } from './signing.ts';

/** What becomes of files and keys, on demand. */

/** Where the update stands; Idle carries no number. [P2 L01] */
export const sayFirmwareStatus: Saying = ({ state: { firmwareJob } }) => [
  { kind: 'firmwareStatus', status: firmwareJob?.status ?? 'Idle', requestId: firmwareJob?.requestId ?? null },
];

export const sayLogStatus: Saying = ({ state: { logJob } }) => [
  { kind: 'logStatus', status: logJob === null ? 'Idle' : 'Uploading', requestId: logJob?.requestId ?? null },
];

/** As if it had just been reset; by hand any other type can be put in its place. */
export const saySecurityEvent: Saying = (draft) => [{ kind: 'securityEvent', type: 'ResetOrReboot', at: stationClock(draft), info: '' }];

/** A new key is made first, so the message comes a little later. */
export const signingFor =
  (use: KeyUse): Saying =>
  (draft) => {
    askForCertificate(draft, use);
    return [];
  };
