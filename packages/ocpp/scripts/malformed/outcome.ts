import { type Around, type Json, put, type Schema, valueAt } from './places.ts';

/** What the specification, and our tolerance where it leaves room, makes of a message. */
export type Outcome = { kind: 'refused'; code: Code; description: string } | { kind: 'mended'; repairs: string[]; payload: unknown };

/** A row of the table of error codes, by what it means; how it is written differs by version. */
export type Code = 'shape' | 'occurrence' | 'property' | 'type' | 'unknown' | 'notForUs' | 'frame' | 'messageType';

type Spelling = { '1.6': string; '2.x': string };

/** [J16 §4.2.3 table 7, P4 §4.3 table 8, 21P4 §4.3] */
const spellings: Readonly<Record<Code, Spelling>> = {
  shape: { '1.6': 'FormationViolation', '2.x': 'ProtocolError' },
  occurrence: { '1.6': 'OccurenceConstraintViolation', '2.x': 'OccurrenceConstraintViolation' },
  property: { '1.6': 'PropertyConstraintViolation', '2.x': 'PropertyConstraintViolation' },
  type: { '1.6': 'TypeConstraintViolation', '2.x': 'TypeConstraintViolation' },
  unknown: { '1.6': 'NotImplemented', '2.x': 'NotImplemented' },
  notForUs: { '1.6': 'NotSupported', '2.x': 'NotSupported' },
  frame: { '1.6': 'FormationViolation', '2.x': 'RpcFrameworkError' },
  messageType: { '1.6': '', '2.x': 'MessageTypeNotSupported' },
};

export function spelt(version: string, code: Code): string {
  return spellings[code][version === 'ocpp1.6' ? '1.6' : '2.x'];
}

/** These are never lost for a bad part: a station would repeat them for ever, or throw them away. */
export const transactional = new Set(['StartTransaction', 'StopTransaction', 'MeterValues', 'TransactionEvent']);

export interface Salvage {
  action: string;
  /** With the fault in it. It is changed. */
  payload: Json;
  around: readonly Around[];
}

export type Left = { repairs: string[]; payload: Json };

/**
 * What is left when the part that holds a fault at `path` is taken out, and how; `null` when nothing
 * legal would be left. Foreign data and signatures go first: they are no part of the transaction.
 */
export function salvaged(of: Salvage, path: readonly string[]): Left | null {
  const foreign = cutAt(path, 'customData');
  if (foreign !== null) return removed(of, foreign, 'customDataDropped');
  const signature = cutAt(path, 'signedMeterValue');
  if (signature !== null) return removed(of, signature, 'signatureDropped');
  if (!transactional.has(of.action) || path.length === 0) return null;
  const whole = cutAt(path, 'costDetails');
  return removed(of, whole ?? elementOf(path) ?? path, 'partDropped');
}

/** What is left when the object at `path` lacks a member: with nothing else in it, it is as good as absent. */
export function completed(of: Salvage, path: readonly string[], name: string): Left | null {
  const isBlank = path.length > 0 && Object.keys(valueAt(of.payload, path) as Json).length === 0;
  if (isBlank) return removed(of, path, 'emptyDropped');
  const member = schemaAt(of, path)?.properties?.[name];
  if (member?.type !== 'array' || member.minItems !== undefined) return salvaged(of, path);
  put(of.payload, [...path, name], []);
  return { repairs: ['listAdded'], payload: of.payload };
}

function cutAt(path: readonly string[], name: string): readonly string[] | null {
  const index = path.indexOf(name);
  return index < 0 ? null : path.slice(0, index + 1);
}

/** The innermost element of a list on the way. */
function elementOf(path: readonly string[]): readonly string[] | null {
  const index = path.lastIndexOf('0');
  return index < 0 ? null : path.slice(0, index + 1);
}

/** Takes out the member or element at `path`, and what cannot be without it. */
export function removed(of: Salvage, path: readonly string[], repair: string): Left | null {
  const parent = path.slice(0, -1);
  const name = path.at(-1) ?? '';
  const container = valueAt(of.payload, parent);
  const schema = schemaAt(of, parent);
  const done = { repairs: [repair], payload: of.payload };
  if (Array.isArray(container)) {
    container.splice(Number(name), 1);
    return container.length >= (schema?.minItems ?? 0) ? done : joined(repair, removed(of, parent, 'emptyDropped'));
  }
  delete (container as Json)[name];
  return schema?.required?.includes(name) ? joined(repair, completed(of, parent, name)) : done;
}

function schemaAt({ around }: Salvage, path: readonly string[]): Schema | undefined {
  return around.find(({ path: each }) => each.join('/') === path.join('/'))?.schema;
}

function joined(first: string, rest: Left | null): Left | null {
  return rest === null ? null : { repairs: [...new Set([first, ...rest.repairs])], payload: rest.payload };
}
