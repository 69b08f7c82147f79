import type { Encoders } from '../../commands/encoded.ts';
import { additions } from './commands/additions.ts';
import { cards } from './commands/cards.ts';
import { certificates } from './commands/certificates.ts';
import { configuration } from './commands/configuration.ts';
import { customers } from './commands/customers.ts';
import { deviceModel } from './commands/device-model.ts';
import { display, stationTariffs } from './commands/display.ts';
import { remoteControl } from './commands/remote-control.ts';
import { reservations } from './commands/reservations.ts';
import { smartCharging } from './commands/smart-charging.ts';
import { transactions } from './commands/transactions.ts';
import { transfers } from './commands/transfers.ts';

/** The verbs in OCPP 1.6 edition 2, its security extension included. A topic a file. */
export const commands16: Encoders = {
  ...remoteControl,
  ...reservations,
  ...cards,
  ...customers,
  ...configuration,
  ...deviceModel,
  ...transfers,
  ...certificates,
  ...transactions,
  ...smartCharging,
  ...display,
  ...stationTariffs,
  ...additions,
};
