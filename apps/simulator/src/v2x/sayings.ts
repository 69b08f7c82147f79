import type { Saying } from '../station/face.ts';
import { sayBoot, sayDataTransfer, sayHeartbeat, sayMeterValues, sayStatus, sayTransactions } from '../station/sayings.ts';
import type { FromStation21 } from './calls.ts';
import { sayCustomerInformation } from './customer-information.ts';
import { sayReservationStatus } from './reservation-status-update.ts';

const sayings = {
  BootNotification: sayBoot,
  DataTransfer: sayDataTransfer,
  Heartbeat: sayHeartbeat,
  MeterValues: sayMeterValues,
  NotifyCustomerInformation: sayCustomerInformation,
  ReservationStatusUpdate: sayReservationStatus,
  StatusNotification: sayStatus,
  TransactionEvent: sayTransactions,
} satisfies { [A in FromStation21]?: Saying };

/** Every message that a 2.x station may send: what it would say now. */
export const sayings2x: ReadonlyMap<string, Saying> = new Map(Object.entries(sayings));
