import { sampleOf } from '../../src/testing/sample.ts';

/** What the OCPP schemas use of JSON schema. */
export interface Schema {
  $ref?: string;
  definitions?: Record<string, Schema>;
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  enum?: string[];
  format?: string;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
}

export type Json = Record<string, unknown>;

/** One member of a message, with the way to it. */
export interface Place {
  path: readonly string[];
  schema: Schema;
  isRequired: boolean;
  /** The schemas of the objects and lists on the way, the message's own first. */
  around: readonly Around[];
}

export interface Around {
  path: readonly string[];
  schema: Schema;
}

/**
 * Every member of a message, but the members of a definition that was seen before: in which of several
 * places an EVSE stands does not change what is wrong with it.
 */
export function placesOf(root: Schema, seen: Set<string>): Place[] {
  return within({ schema: root, path: [] }, { root, around: [], seen });
}

type Walk = { root: Schema; around: readonly Around[]; seen: Set<string> };

function within({ schema, path }: Around, walk: Walk): Place[] {
  const here = { ...walk, around: [...walk.around, { path, schema }] };
  const places: Place[] = [];
  for (const [name, written] of Object.entries(schema.properties ?? {})) {
    const member = resolved(written, walk.root);
    const place = { path: [...path, name], schema: member, isRequired: schema.required?.includes(name) ?? false, around: here.around };
    places.push(place, ...inside(place.path, written, here));
  }
  return places;
}

/** The members of what stands at a path: of an object, or of the first element of a list. */
function inside(path: readonly string[], written: Schema, walk: Walk): Place[] {
  const schema = resolved(written, walk.root);
  if (schema.type === 'array' && schema.items !== undefined) {
    return inside([...path, '0'], schema.items, { ...walk, around: [...walk.around, { path, schema }] });
  }
  if (schema.properties === undefined) return [];
  if (written.$ref !== undefined) {
    if (walk.seen.has(written.$ref)) return [];
    walk.seen.add(written.$ref);
  }
  return within({ schema, path }, walk);
}

export function resolved(schema: Schema, root: Schema): Schema {
  return schema.$ref === undefined ? schema : (root.definitions?.[schema.$ref.replace('#/definitions/', '')] ?? {});
}

/** A legal payload with only what is required, what stands at `path`, and what is required around it. */
export function payloadWith(root: Schema, { path, schema, around }: Pick<Place, 'path' | 'schema' | 'around'>): Json {
  const payload = bare(root, root) as Json;
  for (const each of [...around.slice(1), { path, schema }]) {
    if (valueAt(payload, each.path) === undefined) put(payload, each.path, legal(each.schema, root));
  }
  return payload;
}

/** A legal value that is there: an optional list has one element. */
function legal(schema: Schema, root: Schema): unknown {
  return schema.type === 'array'
    ? Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () => bare(schema.items ?? {}, root))
    : bare(schema, root);
}

export function bare(schema: Schema, root: Schema): unknown {
  return sampleOf({ ...resolved(schema, root), definitions: root.definitions ?? {} }, 'bare');
}

export function valueAt(payload: unknown, path: readonly string[]): unknown {
  let value = payload;
  for (const key of path) value = (value as Json | undefined)?.[key];
  return value;
}

export function put(payload: Json, path: readonly string[], value: unknown): void {
  (valueAt(payload, path.slice(0, -1)) as Json)[path.at(-1) ?? ''] = value;
}

export function pointerOf(path: readonly string[]): string {
  return path.map((key) => `/${key}`).join('');
}
