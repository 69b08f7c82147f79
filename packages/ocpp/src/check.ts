import type { ErrorObject } from 'ajv';
import type { ErrorCode } from './errors.ts';
import type { Part } from './schemas.ts';
import { validatorOf } from './validators.ts';
import type { Version } from './version.ts';

/** A refused payload: what to say in the CALLERROR, and the JSON pointer of the first fault. */
export interface Refusal {
  ok: false;
  code: ErrorCode;
  description: string;
  path: string;
}

export type Check = { ok: true } | Refusal;

const fine: Check = { ok: true };

/** Is this the payload that the schema asks for in a CALL (or SEND)? Strict: see `acceptRequest`. */
export function checkRequest(version: Version, action: string, payload: unknown): Check {
  return check(version, { action, part: 'Request' }, payload);
}

/** Is this the payload that the schema asks for in the CALLRESULT to `action`? */
export function checkResponse(version: Version, action: string, payload: unknown): Check {
  return check(version, { action, part: 'Response' }, payload);
}

/** Compiles ahead what the named actions need, so that no station waits for it. */
export function prepare(version: Version, actions: readonly string[]): void {
  for (const action of actions) {
    validatorOf(version, action, 'Request');
    validatorOf(version, action, 'Response');
  }
}

function check(version: Version, { action, part }: { action: string; part: Part }, payload: unknown): Check {
  const validate = validatorOf(version, action, part);
  if (validate === null) return unknownAction(version, action);
  if (validate(payload)) return fine;
  return refusalOf(version, validate.errors ?? []);
}

/** [P4 §4.3 NotImplemented: "Requested Action is not known by receiver"] */
export function unknownAction(version: Version, action: string): Refusal {
  return { ok: false, code: 'NotImplemented', description: `${action} is not an action of ${version}.`, path: '' };
}

type Rule = { code: ErrorCode | 'structure'; say(error: ErrorObject): string };

/**
 * Which error a violated keyword is. The specifications name the codes without assigning them:
 * - required, minItems, maxItems: a cardinality is not met, so OccurrenceConstraintViolation.
 *   (1.6 also has ProtocolError, "payload incomplete"; we keep that for a message out of sequence.)
 * - additionalProperties, or a payload that is no object at all: "not conform the PDU structure",
 *   which is FormationViolation in 1.6 and ProtocolError in 2.x (see `structureCode`).
 * - enum, lengths, limits, formats: right type, value not allowed, so PropertyConstraintViolation.
 * [J16 §4.2.3 table 7, P4 §4.3 table 8]
 */
const rules: Readonly<Record<string, Rule>> = {
  type: { code: 'TypeConstraintViolation', say: ({ params }) => `must be of type ${params['type']}` },
  required: { code: 'OccurrenceConstraintViolation', say: () => 'is required' },
  minItems: { code: 'OccurrenceConstraintViolation', say: ({ params }) => `must have at least ${params['limit']} items` },
  maxItems: { code: 'OccurrenceConstraintViolation', say: ({ params }) => `must have at most ${params['limit']} items` },
  additionalProperties: { code: 'structure', say: () => 'is not part of this message' },
  enum: { code: 'PropertyConstraintViolation', say: () => 'is none of the allowed values' },
  maxLength: { code: 'PropertyConstraintViolation', say: ({ params }) => `must have at most ${params['limit']} characters` },
  minimum: { code: 'PropertyConstraintViolation', say: ({ params }) => `must be at least ${params['limit']}` },
  maximum: { code: 'PropertyConstraintViolation', say: ({ params }) => `must be at most ${params['limit']}` },
  multipleOf: { code: 'PropertyConstraintViolation', say: ({ params }) => `must be a multiple of ${params['multipleOf']}` },
  format: { code: 'PropertyConstraintViolation', say: ({ params }) => `must be a ${params['format']}` },
};

const otherwise: Rule = { code: 'FormatViolation', say: ({ keyword }) => `violates ${keyword}` };
const noObject: Rule = { code: 'structure', say: () => 'The payload must be an object' };

/** The refusal for the first of a validator's errors. */
function refusalOf(version: Version, errors: readonly ErrorObject[]): Refusal {
  const [error] = errors;
  if (error === undefined) return { ok: false, code: 'GenericError', description: '', path: '' };
  const path = pathOf(error);
  const rule = path === '' ? noObject : (rules[error.keyword] ?? otherwise);
  const code = rule.code === 'structure' ? structureCode(version) : rule.code;
  return { ok: false, code, description: `${path} ${rule.say(error)}.`.trimStart(), path };
}

/** 2.x split FormationViolation: what is no JSON is a FormatViolation, what has not the shape of the message a ProtocolError. */
function structureCode(version: Version): ErrorCode {
  return version === 'ocpp1.6' ? 'FormatViolation' : 'ProtocolError';
}

/** A JSON pointer to the member that is wrong, missing or too much. */
function pathOf({ instancePath, params }: ErrorObject): string {
  const member: unknown = params['missingProperty'] ?? params['additionalProperty'];
  return typeof member === 'string' ? `${instancePath}/${member}` : instancePath;
}
