import fc from 'fast-check';

interface Schema {
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
  additionalProperties?: boolean;
}

/** A legal value, and the same as sloppy firmware writes it: nothing is lost in it. */
export interface Written {
  legal: unknown;
  sloppy: unknown;
}

/** Payloads that a schema accepts, each with a sloppy twin. */
export function writtenBy(schema: object): fc.Arbitrary<Written> {
  return written(schema, { root: schema, depth: 0 });
}

type Context = { root: Schema; depth: number };

function written(schema: Schema, context: Context): fc.Arbitrary<Written> {
  if (schema.$ref !== undefined) return written(context.root.definitions?.[schema.$ref.replace('#/definitions/', '')] ?? {}, context);
  if (schema.enum !== undefined)
    return slipping(fc.constantFrom(...schema.enum), (value) => [value.toUpperCase(), value.toLowerCase(), ` ${value} `]);
  if (schema.format === 'uri') return fc.constant({ legal: 'https://example.org/', sloppy: 'https://example.org/' });
  if (schema.type === 'string') return schema.format === 'date-time' ? time : text(schema.maxLength);
  if (schema.type === 'integer') return slipping(whole(schema), (value) => [String(value), `+${value}`.replace('+-', '-')]);
  if (schema.type === 'number') return slipping(whole(schema), (value) => [String(value), ` ${value}`]);
  if (schema.type === 'boolean')
    return slipping(fc.boolean(), (value) => [String(value), value ? 'TRUE' : 'False', Number(value), value ? '1' : '0']);
  if (schema.type === 'array') return list(schema, context);
  return schema.type === 'object' ? object(schema, context) : fc.constant({ legal: 'any', sloppy: 'any' });
}

const seldom = { arbitrary: fc.constant(true), weight: 1 };
const mostly = { arbitrary: fc.constant(false), weight: 4 };

/** Now and then one of the slips that there are for a value. */
function slipping<T>(values: fc.Arbitrary<T>, slips: (value: T) => unknown[]): fc.Arbitrary<Written> {
  return fc
    .tuple(values, fc.oneof(seldom, mostly), fc.nat())
    .map(([legal, isSlip, at]) => ({ legal, sloppy: isSlip ? slips(legal)[at % slips(legal).length] : legal }));
}

function whole({ minimum = -1000, maximum = 1_000_000 }: Schema): fc.Arbitrary<number> {
  // Written in quotes -0 is 0.
  return fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) });
}

const time = slipping(
  fc.integer({ min: 1_600_000_000, max: 1_900_000_000 }).map((seconds) => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`),
  (value) => [value.replace('Z', ''), value.replace('T', ' '), value.replace('Z', ' UTC'), value.replace('Z', '+00')].slice(0, 3),
);

function text(longest: number | undefined): fc.Arbitrary<Written> {
  const most = Math.min(longest ?? 9, 9);
  const letters = fc.string({ unit: fc.constantFrom(...'abcXYZ_-*#.'), minLength: 1, maxLength: most });
  const digits = fc.integer({ min: 0, max: 10 ** most - 1 }).map(String);
  return slipping(fc.oneof(letters, digits), (value) => [
    /^\d+$/.test(value) ? Number(value) : value,
    ...(longest === undefined ? [] : [value.padEnd(longest + 1), value.padEnd(longest + 3, '\0')]),
  ]);
}

function list(schema: Schema, context: Context): fc.Arbitrary<Written> {
  const { minItems = 0, maxItems = 3 } = schema;
  const elements = fc.array(written(schema.items ?? {}, context), {
    minLength: Math.min(minItems, 3),
    maxLength: Math.max(minItems, Math.min(maxItems, 3)),
  });
  return fc.tuple(elements, fc.oneof(seldom, mostly), fc.boolean()).map(([all, isSlip, isOne]) => {
    const legal = all.map((each) => each.legal);
    const sloppy = all.map((each) => each.sloppy);
    if (!isSlip || sloppy.length === 0) return { legal, sloppy };
    // An element that is a list itself is taken for the list.
    if (isOne) return { legal, sloppy: sloppy.length === 1 && !Array.isArray(sloppy[0]) ? sloppy[0] : sloppy };
    return { legal, sloppy: { ...sloppy } };
  });
}

function object({ properties = {}, required = [], additionalProperties }: Schema, context: Context): fc.Arbitrary<Written> {
  const inner = { ...context, depth: context.depth + 1 };
  const members = Object.entries(properties).map(([name, schema]) =>
    fc.tuple(
      fc.constant(name),
      written(inner.depth > 4 && !required.includes(name) ? {} : schema, inner),
      // Of an optional member: there, left out, null.
      required.includes(name)
        ? fc.constant('there')
        : fc.constantFrom(...(inner.depth > 4 ? [] : ['there']), 'out', 'out', takesNull(schema) ? 'out' : 'null'),
      fc.oneof({ arbitrary: fc.constant(true), weight: 1 }, { arbitrary: fc.constant(false), weight: 9 }),
    ),
  );
  return fc.tuple(fc.tuple(...members), fc.oneof(seldom, mostly), fc.boolean()).map(([all, isSlip, isText]) => {
    const there = all.filter(([, , presence]) => presence === 'there');
    const legal = Object.fromEntries(there.map(([name, value]) => [name, value.legal]));
    const nulls = all.filter(([, , presence]) => presence === 'null').map(([name]) => [name, null]);
    const own = there.map(([name, value, , isOther]) => [
      isOther && additionalProperties === false ? name.toUpperCase() : name,
      value.sloppy,
    ]);
    const sloppy = Object.fromEntries([...own, ...nulls]);
    if (!isSlip || context.depth === 0) return { legal, sloppy };
    return { legal, sloppy: isText ? JSON.stringify(sloppy) : [sloppy] };
  });
}

function takesNull({ type, $ref }: Schema): boolean {
  return type === undefined && $ref === undefined;
}
