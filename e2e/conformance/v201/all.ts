import type { Cases } from '../run.ts';
import { stationCertificates } from './a-certificates.ts';
import { encryption } from './a-encryption.ts';
import { security } from './a-security.ts';
import { provisioning } from './b-provisioning.ts';
import { reset } from './b-reset.ts';
import { variables } from './b-variables.ts';
import { authorization } from './c-authorization.ts';
import { localList } from './d-local-list.ts';
import { starts } from './e-start.ts';
import { transactionStatus } from './e-status.ts';
import { stops } from './e-stop.ts';
import { remoteControl } from './f-remote-control.ts';
import { triggers } from './f-trigger.ts';
import { availability } from './g-availability.ts';
import { reservation } from './h-reservation.ts';
import { cost } from './i-cost.ts';
import { readings } from './j-meter-values.ts';
import { limits } from './k-get-profiles.ts';
import { carNeeds } from './k-iso15118.ts';
import { profiles } from './k-set-profiles.ts';
import { firmware } from './l-firmware.ts';
import { publishing } from './l-publish.ts';
import { certificates } from './m-certificates.ts';
import { customers } from './n-customers.ts';
import { events } from './n-events.ts';
import { logs } from './n-logs.ts';
import { monitoring } from './n-monitoring.ts';
import { display } from './o-display.ts';
import { dataTransfer } from './p-data-transfer.ts';
import { plugAndCharge } from './plug-and-charge.ts';

/** Every case of 2.0.1, for both versions that have them. */
export const cases201: Cases<'ocpp2.0.1'> = {
  ...security,
  ...encryption,
  ...stationCertificates,
  ...provisioning,
  ...reset,
  ...variables,
  ...authorization,
  ...localList,
  ...starts,
  ...transactionStatus,
  ...stops,
  ...remoteControl,
  ...triggers,
  ...availability,
  ...reservation,
  ...cost,
  ...readings,
  ...limits,
  ...carNeeds,
  ...profiles,
  ...firmware,
  ...publishing,
  ...certificates,
  ...customers,
  ...events,
  ...logs,
  ...monitoring,
  ...display,
  ...dataTransfer,
  ...plugAndCharge,
};
