import { completed, type Left, type Outcome, removed, type Salvage, salvaged } from './outcome.ts';
import { type Json, type Place, payloadWith, pointerOf, put, type Schema, valueAt } from './places.ts';
import { type Expect, isOccurrence, isType, type Refused, type Spoil } from './spoil.ts';
import { listedSpoils, textSpoils } from './texts.ts';
import { listSpoils, numberSpoils, objectSpoils, truthSpoils } from './values.ts';

export interface Message {
  version: string;
  action: string;
  root: Schema;
}

/** A payload, what is wrong with it, and what must come of it. */
export interface Case {
  name: string;
  why: string;
  payload: unknown;
  outcome: Outcome;
}

const nameplate = new Set(['chargePointModel', 'chargePointVendor', 'model', 'vendorName']);

/** What can be wrong with one member. The members of 2.x take turns (their `index`) in a group of like mistakes; 1.6 is small enough for all. */
export function casesOf(message: Message, place: Place, index: number): Case[] {
  const some = (group: Spoil[]) => (message.version === 'ocpp1.6' ? group : group.filter((_, at) => at === index % group.length));
  const spoils = [...(place.isRequired ? [missing] : []), ...nulls(message, place), ...typed(message, place).flatMap(some)];
  return spoils.map((spoil) => caseOf(message, place, spoil));
}

const missing: Spoil = {
  name: 'is missing',
  value: undefined,
  why: 'A required member: a cardinality of 1.',
  expect: { missing: isOccurrence('is required') },
};

function nulls({ action }: Message, { path, schema }: Place): Spoil[] {
  if (schema.type === undefined) return [];
  const named = { name: 'is null', value: null, why: 'An absent member is left out; null stands for one.' };
  const isNameplate = action === 'BootNotification' && nameplate.has(path.at(-1) ?? '');
  if (isNameplate) return [{ ...named, expect: { repairs: ['nullNamed'], value: '' } }];
  const isErrorCode = action === 'StatusNotification' && path.join() === 'errorCode';
  if (isErrorCode) return [{ ...named, expect: { repairs: ['noErrorCode'], value: 'NoError' } }];
  return [{ ...named, expect: { dropped: 'nullDropped', refused: isType(schema.type) } }];
}

function typed({ action, root }: Message, place: Place): Spoil[][] {
  const { path, schema } = place;
  const legal = valueAt(payloadWith(root, place), path);
  if (schema.enum !== undefined) return listedSpoils(schema.enum);
  if (schema.type === 'string') return textSpoils(action, place);
  if (schema.type === 'integer' || schema.type === 'number') return numberSpoils(schema);
  if (schema.type === 'boolean') return truthSpoils();
  if (schema.type === 'array') return listSpoils(schema, (legal as unknown[])[0]);
  return schema.type === 'object' ? objectSpoils(legal as Json) : [];
}

function caseOf({ action, root }: Message, place: Place, { name, why, value, expect }: Spoil): Case {
  const { path, schema, around } = place;
  const payload = structuredClone(payloadWith(root, place));
  if (value === undefined) delete (valueAt(payload, path.slice(0, -1)) as Json)[path.at(-1) ?? ''];
  else put(payload, path, value);
  const of = { action, payload: structuredClone(payload), around: [...around, { path, schema }] };
  return { name: `${action} ${pointerOf(path)} ${name}`, why, payload, outcome: outcomeOf(of, path, expect) };
}

function outcomeOf(of: Salvage, path: readonly string[], expect: Expect): Outcome {
  const pointer = pointerOf(path);
  if ('repairs' in expect) {
    put(of.payload, path, expect.value);
    return { kind: 'mended', repairs: [...expect.repairs], payload: of.payload };
  }
  if ('missing' in expect) return or(completed(of, path.slice(0, -1), path.at(-1) ?? ''), refusal(pointer, expect.missing));
  const refused = refusal(pointer, expect.refused);
  if ('dropped' in expect) return or(removed(of, path, expect.dropped), refused);
  if ('wrapped' in expect) {
    put(of.payload, path, expect.wrapped);
    return or(salvaged(of, [...path, '0']), refused, ['elementWrapped']);
  }
  return or(salvaged(of, path), refused, expect.after);
}

function refusal(pointer: string, { code, says }: Refused): Outcome {
  return { kind: 'refused', code, description: `${pointer} ${says}.` };
}

function or(left: Left | null, refused: Outcome, before: readonly string[] = []): Outcome {
  return left === null ? refused : { kind: 'mended', payload: left.payload, repairs: [...new Set([...before, ...left.repairs])] };
}
