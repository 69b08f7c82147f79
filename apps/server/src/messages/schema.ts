import type { Version } from '@stationmaster/ocpp';
import { type Part, schemaOf } from '../../../../packages/ocpp/src/schemas.ts';
import { validatorOf } from '../../../../packages/ocpp/src/validators.ts';

/** A member that is wrong, missing or too much. `path` as the API writes them: `idToken.type`, empty for the whole payload. */
export interface Problem {
  path: string;
  message: string;
}

/** Beyond this it is not the message that it says it is. */
const mostProblems = 100;

/** Every place where a payload is not what its schema asks for; none when it is valid. */
export function problemsOf(version: Version, { action, part }: { action: string; part: Part }, payload: unknown): Problem[] {
  const validate = validatorOf(version, action, part);
  if (validate === null || validate(payload)) return [];
  return (validate.errors ?? []).slice(0, mostProblems).map((error) => ({ path: pathOf(error), message: wordsFor(error) }));
}

/** What the validator says of one place: the keyword of the schema that is violated, with its parameters. */
interface Violation {
  keyword: string;
  /** `/a/0/b` */
  instancePath: string;
  params: Record<string, unknown>;
}

/** For whoever writes a message by hand: what is expected, not which code a CALLERROR would carry. */
const words: Readonly<Record<string, (params: Record<string, unknown>) => string>> = {
  type: ({ type }) => `must be of type ${type}`,
  required: () => 'is required',
  additionalProperties: () => 'is not part of this message',
  enum: ({ allowedValues }) => `must be one of ${(allowedValues as string[]).join(', ')}`,
  format: ({ format }) => `must be a ${format}`,
  multipleOf: ({ multipleOf }) => `must be a multiple of ${multipleOf}`,
  minimum: ({ limit }) => `must be at least ${limit}`,
  maximum: ({ limit }) => `must be at most ${limit}`,
  maxLength: ({ limit }) => `must have at most ${limit} characters`,
  minItems: ({ limit }) => `must have at least ${limit} items`,
  maxItems: ({ limit }) => `must have at most ${limit} items`,
};

function wordsFor({ keyword, params }: Violation): string {
  return words[keyword]?.(params) ?? `violates ${keyword}`;
}

function pathOf({ instancePath, params }: Violation): string {
  const steps = instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const member = params['missingProperty'] ?? params['additionalProperty'];
  return [...steps, ...(typeof member === 'string' ? [member] : [])].join('.');
}

type Definitions = Record<string, object>;
interface Schema {
  definitions?: Definitions;
}

/**
 * The official schema of a request, with those definitions only that it uses: the set we have repeats all of its version in
 * each message, 140 kB instead of 3.
 */
export function requestSchema(version: Version, action: string): Record<string, unknown> {
  const { definitions = {}, ...rest }: Schema = schemaOf(version, action, 'Request') ?? {};
  const used: Definitions = {};
  const open = [...referredTo(rest)];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const definition = definitions[name];
    if (definition === undefined || Object.hasOwn(used, name)) continue;
    used[name] = definition;
    open.push(...referredTo(definition));
  }
  return Object.keys(used).length === 0 ? rest : { ...rest, definitions: used };
}

/** Names in `{ $ref: '#/definitions/NAME' }`, at any depth. */
function referredTo(schema: object): string[] {
  return [...JSON.stringify(schema).matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)].map(([, name = '']) => name);
}
