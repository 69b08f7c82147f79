import { type ArrayWriter, arrayTypes } from './binary-array.ts';
import { parameterType, type Row, type WriteTable } from './write-table.ts';
import { writeTables } from './write-tables.ts';
import type { WriteRows, Writes } from './writes.ts';

type Kind = keyof WriteRows;
const kinds = Object.keys(writeTables) as Kind[];
/** PostgreSQL cuts the name of a prepared statement off after 63 characters: one for each table, so that no two become the same. */
const letters = Object.fromEntries(kinds.map((kind, index) => [kind, index.toString(36)])) as Record<Kind, string>;
type ColumnsWriter = (rows: readonly Row[], writer: ArrayWriter) => void;
const columnWriters = Object.fromEntries(kinds.map((kind) => [kind, columnsWriter(kind)])) as Record<Kind, ColumnsWriter>;
const keys = Object.fromEntries(kinds.map((kind) => [kind, keyOf(kind)])) as Record<Kind, Key | null>;

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
  return { name, text, count: present.reduce((sum, kind) => sum + writeTables[kind].columns.length, 0), values: writer.bytes() };
}

function writeColumns(kind: Kind, rows: readonly Row[], writer: ArrayWriter): void {
  const key = keys[kind];
  columnWriters[kind](key === null || rows.length === 1 ? rows : distinctRows(kind, key, rows), writer);
}

/**
 * Writes each column of a table's rows as an array. Made for the table, as code: one loop for the columns of all tables would look
 * every field up anew, and choose how to write it, fifty times a message.
 */
function columnsWriter(kind: Kind): ColumnsWriter {
  const columns = writeTables[kind].columns.map(({ name, type }) => {
    const [field, element] = [fieldOf(name), parameterType(type)];
    return `writer.begin();
      for (const row of rows) {
        const value = ${type === 'jsonb' || type === 'json' ? `storable(row.${field})` : `row.${field}`};
        if (value === null || value === undefined) writer.none();
        else writer.${element}(value);
      }
      writer.end('${element}');`;
  });
  return new Function('storable', `return (rows, writer) => { ${columns.join('\n')} }`)(storable) as ColumnsWriter;
}

/** PostgreSQL's JSON holds neither U+0000 nor half a surrogate pair; a station may send them. */
function storable(value: unknown): string | null {
  if (value === null || value === undefined) return null;
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
function distinctRows(kind: Kind, { nameOf, firstOf }: Key, rows: readonly Row[]): Row[] {
  const { isPatch, join = isPatch ? joined : latter } = writeTables[kind];
  const distinct = new Map<unknown, Row>();
  for (const row of rows) {
    const name = nameOf(row);
    const known = distinct.get(name);
    distinct.set(name, known === undefined ? row : join(known, row));
  }
  return [...distinct.values()].sort((a, b) => firstOf(a) - firstOf(b));
}

/** What tells the rows of a table apart, and its first part, as functions of their own for the reason above. */
interface Key {
  nameOf: (row: Row) => unknown;
  firstOf: (row: Row) => number;
}
function keyOf(kind: Kind): Key | null {
  const fields = writeTables[kind].key?.map((field) => `row.${fieldOf(field)}`);
  if (fields === undefined) return null;
  const nameOf = new Function('row', `return ${fields.join(" + '\\u0001' + ")}`) as Key['nameOf'];
  return { nameOf, firstOf: new Function('row', `return Number(${fields[0]})`) as Key['firstOf'] };
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

/** The field that a column's value is in. */
function fieldOf(column: string): string {
  const field = column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  if (!/^[a-zA-Z]+$/.test(field)) throw new Error(`${field} is no field`);
  return field;
}
