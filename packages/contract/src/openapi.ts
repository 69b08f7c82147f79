import { z } from 'zod';
import { command, commandRequest, variableAddress } from './commands.ts';
import { apiError } from './common.ts';
import { cost } from './cost.ts';
import { frame } from './frames.ts';
import { lobbyAttempt } from './lobby.ts';
import { messageAnswer } from './messages.ts';
import { happening, me, user } from './people.ts';
import { type Route, takesKey } from './route.ts';
import { apiBase, routes } from './routes.ts';
import { reading, session } from './sessions.ts';
import { site } from './sites.ts';
import { connector, station } from './stations.ts';
import { tariff } from './tariffs.ts';
import { tap, token } from './tokens.ts';
import { variable } from './variable.ts';

type Json = Record<string, unknown>;
export interface OpenApi {
  openapi: '3.1.0';
  info: Json;
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Json>;
    responses: Record<string, Json>;
    parameters: Record<string, Json>;
    securitySchemes: Record<string, Json>;
  };
}
export interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  security: Json[];
  parameters: Json[];
  requestBody?: { required: boolean; content: Record<string, { schema: Json }> };
  responses: Record<string, Json>;
}
/** Code → status and sentence, as the server's table has them. */
export type ErrorTable = Readonly<Record<string, { status: number; message: string }>>;

/** The schemas that get a name of their own in the document. */
const named: Record<string, z.ZodType> = {
  Error: apiError,
  User: user,
  Me: me,
  LobbyAttempt: lobbyAttempt,
  Happening: happening,
  Station: station,
  Connector: connector,
  Command: command,
  CommandRequest: commandRequest,
  Variable: variable,
  VariableAddress: variableAddress,
  Frame: frame,
  MessageAnswer: messageAnswer,
  Session: session,
  Cost: cost,
  Reading: reading,
  Token: token,
  Tap: tap,
  Tariff: tariff,
  Site: site,
};

/** The OpenAPI 3.1 document of the route table. `errors`: the server's table, told per status. */
export function openApi(errors: ErrorTable): OpenApi {
  const table: Record<string, Route> = routes;
  const schemas = schemasOf(table);
  const paths: OpenApi['paths'] = {};
  for (const [name, route] of Object.entries(table)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(name, route, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Stationmaster',
      version: '1',
      description:
        'Charging stations, sessions, cards, prices and people. Programs send an API key as `Authorization: Bearer sm_…`; browsers use the session cookie. Lists are paged: pass `next` of an answer as `cursor`. Times are ISO 8601, energy is in Wh, power in W, money in decimal text.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: apiBase }],
    tags: [...new Set(Object.values(table).map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: schemas.components,
      responses: responsesOf(errors),
      parameters: { IdempotencyKey: idempotencyKey },
      securitySchemes,
    },
  };
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Any text of up to 200 visible ASCII characters, new for each thing to create or do. A repeat with the same key and body within 24 hours does nothing and gets the first answer again, with the header Idempotent-Replay.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};
const securitySchemes = {
  key: { type: 'http', scheme: 'bearer', description: 'An API key, sm_…' },
  cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'sm_session',
    description: 'Set by signing in. Changing requests need an Origin or Sec-Fetch-Site header of the same origin.',
  },
};

/** One response a status that errors have. */
function responsesOf(errors: ErrorTable): Record<string, Json> {
  const statuses = [...new Set(Object.values(errors).map(({ status }) => status))].sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => {
      const codes = Object.entries(errors).filter(([, error]) => error.status === status);
      return [
        `Error${status}`,
        {
          description: codes.map(([code, { message }]) => `\`${code}\`: ${message}`).join('\n\n'),
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
        },
      ];
    }),
  );
}

interface Schemas {
  components: Record<string, Json>;
  of: (schema: z.ZodType, io: 'input' | 'output') => Json;
}

