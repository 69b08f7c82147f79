import { type ArrayWriter, arrayTypes, type ElementType } from './binary-array.ts';
import { type ColumnType, parameterType, type Row, type WriteTable } from './write-table.ts';
import { writeTables } from './write-tables.ts';
import type { WriteRows, Writes } from './writes.ts';

type Kind = keyof WriteRows;
const kinds = Object.keys(writeTables) as Kind[];
/** PostgreSQL cuts the name of a prepared statement off after 63 characters: one for each table, so that no two become the same. */
const letters = Object.fromEntries(kinds.map((kind, index) => [kind, index.toString(36)])) as Record<Kind, string>;
interface Cell {
  type: ElementType;
  of: (row: Row) => unknown;
}
/** How each column is read from a row, in the order of the columns. */
const cells = Object.fromEntries(
  kinds.map((kind) => [
    kind,
    writeTables[kind].columns.map(({ name, type }) => ({ type: parameterType(type), of: cellOf(type, camelCase(name)) })),
  ]),
) as Record<Kind, Cell[]>;

export interface Statement {
  name: string;
  text: string;
  /** How many arrays `values` holds, see `ArrayWriter`. */
  count: number;
  values: Buffer;
}
const texts = new Map<string, string>();

/**
 * One statement for everything a group writes: a chain of common table expressions, one multi-row insert or update a table,
 * each from `unnest` of its column arrays, side by side in a select list: as a row source in `from` PostgreSQL would write all
 * rows into a temporary store first. One round trip, one implicit transaction. The text depends only on which tables
 * take part, so it is prepared once a combination. The values live in the writer's memory until it is used again.
 */
export function statementOf(writes: readonly Writes[], writer: ArrayWriter): Statement | null {
  const present: Kind[] = [];
  writer.reset();
  const rows = rowsByKind(writes);
  for (const kind of kinds) {
    const own = rows[kind];
    if (own === undefined || own.length === 0) continue;
    present.push(kind);
    writeColumns(kind, own, writer);
  }
  if (present.length === 0) return null;
  const name = `write:${present.map((kind) => letters[kind]).join('')}`;
  const text = texts.get(name) ?? textOf(present);
  texts.set(name, text);
  return { name, text, count: present.reduce((sum, kind) => sum + cells[kind].length, 0), values: writer.bytes() };
}

function writeColumns(kind: Kind, rows: readonly Row[], writer: ArrayWriter): void {
  const { key } = writeTables[kind];
  const distinct = key === null || rows.length === 1 ? rows : distinctRows(kind, key, rows);
  for (const { type, of } of cells[kind]) writer.add(type, distinct, of);
}

/** PostgreSQL holds no U+0000 in text, and in JSON neither that nor half a surrogate pair; a station may send them. */
function cellOf(type: ColumnType, name: string): (row: Row) => unknown {
  const field = fieldOf(name);
  if (type === 'text')
    return (row) => {
      const value = field(row);
      return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;
    };
  if (type === 'jsonb' || type === 'json') return (row) => storable(field(row) ?? null);
  return field;
}

/** `row.name` as a function of its own: `row[name]` in one function for all columns is looked up anew each time, fifty times a message. */
function fieldOf(name: string): (row: Row) => unknown {
  if (!/^[a-zA-Z]+$/.test(name)) throw new Error(`${name} is no field`);
  return new Function('row', `return row.${name}`) as (row: Row) => unknown;
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

function rowsByKind(writes: readonly Writes[]): Partial<Record<Kind, Row[]>> {
  const byKind: Partial<Record<Kind, Row[]>> = {};
  for (const one of writes)
    for (const name in one) {
      const kind = name as Kind;
      let rows = byKind[kind];
      if (rows === undefined) byKind[kind] = rows = [];
      for (const row of one[kind] ?? []) rows.push(row as unknown as Row);
    }
  return byKind;
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
    const fields = table.columns.map(({ name, type }) => `unnest($${++parameter}::${arrayTypes[parameterType(type)]}[]) as ${name}`);
    return `${kind}_rows as (${table.statement(`(select ${fields.join(', ')}) as v`)})`;
  });
  return `with ${parts.join(', ')} select 1`;
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
