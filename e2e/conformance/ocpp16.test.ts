import { conformance } from './run.ts';
import { commands } from './v16/core-commands.ts';
import { configuration } from './v16/core-configuration.ts';
import { sessions } from './v16/core-sessions.ts';
import { encryption } from './v16/encryption.ts';
import { firmware } from './v16/firmware.ts';
import { localList } from './v16/local-list.ts';
import { reservation } from './v16/reservation.ts';
import { security } from './v16/security.ts';
import { smartCharging } from './v16/smart-charging.ts';
import { triggers } from './v16/trigger.ts';

conformance({
  version: 'ocpp1.6',
  cases: {
    ...commands,
    ...configuration,
    ...sessions,
    ...firmware,
    ...localList,
    ...reservation,
    ...security,
    ...encryption,
    ...smartCharging,
    ...triggers,
  },
});
