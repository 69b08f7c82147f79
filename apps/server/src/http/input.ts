import type { Route } from '@stationmaster/contract';
import type { z } from 'zod';
import { Failure, fail } from '../errors.ts';
import type { Match } from './router.ts';

export interface Parsed {
  params: unknown;
  query: unknown;
  body: unknown;
  text: string;
}
interface Fault {
  path: string;
  message: string;
}

/** Checks path, query and body against the route's schemas. Throws `badJson`, or `badRequest` with every wrong or unknown field. */
export function parseInput({ route, params }: Match, query: URLSearchParams, text: string): Parsed {
  const faults: Fault[] = [];
  const parsed: Parsed = {
    params: route.params && checked(route.params, params, faults),
    query: checkedQuery(route, query, faults),
    body: route.body && checked(route.body, jsonOf(text), faults),
    text: route.consumes ? text : '',
  };
  if (faults.length > 0) throw new Failure('badRequest', {}, faults);
  return parsed;
}

function jsonOf(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw fail('badJson');
  }
}

function checkedQuery(route: Route, query: URLSearchParams, faults: Fault[]): unknown {
  const given: Record<string, string> = {};
  for (const [name, value] of query) {
    if (Object.hasOwn(given, name)) faults.push({ path: name, message: 'is given twice' });
    Object.defineProperty(given, name, { value, enumerable: true, configurable: true, writable: true });
  }
  if (route.query) return checked(route.query, given, faults);
  faults.push(...Object.keys(given).map((path) => ({ path, message: 'is not known here' })));
  return undefined;
}

function checked(schema: z.ZodType, given: unknown, faults: Fault[]): unknown {
  // PostgreSQL's text has no place for NUL; without this it would be an internal error much later.
  const hole = pathOfNul(given, '');
  if (hole !== null) {
    faults.push({ path: hole, message: 'must not contain the character NUL' });
    return undefined;
  }
  const result = schema.safeParse(given);
  if (result.success) {
    faults.push(...unknownFields(given, result.data, ''));
    return result.data;
  }
  faults.push(...result.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message })));
  return undefined;
}

/** The schemas drop what they do not know; what went in and did not come out was unknown. */
function unknownFields(given: unknown, kept: unknown, at: string): Fault[] {
  if (!isContainer(given) || !isContainer(kept)) return [];
  return Object.entries(given).flatMap(([name, value]) => {
    const path = at === '' ? name : `${at}.${name}`;
    if (!Object.hasOwn(kept, name)) return [{ path, message: 'is not known here' }];
    return unknownFields(value, (kept as Record<string, unknown>)[name], path);
  });
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function pathOfNul(value: unknown, at: string): string | null {
  if (typeof value === 'string') return value.includes('\0') ? at : null;
  if (!isContainer(value)) return null;
  for (const [name, inner] of Object.entries(value)) {
    const found = pathOfNul(inner, at === '' ? name : `${at}.${name}`);
    if (found !== null) return found;
  }
  return null;
}
