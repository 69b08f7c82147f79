import type { Saying } from '../station/face.ts';
import { sayBoot, sayDataTransfer, sayHeartbeat, sayMeterValues, sayStatus } from '../station/sayings.ts';
import type { FromStation16 } from './calls.ts';

const sayings = {
  BootNotification: sayBoot,
  DataTransfer: sayDataTransfer,
  Heartbeat: sayHeartbeat,
  MeterValues: sayMeterValues,
  StatusNotification: sayStatus,
} satisfies { [A in FromStation16]?: Saying };

/** Every message that a 1.6 station may send: what it would say now. */
export const sayings16: ReadonlyMap<string, Saying> = new Map(Object.entries(sayings));
