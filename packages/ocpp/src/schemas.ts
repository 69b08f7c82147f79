/**
 * The official JSON schemas, as plain objects. Only the schema modules of typed-ocpp are loaded: its
 * main module would compile all 387 of them at once, with `removeAdditional` on.
 */
import * as schemas16 from 'typed-ocpp/dist/ocpp16/schemas.js';
import * as schemas201 from 'typed-ocpp/dist/ocpp20/schemas.js';
import * as schemas21 from 'typed-ocpp/dist/ocpp21/schemas.js';
import type { Version } from './version.ts';

/** Whether a payload belongs to a CALL (or SEND), or to the CALLRESULT that answers it. */
export type Part = 'Request' | 'Response';

type Schemas = Readonly<Record<string, object>>;

export const schemas: Readonly<Record<Version, Schemas>> = {
  'ocpp1.6': schemas16,
  'ocpp2.0.1': schemas201,
  'ocpp2.1': schemas21,
};

/** `null` when there is none: an unknown action, or the answer to a SEND. */
export function schemaOf(version: Version, action: string, part: Part): object | null {
  const all = schemas[version];
  // NotifyPeriodicEventStream, the only SEND, has no ending in the schema set. [21P2]
  const name = part === 'Request' && action === 'NotifyPeriodicEventStream' ? action : action + part;
  return Object.hasOwn(all, name) ? (all[name] ?? null) : null;
}
