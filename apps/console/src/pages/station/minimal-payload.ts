/** As much of JSON schema as the official OCPP schemas use for what must be there. */
interface Schema {
  $ref?: string;
  type?: string;
  enum?: readonly unknown[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  items?: Schema;
  minItems?: number;
  minimum?: number;
  format?: string;
}
interface Root extends Schema {
  definitions?: Readonly<Record<string, Schema>>;
}

/**
 * The smallest payload that a request's schema accepts, to begin writing from: what is required and nothing else, the first
 * of the allowed values, empty texts, zeros. `now` (ISO 8601) stands where a time is required.
 */
export function minimalPayload(root: Root, now: string): Record<string, unknown> {
  const exampleOf = (schema: Schema): unknown => {
    if (schema.$ref !== undefined) return exampleOf(root.definitions?.[schema.$ref.replace('#/definitions/', '')] ?? {});
    if (schema.enum !== undefined) return schema.enum[0];
    switch (schema.type) {
      case 'array':
        return Array.from({ length: schema.minItems ?? 0 }, () => exampleOf(schema.items ?? {}));
      case 'boolean':
        return false;
      case 'integer':
      case 'number':
        return Math.max(0, schema.minimum ?? 0);
      case 'string':
        return textOf(schema, now);
      default:
        return objectOf(schema);
    }
  };
  const objectOf = ({ properties = {}, required = [] }: Schema): Record<string, unknown> =>
    Object.fromEntries(required.map((name) => [name, exampleOf(properties[name] ?? {})]));
  return objectOf(root);
}

function textOf({ format }: Schema, now: string): string {
  if (format === 'date-time') return now;
  return format === 'uri' ? 'https://example.com/' : '';
}
