import type { ElementType } from './binary-array.ts';
import type { WriteRows } from './writes.ts';

/** How one column of a write travels: its name, its type in `unnest`, and how the value is put into the parameter array. */
export interface Column {
  name: string;
  type: ColumnType;
}
/** `money`: exact decimal text; `json`: JSON kept as text; `jsonb`: JSON that queries look into. */
export type ColumnType = ElementType | 'money' | 'json' | 'jsonb';

export type Row = Record<string, unknown>;

export interface WriteTable {
  table: string;
  columns: Column[];
  /** Rows change some columns of an existing row; several for one row are joined. */
  isPatch: boolean;
  /** What tells rows apart where one statement must not meet the same row twice; null: repeats are allowed. */
  key: readonly string[] | null;
  /** Two rows of one key as one; left out, the later counts, or of patches what it changes. */
  join?: (earlier: Row, later: Row) => Row;
  /** From the CTE's row source `v` to the statement. */
  statement: (source: string) => string;
}

type ColumnsOf<T extends keyof WriteRows> = { [K in keyof WriteRows[T]]-?: ColumnType };

export const insert = (table: string, columns: Column[], conflict: string): WriteTable => ({
  table,
  columns,
  isPatch: false,
  key: null,
  statement: (source) =>
    `insert into ${table} (${columns.map(({ name }) => name).join(', ')}) select ${columns.map(selected).join(', ')} from ${source} ${conflict}`,
});

/** PostgreSQL refuses an upsert that meets a row twice: the last one counts. */
export function upsert(key: readonly string[], table: WriteTable): WriteTable {
  return { ...table, key };
}

/** Sets what is not null and leaves the rest, where `guard` (of the row `t` and the change `v`) holds. */
export function update(table: string, columns: Column[], guard = 'true'): WriteTable {
  const changed = columns.filter(({ name }) => name !== 'id');
  return {
    table,
    columns,
    isPatch: true,
    key: ['id'],
    statement: (source) =>
      `update ${table} t set ${changed.map((column) => `${column.name} = coalesce(${selected(column)}, t.${column.name})`).join(', ')} from ${source} where t.id = v.id and ${guard}`,
  };
}

export function selected({ name, type }: Column): string {
  if (type === 'jsonb') return `v.${name}::jsonb`;
  return type === 'money' ? `v.${name}::numeric` : `v.${name}`;
}

/** The type of the column's array parameter. */
export function parameterType(type: ColumnType): ElementType {
  return type === 'jsonb' || type === 'json' || type === 'money' ? 'text' : type;
}

export function columnsOf<T extends keyof WriteRows>(columns: ColumnsOf<T>): Column[] {
  return Object.entries(columns).map(([name, type]) => ({
    name: snakeCase(name),
    type: type as ColumnType,
  }));
}

export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
