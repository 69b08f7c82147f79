import type { Saying } from '../station/face.ts';
import { saySecurityEvent, signingFor } from '../station/file-sayings.ts';
import { sayBoot, sayDataTransfer, sayHeartbeat, sayMeterValues, sayStatus } from '../station/sayings.ts';
import type { FromStation16 } from './calls.ts';
import { sayDiagnosticsStatus, sayFirmwareStatus16, sayLogStatus16, saySignedFirmwareStatus } from './file-sayings.ts';
import { sayAuthorize, sayStart, sayStop } from './transaction-sayings.ts';

const sayings = {
  Authorize: sayAuthorize,
  BootNotification: sayBoot,
  DataTransfer: sayDataTransfer,
  DiagnosticsStatusNotification: sayDiagnosticsStatus,
  FirmwareStatusNotification: sayFirmwareStatus16,
  Heartbeat: sayHeartbeat,
  LogStatusNotification: sayLogStatus16,
  MeterValues: sayMeterValues,
  SecurityEventNotification: saySecurityEvent,
  SignCertificate: signingFor('ChargingStationCertificate'),
  SignedFirmwareStatusNotification: saySignedFirmwareStatus,
  StartTransaction: sayStart,
  StatusNotification: sayStatus,
  StopTransaction: sayStop,
} satisfies { [A in FromStation16]: Saying };

/** Every message that a 1.6 station may send: what it would say now. */
export const sayings16: ReadonlyMap<string, Saying> = new Map(Object.entries(sayings));
