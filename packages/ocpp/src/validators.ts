import { Ajv, type ValidateFunction } from 'ajv';
import { isDateTime, isUri } from './formats.ts';
import { type Part, schemaOf } from './schemas.ts';
import { type Version, versions } from './version.ts';

const ajv = new Ajv({
  // The schemas carry no-op keywords (additionalProperties on enums) that strict mode refuses.
  strict: false,
  // The repair step needs every fault in one pass; a valid payload pays nothing for it.
  allErrors: true,
  // 16.1 is a multiple of 0.1, whatever binary fractions say. [16 ChargingSchedulePeriod.limit]
  multipleOfPrecision: 6,
  messages: false,
  // Errors carry the schema they come from: the repair step looks up the right spelling of a member.
  verbose: true,
  formats: { 'date-time': isDateTime, uri: isUri },
});

const compiled = new Map<Version, Record<Part, Map<string, ValidateFunction>>>(
  versions.map((version) => [version, { Request: new Map(), Response: new Map() }]),
);

/**
 * The validator of a payload, compiled when first asked for: all 387 at once would take seconds.
 * `null` for an unknown action.
 */
export function validatorOf(version: Version, action: string, part: Part): ValidateFunction | null {
  const slots = compiled.get(version)?.[part];
  const slot = slots?.get(action);
  if (slot !== undefined) return slot;
  const schema = schemaOf(version, action, part);
  // An unknown action is not remembered: a station could fill the memory with them.
  if (schema === null) return null;
  const validator = ajv.compile(schema);
  slots?.set(action, validator);
  return validator;
}
