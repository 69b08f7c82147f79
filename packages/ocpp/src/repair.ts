import type { ErrorObject, ValidateFunction } from 'ajv';
import { checkRequest, checkResponse, type Refusal } from './check.ts';
import type { Dialect } from './dialect.ts';
import { Draft } from './draft.ts';
import { quirkRepairs } from './quirk-repairs.ts';
import type { Fault, Fix, Loss } from './repair-row.ts';
import { type RepairName, repairs } from './repairs.ts';
import type { Part } from './schemas.ts';
import { validatorOf } from './validators.ts';
import type { Version } from './version.ts';

/** `repairs`: the names of what was done, each once; see `deviationOf`. */
export type Accepted = { ok: true; payload: unknown; repairs: string[] } | Refusal;

const losses: readonly Loss[] = ['form', 'detail', 'part'];

/** A repair can bring up the next fault (a number becomes text, the text no time); this deep and no deeper. */
const mostRounds = 16;
/** Beyond this, it is not the message that it says it is. */
const mostFaults = 5000;

/**
 * The payload of a CALL as it should be used: as it came when the schema accepts it, repaired when
 * that helps, or the refusal of what came. The stations of the field have small faults; refusing a
 * transaction for one loses it. With the quirks of a station, its legal messages are read as it means them.
 */
export function acceptRequest(spoken: Version | Dialect, action: string, payload: unknown): Accepted {
  if (typeof spoken === 'string') return accept(spoken, { action, part: 'Request' }, payload);
  const accepted = accept(spoken.version, { action, part: 'Request' }, payload);
  return accepted.ok && spoken.quirks.size > 0 ? meant(spoken, accepted) : accepted;
}

/** The same of the payload of a CALLRESULT to `action`. */
export function acceptResponse(version: Version, action: string, payload: unknown): Accepted {
  return accept(version, { action, part: 'Response' }, payload);
}

type Message = { action: string; part: Part };

function accept(version: Version, message: Message, payload: unknown): Accepted {
  const { action, part } = message;
  const check = part === 'Request' ? checkRequest(version, action, payload) : checkResponse(version, action, payload);
  if (check.ok) return { ok: true, payload, repairs: [] };
  const validate = validatorOf(version, action, part);
  if (validate === null) return check;
  const repaired = repair(validate, action, payload);
  return repaired.repairs.length > 0 && validate(repaired.payload) ? { ok: true, ...repaired } : check;
}

function meant(dialect: Dialect, accepted: Extract<Accepted, { ok: true }>): Accepted {
  let { payload } = accepted;
  const repairs = [...accepted.repairs];
  for (const row of quirkRepairs) {
    const after = dialect.quirks.has(row.quirk) ? row.mend(payload, dialect) : payload;
    if (after !== payload) repairs.push(row.name);
    payload = after;
  }
  return { ok: true, payload, repairs };
}

/** Applies the rows of `repairs` until the schema accepts the payload or no row fits. The original stays as it is. */
function repair(validate: ValidateFunction, action: string, payload: unknown): { payload: unknown; repairs: RepairName[] } {
  const draft = new Draft(payload);
  const done = new Set<RepairName>();
  for (let round = 0; round < mostRounds; round++) {
    const errors = errorsOf(validate, draft);
    if (errors.length === 0 || errors.length > mostFaults) break;
    const names = gentlest(draft, action, errors);
    if (names.length === 0) break;
    for (const name of names) done.add(name);
  }
  return { payload: draft.value, repairs: [...done] };
}

function errorsOf(validate: ValidateFunction, draft: Draft): readonly ErrorObject[] {
  return validate(draft.value) ? [] : (validate.errors ?? []);
}

/** One round: only the repairs that lose least. The others may not be needed after it. */
function gentlest(draft: Draft, action: string, errors: readonly ErrorObject[]): RepairName[] {
  for (const loss of losses) {
    const names = applyAll(draft, faultsOf(action, errors), loss);
    if (names.length > 0) return names;
  }
  return [];
}

type Place = Pick<Fault, 'action' | 'path' | 'error'>;

/** From the last to the first, so that taking an element out of a list does not shift those still to do. */
function faultsOf(action: string, errors: readonly ErrorObject[]): Place[] {
  return errors.map((error) => ({ action, error, path: pathOf(error) })).reverse();
}

function applyAll(draft: Draft, places: readonly Place[], loss: Loss): RepairName[] {
  const touched = new Set<string>();
  const names: RepairName[] = [];
  for (const place of places) {
    if (isWithin(touched, place.path)) continue;
    const fault = { ...place, value: draft.at(place.path) };
    const row = repairs.find((each) => each.loss === loss && each.fix(fault) !== null);
    const fix = row?.fix(fault) ?? null;
    if (row === undefined || fix === null) continue;
    touched.add(keyOf(apply(draft, fault, fix)));
    names.push(row.name);
  }
  return names;
}

/** Carries a fix out; the path that it changed. */
function apply(draft: Draft, { path, value }: Fault, fix: Fix): readonly string[] {
  if ('remove' in fix) {
    draft.remove(fix.remove);
    return fix.remove;
  }
  if ('add' in fix) {
    const added = [...path, fix.add];
    draft.set(added, fix.value);
    return added;
  }
  if ('rename' in fix) {
    draft.remove(path);
    draft.set([...path.slice(0, -1), fix.rename], value);
  } else draft.set(path, fix.set);
  return path;
}

function pathOf({ instancePath, params }: ErrorObject): string[] {
  const path = instancePath === '' ? [] : instancePath.slice(1).split('/');
  return typeof params['additionalProperty'] === 'string' ? [...path, params['additionalProperty']] : path;
}

/** Was this place, or one around it, changed in this round already? */
function isWithin(touched: ReadonlySet<string>, path: readonly string[]): boolean {
  return path.some((_, index) => touched.has(keyOf(path.slice(0, index + 1)))) || touched.has('');
}

function keyOf(path: readonly string[]): string {
  return path.map((key) => `/${key}`).join('');
}
