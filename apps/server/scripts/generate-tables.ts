/** Writes src/db/tables.gen.ts from the migrated database: `DATABASE_URL=… node apps/server/scripts/generate-tables.ts`, or without it from a database of its own. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { readConfig } from '../src/config.ts';
import { keepDataDir } from '../src/db/embedded/data-dir.ts';
import { keepSecrets } from '../src/db/embedded/secrets.ts';
import { openDatabase } from '../src/db/open.ts';

const folder = mkdtempSync(join(tmpdir(), 'stationmaster-generate-'));
// Where this runs as root, PostgreSQL runs as another user.
chmodSync(folder, 0o711);
const config = readConfig({ ...process.env, DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'error' });
keepDataDir(config.dataDir);
const password = keepSecrets(config.dataDir).databasePassword;
const database = await openDatabase({ config, password, log: pino({ level: 'error' }), onLost: () => undefined });
const { rows } = await database.pool.query<{ table: string; column: string; type: string; nullable: boolean; given: boolean }>(`
  select c.relname as "table", a.attname as "column", t.typname as type, not a.attnotnull as nullable, a.atthasdef or a.attidentity <> '' as given
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped order by c.relname, a.attnum`);
const of: Record<string, string> = {
  int2: 'number',
  int4: 'number',
  int8: 'number',
  numeric: 'number',
  float8: 'number',
  bool: 'boolean',
  timestamptz: 'Date',
  jsonb: 'Json',
  bytea: 'Buffer',
};
const names = [...new Set(rows.map((row) => row.table))];
const pascal = (name: string): string => name.replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
const column = (row: (typeof rows)[number]): string => {
  const type = `${of[row.type] ?? 'string'}${row.nullable ? ' | null' : ''}`;
  return `  ${row.column}: ${row.given ? `Generated<${type}>` : type};`;
};
const text = [
  '// Generated from the migrated database by apps/server/scripts/generate-tables.ts. Do not edit.',
  "import type { ColumnType } from 'kysely';\n",
  'export type Generated<T> = ColumnType<T, T | undefined, T>;',
  '/** Comes parsed, goes in as JSON text. */\nexport type Json = ColumnType<unknown, string, string>;\n',
  ...names.map(
    (name) =>
      `export interface ${pascal(name)}Table {\n${rows
        .filter((row) => row.table === name)
        .map(column)
        .join('\n')}\n}\n`,
  ),
  `export interface Tables {\n${names.map((name) => `  ${name}: ${pascal(name)}Table;`).join('\n')}\n}\n`,
].join('\n');
writeFileSync(
  join(import.meta.dirname, '../src/db/tables.gen.ts'),
  text.replaceAll('Generated<Json>', 'Generated<string>').replaceAll('Json | null', 'Json'),
);
await database.close();
rmSync(folder, { recursive: true, force: true });
console.log(`${names.length} tables`);
