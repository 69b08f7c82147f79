import { arrayTypes, binaryArray } from './binary-array.ts';
import { parameterType, type WriteTable, writeTables } from './write-tables.ts';
import type { WriteRows, Writes } from './writes.ts';

type Kind = keyof WriteRows;
const kinds = Object.keys(writeTables) as Kind[];
/** Camel-case keys of the rows in the order of the columns. */
const keys = Object.fromEntries(
  kinds.map((kind) => [
    kind,
    writeTables[kind].columns.map(({ name }) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())),
  ]),
) as Record<Kind, string[]>;

export interface Statement {
  name: string;
  text: string;
  values: Buffer[];
}
const texts = new Map<string, string>();

/**
 * One statement for everything a group writes: a chain of common table expressions, one multi-row insert or update a table,
 * each from `unnest` of its column arrays. One round trip, one implicit transaction. The text depends only on which tables
 * take part, so it is prepared once a combination.
 */
export function statementOf(writes: readonly Writes[]): Statement | null {
  const present: Kind[] = [];
  const values: Buffer[] = [];
  for (const kind of kinds) {
    if (!writes.some((one) => (one[kind]?.length ?? 0) > 0)) continue;
    present.push(kind);
    for (const column of columnArrays(kind, writes)) values.push(column);
  }
  if (present.length === 0) return null;
  const name = `write:${present.join(',')}`;
  const text = texts.get(name) ?? textOf(present);
  texts.set(name, text);
  return { name, text, values };
}

function columnArrays(kind: Kind, writes: readonly Writes[]): Buffer[] {
  const { columns, key } = writeTables[kind];
  const names = keys[kind];
  const arrays: unknown[][] = columns.map(() => []);
  for (const row of key === null ? rowsOf(kind, writes) : distinctRows(kind, key, writes)) {
    for (let i = 0; i < columns.length; i++) arrays[i]?.push(storable(columns[i]?.type, row[names[i] as string] ?? null));
  }
  return columns.map(({ type }, i) => binaryArray(parameterType(type), arrays[i] ?? []));
}

/** PostgreSQL holds no U+0000 in text, and in jsonb neither that nor half a surrogate pair; a station may send them. */
function storable(type: string | undefined, value: unknown): unknown {
  if (type === 'text') return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;
  if ((type !== 'jsonb' && type !== 'json') || value === null) return value;
  const text = JSON.stringify(value);
  return /\\u(?:0000|d[89a-f])/i.test(text) ? JSON.stringify(value, clean) : text;
}

function clean(_: string, value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '\ufffd').toWellFormed();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name.replaceAll('\0', '\ufffd').toWellFormed(), inner]));
}

function* rowsOf(kind: Kind, writes: readonly Writes[]): Iterable<Record<string, unknown>> {
  for (const one of writes) yield* (one[kind] ?? []) as unknown as Record<string, unknown>[];
}

/**
 * One row a key: of two upserts the later counts, two patches are joined field by field. Sorted, so that the statements
 * of two lanes lock rows in the same order.
 */
function distinctRows(kind: Kind, key: readonly string[], writes: readonly Writes[]): Record<string, unknown>[] {
  const rows = new Map<unknown, Record<string, unknown>>();
  for (const row of rowsOf(kind, writes)) {
    const name = key.length === 1 ? row[key[0] as string] : key.map((part) => row[part]).join('\u0001');
    const known = rows.get(name);
    if (known === undefined || !writeTables[kind].isPatch) rows.set(name, { ...row });
    else for (const [field, value] of Object.entries(row)) if (value !== null && value !== undefined) known[field] = value;
  }
  const [first] = key;
  return [...rows.values()].sort((a, b) => Number(a[first as string]) - Number(b[first as string]));
}

function textOf(present: Kind[]): string {
  let parameter = 0;
  const parts = present.map((kind) => {
    const table: WriteTable = writeTables[kind];
    const arrays = table.columns.map(({ type }) => `$${++parameter}::${arrayTypes[parameterType(type)]}[]`).join(', ');
    return `${kind}_rows as (${table.statement(`unnest(${arrays}) as v (${table.columns.map(({ name }) => name).join(', ')})`)})`;
  });
  return `with ${parts.join(', ')} select 1`;
}
