import type { Calls16 } from '@stationmaster/ocpp';

/** What a CSMS asks, and what a station answers to it. */
export type Asked<A extends keyof Calls16> = Calls16[A]['request'];
export type Said<A extends keyof Calls16> = Calls16[A]['response'];

/** Messages that only a station sends; DataTransfer goes both ways. [16 §4, whitepaper §5] */
type OnlyFromStation =
  | 'Authorize'
  | 'BootNotification'
  | 'DiagnosticsStatusNotification'
  | 'FirmwareStatusNotification'
  | 'Heartbeat'
  | 'LogStatusNotification'
  | 'MeterValues'
  | 'SecurityEventNotification'
  | 'SignCertificate'
  | 'SignedFirmwareStatusNotification'
  | 'StartTransaction'
  | 'StatusNotification'
  | 'StopTransaction';

export type FromStation16 = Extract<keyof Calls16, OnlyFromStation | 'DataTransfer'>;
export type ToStation16 = Exclude<keyof Calls16, OnlyFromStation>;
