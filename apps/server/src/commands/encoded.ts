import type { RecordKind, Verb } from '@stationmaster/contract';
import type { ProfileChange } from '@stationmaster/domain';
import type { QuirkName } from '@stationmaster/ocpp';
import type { ListPart } from '../local-lists/part.ts';
import type { Told } from '../reports/step.ts';
import type { HeldReservation } from '../reservations/prepare.ts';
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
  status: 'accepted' | 'done' | 'scheduled' | 'rejected' | 'notSupported' | 'noEffect';
  /** The station's own reason, or its status word where that says more than ours. */
  reason: string | null;
  variables?: VariableSaid[];
  /** Of the local list the station holds; 0: empty, -1: it has none. */
  listVersion?: number;
  /** Things the answer tells of, or makes so: a message now on the display, a certificate installed. */
  records?: readonly Told[];
  /** What the station has agreed to hold from now on. */
  limits?: ProfileChange;
  /** The records of all messages of this command are everything there is of that kind. */
  complete?: RecordKind;
}
/** One call to the station, and how to understand its answer (already checked against the schema). */
export interface Message {
  action: string;
  payload: unknown;
  read: (answer: unknown) => Said;
  /** Only asks what became of the messages before it: without an answer those still count. */
  isCheck?: true;
}
/** What the station takes in one message of a kind: entries and bytes; null: unlimited or unknown. */
export interface Limit {
  items: number | null;
  bytes: number | null;
}
export const limited = ['GetVariables', 'SetVariables', 'GetReport', 'SetVariableMonitoring', 'ClearVariableMonitoring'] as const;
export type Limits = { readonly [M in (typeof limited)[number]]: Limit };
/** What encoders need to know beside the request. */
export interface Facts {
  commandId: number;
  /** When it was asked for, epoch ms. */
  at: number;
  /** start: how the station should name the card. */
  idTokenType: string;
  /** The id at the station of the session that is spoken of. */
  transactionId: string | null;
  /** What that session has cost so far. */
  totalCost?: number | null;
  limits: Limits;
  connectors: readonly { evseId: number; connectorId: number }[];
  /** What its maker's firmware is known for. */
  quirks: ReadonlySet<QuirkName>;
  /** For stations that must be told a place, see `likeliestEvse`. */
  likeliestEvseId: number;
  /** sendLocalList: what is sent. */
  listParts?: readonly ListPart[];
  /** extendReservation: what the station holds so far. */
  reservation?: HeldReservation;
}
/** A verb in the words of one version; several messages where the station limits what fits into one. null: the version has no message for just this. */
export type Encoder<V extends Verb> = (request: Requested<V>, facts: Facts) => Message[] | null;
/** null: the version has no message for it. */
export type EncodersOf<V extends Verb> = { [One in V]: Encoder<One> | null };
/** Every verb. */
export type Encoders = EncodersOf<Verb>;

/** Bytes of a message around its entries: type, id, action, the name of the list. */
const envelope = 120;

/** Entries of a message in as many parts as the station's limit wants; an entry too large for any goes alone. */
export function chunks<T>(entries: readonly T[], { items, bytes }: Limit): T[][] {
  const most = items === null || items < 1 ? Number.POSITIVE_INFINITY : items;
  const room = bytes === null || bytes < 1 ? Number.POSITIVE_INFINITY : bytes - envelope;
  const parts: T[][] = [[]];
  let used = 0;
  for (const entry of entries) {
    const size = room === Number.POSITIVE_INFINITY ? 0 : Buffer.byteLength(JSON.stringify(entry)) + 1;
    const last = parts.at(-1);
    if (last === undefined || last.length >= most || (last.length > 0 && used + size > room)) {
      parts.push([entry]);
      used = size;
    } else {
      last.push(entry);
      used += size;
    }
  }
  return parts;
}
