import type { Calls16, FromStation, ToStation } from '@stationmaster/ocpp';

/** What a CSMS asks, and what a station answers to it. */
export type Asked<A extends keyof Calls16> = Calls16[A]['request'];
export type Said<A extends keyof Calls16> = Calls16[A]['response'];

export type FromStation16 = FromStation<'ocpp1.6'>;
/** DataTransfer goes both ways. */
export type ToStation16 = ToStation<'ocpp1.6'> | 'DataTransfer';
