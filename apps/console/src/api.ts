import { type Answer, ApiError, createClient, type Routes } from '@stationmaster/contract';

/** The typed client of the server this page came from; signed in by the session cookie. */
export const api = createClient();
export { ApiError };
export type Station = Answer<Routes['getStation']>;
export type Connector = Station['connectors'][number];
/** As it stands in lists. */
export type Session = Answer<Routes['listSessions']>['items'][number];
export type FullSession = Answer<Routes['getSession']>;
export type Overview = Answer<Routes['overview']>;
export type LobbyAttempt = Answer<Routes['listLobby']>['items'][number];
export type Command = Answer<Routes['getCommand']>;
export type BulkCommand = Answer<Routes['getBulkCommand']>;
export type Reservation = Answer<Routes['listReservations']>['items'][number];
export type Deviation = Answer<Routes['listDeviations']>['items'][number];
export type LocalList = Answer<Routes['getLocalList']>;
export type CustomerData = Answer<Routes['listCustomerData']>['items'][number];
export type Frame = Answer<Routes['listFrames']>['items'][number];
export type SendableMessage = Answer<Routes['listSendableMessages']>['items'][number];
export type MessageAnswer = Answer<Routes['sendMessage']>;
export type StationEvent = Answer<Routes['listStationEvents']>['items'][number];
export type ChargingLimits = Answer<Routes['getChargingLimits']>;
export type HeldProfile = ChargingLimits['profiles'][number];
export type Variable = Answer<Routes['listVariables']>['items'][number];
export type Site = Answer<Routes['getSite']>;
export type Tariff = Answer<Routes['getTariff']>;
export type Token = Answer<Routes['getToken']>;
export type Tap = Answer<Routes['listTaps']>['items'][number];
export type Me = Answer<Routes['me']>;
export type Cost = NonNullable<Session['cost']>;
/** One page of a cursor-paged list. */
export interface Page<T> {
  items: T[];
  next: string | null;
}
