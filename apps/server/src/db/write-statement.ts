import { type ArrayWriter, arrayTypes } from './binary-array.ts';
import { type ColumnType, parameterType, type Row, type WriteTable } from './write-table.ts';
import { writeTables } from './write-tables.ts';
import type { WriteRows, Writes } from './writes.ts';

type Kind = keyof WriteRows;
const kinds = Object.keys(writeTables) as Kind[];
/** PostgreSQL cuts the name of a prepared statement off after 63 characters: one for each table, so that no two become the same. */
const letters = Object.fromEntries(kinds.map((kind, index) => [kind, index.toString(36)])) as Record<Kind, string>;
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
 * take part, so it is prepared once a combination. The values live in the writer's memory until it is used again.
 */
export function statementOf(writes: readonly Writes[], writer: ArrayWriter): Statement | null {
  const present: Kind[] = [];
  writer.reset();
  for (const kind of kinds) {
    const rows = rowsOf(kind, writes);
    if (rows.length === 0) continue;
    present.push(kind);
    writeColumns(kind, rows, writer);
  }
  if (present.length === 0) return null;
  const name = `write:${present.map((kind) => letters[kind]).join('')}`;
  const text = texts.get(name) ?? textOf(present);
  texts.set(name, text);
  return { name, text, values: writer.arrays() };
}

function writeColumns(kind: Kind, rows: readonly Row[], writer: ArrayWriter): void {
  const { columns, key } = writeTables[kind];
  const distinct = key === null || rows.length === 1 ? rows : distinctRows(kind, key, rows);
  for (const [index, { type }] of columns.entries()) {
    const name = keys[kind][index] as string;
    writer.add(parameterType(type), distinct, cellOf(type, name));
  }
}

/** PostgreSQL holds no U+0000 in text, and in JSON neither that nor half a surrogate pair; a station may send them. */
function cellOf(type: ColumnType, name: string): (row: Row) => unknown {
  if (type === 'text')
    return (row) => {
      const value = row[name];
      return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;
    };
  if (type === 'jsonb' || type === 'json') return (row) => storable(row[name] ?? null);
  return (row) => row[name];
}

function storable(value: unknown): string | null {
  if (value === null) return null;
  const text = JSON.stringify(value);
  return text.includes('\\u') && /\\u(?:0000|d[89a-f])/i.test(text) ? JSON.stringify(value, clean) : text;
}

function clean(_: string, value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '\ufffd').toWellFormed();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name.replaceAll('\0', '\ufffd').toWellFormed(), inner]));
}

function rowsOf(kind: Kind, writes: readonly Writes[]): Row[] {
  const rows: Row[] = [];
  for (const one of writes) for (const row of one[kind] ?? []) rows.push(row as unknown as Row);
  return rows;
}

/**
 * One row a key: of two upserts the later counts, two patches are joined field by field. Sorted, so that the statements
 * of two lanes lock rows in the same order.
 */
function distinctRows(kind: Kind, key: readonly string[], rows: readonly Row[]): Row[] {
  const { isPatch, join = isPatch ? joined : latter } = writeTables[kind];
  const distinct = new Map<unknown, Row>();
  for (const row of rows) {
    const name = key.length === 1 ? row[key[0] as string] : key.map((part) => row[part]).join('\u0001');
    const known = distinct.get(name);
    distinct.set(name, known === undefined ? row : join(known, row));
  }
  const first = key[0] as string;
  return [...distinct.values()].sort((a, b) => Number(a[first]) - Number(b[first]));
}

const latter = (_: Row, later: Row): Row => later;

function joined(earlier: Row, later: Row): Row {
  const row = { ...earlier };
  for (const [field, value] of Object.entries(later)) if (value !== null && value !== undefined) row[field] = value;
  return row;
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
