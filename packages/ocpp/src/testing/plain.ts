type Json = Record<string, unknown>;

/** Words for people, and keywords that do nothing where the schemas put them. */
const noise = new Set(['$schema', '$id', 'id', 'title', 'description', 'comment', 'javaType', 'definitions', 'additionalItems', 'default']);

/** What a schema demands, with its definitions put in place, in a form that can be compared. */
export function plain(schema: object): unknown {
  const root = schema as Json;
  return inlined(root, { definitions: (root['definitions'] ?? {}) as Json, inside: [] });
}

type Context = { definitions: Json; inside: readonly string[] };

function inlined(value: unknown, context: Context): unknown {
  if (Array.isArray(value)) return value.map((each) => inlined(each, context));
  if (typeof value !== 'object' || value === null) return value;
  const node = value as Json;
  const ref = node['$ref'];
  if (typeof ref === 'string') return resolved(ref, context);
  const isObject = node['type'] === 'object';
  const kept = Object.entries(node).filter(([key]) => !noise.has(key) && (key !== 'additionalProperties' || isObject));
  return Object.fromEntries(
    kept.map(([key, each]) => [key, key === 'properties' ? members(each as Json, context) : inlined(each, context)]),
  );
}

/** The members of an object may be called like a noise word. */
function members(properties: Json, context: Context): Json {
  return Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, inlined(each, context)]));
}

function resolved(ref: string, { definitions, inside }: Context): unknown {
  const name = ref.replace('#/definitions/', '');
  if (inside.includes(name)) return ref;
  return inlined(definitions[name], { definitions, inside: [...inside, name] });
}