/** Converts all schemas of the table together, so that what has a name is referred to by it. */
function schemasOf(table: Record<string, Route>): Schemas {
  const make = (io: 'input' | 'output') => {
    const registry = z.registry<{ id: string }>();
    for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
    const anonymous = new Map<z.ZodType, string>();
    for (const route of Object.values(table)) {
      for (const schema of [route.params, route.query, route.body, route.response]) {
        if (!schema || registry.has(schema) || anonymous.has(schema)) continue;
        const id = `anonymous${anonymous.size}`;
        anonymous.set(schema, id);
        registry.add(schema, { id });
      }
    }
    const { schemas } = z.toJSONSchema(registry, {
      target: 'draft-2020-12',
      io,
      unrepresentable: 'any',
      uri: (id) => `#/components/schemas/${id}`,
    });
    return { schemas: schemas as Record<string, Json>, idOf: (schema: z.ZodType) => registry.get(schema)?.id ?? '', anonymous };
  };
  const made = { input: make('input'), output: make('output') };
  const names = new Set(Object.keys(named));
  const components = Object.fromEntries(
    [...names].map((id) => [id, clean(made[id === 'CommandRequest' || id === 'VariableAddress' ? 'input' : 'output'].schemas[id] ?? {})]),
  );
  const of = (schema: z.ZodType, io: 'input' | 'output'): Json => {
    const id = made[io].idOf(schema);
    return names.has(id) ? { $ref: `#/components/schemas/${id}` } : inlined(clean(made[io].schemas[id] ?? {}), made[io].schemas, names);
  };
  return { components, of };
}

/** `$id` and `$schema` belong to documents of their own. */
function clean(schema: Json): Json {
  const { $id: _, $schema: __, ...rest } = schema;
  return rest;
}

/** Anonymous schemas inside of others stand where they are used. */
function inlined(schema: Json, schemas: Record<string, Json>, names: ReadonlySet<string>): Json {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    const { $ref } = value as { $ref?: unknown };
    const id = typeof $ref === 'string' ? ($ref.split('/').at(-1) ?? '') : '';
    if (id !== '' && !names.has(id)) return walk(clean(schemas[id] ?? {}));
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(schema) as Json;
}

function operationOf(name: string, route: Route, schemas: Schemas): Operation {
  const { permission, body, consumes } = route;
  const content = body
    ? { 'application/json': { schema: schemas.of(body, 'input') } }
    : consumes
      ? { [consumes]: { schema: { type: 'string' } } }
      : null;
  return {
    operationId: name,
    tags: [route.tag],
    summary: route.summary,
    description: permission === 'public' ? 'No credential needed.' : `Needs the role ${permission} or a higher one.`,
    security: permission === 'public' ? [] : [{ key: [] }, { cookie: [] }],
    parameters: [
      ...parametersOf(route.params && schemas.of(route.params, 'input'), 'path'),
      ...parametersOf(route.query && schemas.of(route.query, 'input'), 'query'),
      ...(takesKey(route) ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    ],
    ...(content ? { requestBody: { required: true, content } } : {}),
    responses: { ...successOf(route, schemas), ...failuresOf(route) },
  };
}

function parametersOf(schema: Json | undefined, place: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = (schema ?? {}) as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, property]) => {
    const isId = place === 'path' && Object.keys(property).length === 0;
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      schema: isId ? { type: 'integer', minimum: 1 } : property,
    };
  });
}

function successOf(route: Route, schemas: Schemas): Record<string, Json> {
  if (route.produces) return { 200: { description: 'OK', content: { [route.produces]: { schema: { type: 'string' } } } } };
  if (!route.response) return { 204: { description: 'Done' } };
  const status = route.creates ? '201' : '200';
  return {
    [status]: {
      description: route.creates ? 'Created' : 'OK',
      content: { 'application/json': { schema: schemas.of(route.response, 'output') } },
    },
  };
}

function failuresOf({ permission, params, creates, method, body, consumes }: Route): Record<string, Json> {
  const statuses = [
    400,
    ...(permission === 'public' ? [] : [401, 403]),
    ...(params ? [404] : []),
    ...(creates || method !== 'GET' ? [409] : []),
    ...(body || consumes ? [413] : []),
    ...(permission === 'public' && method === 'POST' ? [401, 403, 429] : []),
    500,
    503,
  ];
  return Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/Error${status}` }]));
}
