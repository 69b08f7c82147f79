import { conformance } from './run.ts';
import { commands } from './v16/core-commands.ts';
import { configuration } from './v16/core-configuration.ts';
import { sessions } from './v16/core-sessions.ts';

conformance({
  version: 'ocpp1.6',
  cases: { ...commands, ...configuration, ...sessions },
});
