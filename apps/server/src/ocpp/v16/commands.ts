import type { Encoders } from '../../commands/encoded.ts';
import { configuration } from './commands/configuration.ts';
import { remoteControl } from './commands/remote-control.ts';

/** The verbs in OCPP 1.6 edition 2, its security extension included. A topic a file. */
export const commands16: Encoders = { ...remoteControl, ...configuration };
