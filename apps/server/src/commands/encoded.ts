import type { RecordKind, Verb } from '@stationmaster/contract';
import type { Told } from '../reports/step.ts';
import type { Requested, VariableAddress } from './words.ts';

/** What a station said about one variable. `value` null: write-only, unset or not told. */
export interface VariableSaid {
  address: VariableAddress;
  status: 'told' | 'written' | 'rebootRequired' | 'rejected' | 'unknown';
  value: string | null;
  mutability: string | null;
}
/** An answer in our words. `done`: the answer itself is the proof, no effect has to be waited for. */
export interface Said {
  status: 'accepted' | 'done' | 'scheduled' | 'rejected' | 'notSupported';
  /** The station's own reason, or its status word where that says more than ours. */
  reason: string | null;
  variables?: VariableSaid[];
  /** Things the answer tells of, or makes so: a message now on the display, a certificate installed. */
  records?: readonly Told[];
  /** The records of all messages of this command are everything there is of that kind. */
  complete?: RecordKind;
}
/** One call to the station, and how to understand its answer (already checked against the schema). */
export interface Message {
  action: string;
  payload: unknown;
  read: (answer: unknown) => Said;
}
/** What encoders need to know beside the request. */
export interface Facts {
  commandId: number;
  /** start: how the station should name the card. */
  idTokenType: string;
  /** stop: the session's id at the station. */
  transactionId: string | null;
  /** Variables per message the station takes; null: unlimited or unknown. */
  maxRead: number | null;
  maxWrite: number | null;
  connectors: readonly { evseId: number; connectorId: number }[];
}
/** A verb in the words of one version; several messages where the station limits what fits into one. */
export type Encoder<V extends Verb> = (request: Requested<V>, facts: Facts) => Message[];
/** null: the version has no message for it. */
export type EncodersOf<V extends Verb> = { [One in V]: Encoder<One> | null };
/** Every verb. */
export type Encoders = EncodersOf<Verb>;

/** Parts of at most `size`; one part without a limit. */
export function chunks<T>(items: readonly T[], size: number | null): T[][] {
  if (size === null || size < 1 || items.length <= size) return [[...items]];
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}
