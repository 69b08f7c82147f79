/**
 * The message types of all versions. The only module that knows where they come from: typed-ocpp,
 * by type-only import, so nothing of it is loaded at run time.
 */
import type { OCPP16, OCPP20, OCPP21 } from 'typed-ocpp';
import type { NotifyPeriodicEventStream } from 'typed-ocpp/dist/ocpp21/types.js';
import type { Version } from './version.ts';

/** The part of a typed-ocpp call that we derive from: `[type, id, action, payload]`. */
type AnyCall = readonly [unknown, string, string, unknown];
type Pair<Request, Result> = { request: Request; response: Result extends readonly [unknown, unknown, infer P] ? P : never };

/** OCPP 1.6 edition 2 with the security extension (whitepaper edition 3): 39 messages. */
export type Calls16 = {
  [C in OCPP16.Call as C extends AnyCall ? `${C[2]}` : never]: Pair<C[3], OCPP16.CheckedCallResult<C>>;
};

/** OCPP 2.0.1: 64 messages. (typed-ocpp calls this version OCPP20.) */
export type Calls201 = {
  [C in OCPP20.Call as C extends AnyCall ? `${C[2]}` : never]: Pair<C[3], OCPP20.CheckedCallResult<C>>;
};

/** A 2.1 SEND is never answered, so it has no response. [21P4 §4.2.5] */
type Sends21 = { NotifyPeriodicEventStream: { request: NotifyPeriodicEventStream; response: never } };

/** OCPP 2.1: 90 pairs of request and response, and one SEND. */
export type Calls21 = {
  [C in OCPP21.Call as C extends AnyCall ? Exclude<`${C[2]}`, keyof Sends21> : never]: Pair<C[3], OCPP21.CheckedCallResult<C>>;
} & Sends21;

type CallsByVersion = { 'ocpp1.6': Calls16; 'ocpp2.0.1': Calls201; 'ocpp2.1': Calls21 };

export type CallsOf<V extends Version> = CallsByVersion[V];
export type ActionOf<V extends Version> = V extends Version ? keyof CallsByVersion[V] : never;

type PartOf<V extends Version, A extends string, Part extends 'request' | 'response'> = V extends Version
  ? A extends keyof CallsByVersion[V]
    ? CallsByVersion[V][A] extends Record<Part, infer P>
      ? P
      : never
    : never
  : never;

/** The payload of a CALL (or SEND). */
export type RequestOf<V extends Version, A extends ActionOf<V>> = PartOf<V, A, 'request'>;
/** The payload of a CALLRESULT. */
export type ResponseOf<V extends Version, A extends ActionOf<V>> = PartOf<V, A, 'response'>;
