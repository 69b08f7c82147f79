interface Schema {
  $ref?: string;
  definitions?: Record<string, Schema>;
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  enum?: unknown[];
  format?: string;
  items?: Schema;
  minItems?: number;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
}

const texts: Record<string, string> = { 'date-time': '2026-03-01T12:00:00Z', uri: 'https://example.org/' };

/** A payload that the schema accepts, with every member ('full') or only the required ones ('bare'). */
export function sampleOf(schema: object, size: 'full' | 'bare'): unknown {
  const root: Schema = schema;
  return build(root, { root, size, depth: 0 });
}

type Context = { root: Schema; size: 'full' | 'bare'; depth: number };

function build(schema: Schema, context: Context): unknown {
  if (schema.$ref !== undefined) return build(context.root.definitions?.[schema.$ref.replace('#/definitions/', '')] ?? {}, context);
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.type === 'string') return (texts[schema.format ?? ''] ?? 'x').slice(0, schema.maxLength ?? 100);
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? Math.min(1, schema.maximum ?? 1);
  if (schema.type === 'boolean') return true;
  if (schema.type === 'array') return Array.from({ length: schema.minItems ?? 1 }, () => build(schema.items ?? {}, context));
  return buildObject(schema, { ...context, depth: context.depth + 1 });
}

function buildObject({ properties = {}, required = [] }: Schema, context: Context): unknown {
  // Some 2.1 definitions are optional members of themselves, hence the depth.
  const wanted = Object.keys(properties).filter((name) => required.includes(name) || (context.size === 'full' && context.depth < 6));
  return Object.fromEntries(wanted.map((name) => [name, build(properties[name] ?? {}, context)]));
}
