import type { tariffVersion as versionSchema } from '@stationmaster/contract';
import type { FullTariff } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { z } from 'zod';
import type { Tables } from '../db/tables.gen.ts';
import { pageOfRows } from '../http/cursor.ts';
import { bodyView } from './body.ts';

export type TariffVersion = z.input<typeof versionSchema>;
interface Row {
  id: number;
  tariff_id: number;
  version: number;
  definition: FullTariff;
  created_at: Date;
  created_by: string;
}
const columns = sql`id::float8 as id, tariff_id::float8 as tariff_id, version, definition, created_at, created_by`;

/** Newest first. */
export async function selectVersions(
  db: Kysely<Tables>,
  tariffId: number,
  { before, limit }: { before: number | null; limit: number },
): Promise<{ items: TariffVersion[]; next: string | null }> {
  const { rows } = await sql<
    Row & { sessions: number }
  >`select ${columns}, (select count(*) from session where tariff_version_id = v.id)::float8 as sessions from tariff_version v
    where tariff_id = ${tariffId} and (${before}::int is null or version < ${before}) order by version desc limit ${limit + 1}`.execute(db);
  const page = pageOfRows(rows, limit, ({ version }) => [version]);
  return { items: page.rows.map((row) => ({ ...versionView(row), sessions: row.sessions })), next: page.next };
}

export async function selectVersion(
  db: Kysely<Tables>,
  versionId: number,
): Promise<{ definition: FullTariff; view: Omit<TariffVersion, 'sessions'> } | null> {
  const { rows } = await sql<Row>`select ${columns} from tariff_version v where id = ${versionId}`.execute(db);
  return rows[0] === undefined ? null : { definition: rows[0].definition, view: versionView(rows[0]) };
}

function versionView({ id, tariff_id, version, definition, created_at, created_by }: Row): Omit<TariffVersion, 'sessions'> {
  return {
    ...bodyView(definition),
    id: tariff_id,
    version,
    versionId: id,
    createdAt: created_at.toISOString(),
    createdBy: created_by,
  };
}
