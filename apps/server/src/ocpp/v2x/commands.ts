import type { Encoders } from '../../commands/encoded.ts';
import { configuration } from './commands/configuration.ts';
import { remoteControl } from './commands/remote-control.ts';

const shared = { ...remoteControl, ...configuration };

/** The verbs in OCPP 2.0.1. A topic a file. */
export const commands201: Encoders = { ...shared };

/** The verbs in OCPP 2.1. */
export const commands21: Encoders = { ...shared };
