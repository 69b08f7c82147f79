import type { Encoders } from '../../commands/encoded.ts';
import { additions, additions21 } from './commands/additions.ts';
import { cards } from './commands/cards.ts';
import { certificates, certificates21 } from './commands/certificates.ts';
import { configuration } from './commands/configuration.ts';
import { customers } from './commands/customers.ts';
import { der, der21 } from './commands/der.ts';
import { deviceModel, deviceModel21 } from './commands/device-model.ts';
import { display, display21 } from './commands/display.ts';
import { monitoring } from './commands/monitoring.ts';
import { monitoring21 } from './commands/monitors.ts';
import { remoteControl, remoteControl21 } from './commands/remote-control.ts';
import { reservations, reservations21 } from './commands/reservations.ts';
import { smartCharging, smartCharging21 } from './commands/smart-charging.ts';
import { stationTariffs, stationTariffs21 } from './commands/station-tariffs.ts';
import { eventStreams, eventStreams21 } from './commands/streams.ts';
import { transactions, transactions21 } from './commands/transactions.ts';
import { transfers, transfers21 } from './commands/transfers.ts';

const shared = {
  ...remoteControl,
  ...reservations,
  ...cards,
  ...customers,
  ...configuration,
  ...deviceModel,
  ...monitoring,
  ...eventStreams,
  ...transfers,
  ...certificates,
  ...transactions,
  ...smartCharging,
  ...display,
  ...stationTariffs,
  ...der,
  ...additions,
};

/** The verbs in OCPP 2.0.1. A topic a file. */
export const commands201: Encoders = { ...shared };

/** The verbs in OCPP 2.1. */
export const commands21: Encoders = {
  ...shared,
  ...remoteControl21,
  ...reservations21,
  ...deviceModel21,
  ...monitoring21,
  ...eventStreams21,
  ...transfers21,
  ...certificates21,
  ...transactions21,
  ...smartCharging21,
  ...display21,
  ...stationTariffs21,
  ...der21,
  ...additions21,
};
