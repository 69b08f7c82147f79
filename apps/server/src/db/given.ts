import { type RawBuilder, sql } from 'kysely';

/** Columns with their values; undefined: not given, it stays as it is or gets its default. */
export type GivenColumns = Readonly<Record<string, unknown>>;

function given(columns: GivenColumns): [string, unknown][] {
  return Object.entries(columns).filter(([, value]) => value !== undefined);
}

/** `(a, b) values (1, 2)` of the columns that are given. */
export function insertGiven(columns: GivenColumns): RawBuilder<unknown> {
  const present = given(columns);
  const names = sql.join(present.map(([name]) => sql.ref(name)));
  return sql`(${names}) values (${sql.join(present.map(([, value]) => sql`${value}`))})`;
}

/** `set a = 1, b = 2, updated_at = now()` of the columns that are given. */
export function setGiven(columns: GivenColumns): RawBuilder<unknown> {
  const sets = given(columns).map(([name, value]) => sql`${sql.ref(name)} = ${value}`);
  return sql`set ${sql.join([...sets, sql`updated_at = now()`])}`;
}

/** For a column of JSON. */
export function jsonOf(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
