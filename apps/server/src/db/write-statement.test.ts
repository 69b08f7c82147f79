import { expect, test } from 'vitest';
import { ArrayWriter } from './binary-array.ts';
import { statementOf } from './write-statement.ts';
import { writeTables } from './write-tables.ts';
import type { Writes } from './writes.ts';

test('every combination of tables has a name of its own that PostgreSQL keeps whole', () => {
  const kinds = Object.keys(writeTables);
  // Only the names are looked at: a row without values is enough.
  const nameOf = (present: readonly string[]) =>
    statementOf([Object.fromEntries(present.map((kind) => [kind, [{}]])) as Writes], new ArrayWriter())?.name ?? '';
  const all = nameOf(kinds);
  expect(all.length).toBeLessThanOrEqual(63);
  const names = kinds.map((_, index) => nameOf(kinds.slice(0, index + 1)));
  expect(new Set(names).size).toBe(kinds.length);
  expect(names.at(-1)).toBe(all);
});
