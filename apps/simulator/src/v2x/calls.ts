import type { Calls21, Calls201, FromStation, SendOnly, ToStation } from '@stationmaster/ocpp';

/**
 * Both versions of 2.x at once. What a 2.0.1 CSMS may ask is a part of what a 2.1 CSMS may ask, and what a 2.0.1 station
 * may say is a part of what a 2.1 station may say: so a message is read in the words of 2.1 and written in those of 2.0.1
 * when it has them.
 */
type Narrow<A extends keyof Calls21, Part extends 'request' | 'response'> = (A extends keyof Calls201 ? Calls201[A] : Calls21[A])[Part];

/** What a CSMS asks, and what a station answers to it. */
export type Asked<A extends keyof Calls21> = Calls21[A]['request'];
export type Said<A extends keyof Calls21> = Narrow<A, 'response'>;
/** What a station sends, and what a CSMS answers to it. */
export type Sent<A extends keyof Calls21> = Narrow<A, 'request'>;
export type Heard<A extends keyof Calls21> = Calls21[A]['response'];

export type FromStation201 = FromStation<'ocpp2.0.1'>;
export type FromStation21 = FromStation<'ocpp2.1'> | SendOnly;
/** DataTransfer goes both ways. */
export type ToStation201 = ToStation<'ocpp2.0.1'> | 'DataTransfer';
export type ToStation21 = ToStation<'ocpp2.1'> | 'DataTransfer';
