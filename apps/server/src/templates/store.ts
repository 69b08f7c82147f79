import type { TemplateScope } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { StoredEntry } from './entries.ts';

export type Db = Kysely<Tables>;

export interface TemplateRow extends TemplateScope {
  id: number;
  tenantId: number;
  name: string;
  /** The identity of the station it is for. */
  identity: string | null;
  entries: StoredEntry[];
  revision: number;
  updatedAt: Date;
  updatedBy: string;
}
const columns = sql`t.id::float8 as id, t.tenant_id as "tenantId", t.name, t.vendor, t.model, t.site_id::float8 as "siteId", t.station_id::float8 as "stationId", s.identity, t.entries, t.revision,
  t.updated_at as "updatedAt", t.updated_by as "updatedBy"`;
const rank = sql`((t.station_id is not null)::int * 8 + (t.site_id is not null)::int * 4 + (t.model is not null)::int * 2 + (t.vendor is not null)::int)`;

/** The general ones first, in the order in which they count. */
export async function selectTemplates(
  db: Db,
  { tenantId, after, limit }: { tenantId: number; after?: readonly [number, number] | null; limit?: number },
): Promise<TemplateRow[]> {
  const where = after ? sql`and (${rank}, t.id) > (${after[0]}, ${after[1]})` : sql``;
  const { rows } = await sql<TemplateRow>`select ${columns} from configuration_template t left join station s on s.id = t.station_id
    where t.tenant_id = ${tenantId} and t.removed_at is null ${where} order by ${rank}, t.id limit ${limit ?? null}`.execute(db);
  return rows;
}

/** Also one that was removed. */
export async function findTemplate(db: Db, id: number): Promise<(TemplateRow & { isRemoved: boolean }) | undefined> {
  const { rows } = await sql<
    TemplateRow & { isRemoved: boolean }
  >`select ${columns}, t.removed_at is not null as "isRemoved" from configuration_template t left join station s on s.id = t.station_id where t.id = ${id}`.execute(
    db,
  );
  return rows[0];
}

export async function nameTaken(db: Db, name: string, except: number | null): Promise<boolean> {
  const { rows } =
    await sql`select 1 from configuration_template where removed_at is null and lower(name) = lower(${name}) and id is distinct from ${except}`.execute(
      db,
    );
  return rows.length > 0;
}

export interface Definition extends TemplateScope {
  name: string;
  entries: StoredEntry[];
}
export interface Edit {
  tenantId: number;
  at: number;
  author: string;
  change: string;
}

export async function insertTemplate(db: Db, definition: Definition, edit: Edit): Promise<number> {
  const { name, vendor, model, siteId, stationId, entries } = definition;
  const at = new Date(edit.at);
  const { rows } = await sql<{
    id: number;
  }>`insert into configuration_template (tenant_id, name, vendor, model, site_id, station_id, entries, created_at, updated_at, updated_by)
    values (${edit.tenantId}, ${name}, ${vendor}, ${model}, ${siteId}, ${stationId}, ${JSON.stringify(entries)}::jsonb, ${at}, ${at}, ${edit.author}) returning id::float8 as id`.execute(
    db,
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('insert returned no row');
  await insertRevision(db, { id, revision: 1 }, definition, edit);
  return id;
}

export async function updateTemplate(db: Db, id: number, { definition, edit }: { definition: Definition; edit: Edit }): Promise<void> {
  const { name, vendor, model, siteId, stationId, entries } = definition;
  const { rows } = await sql<{
    revision: number;
  }>`update configuration_template set name = ${name}, vendor = ${vendor}, model = ${model}, site_id = ${siteId}, station_id = ${stationId},
      entries = ${JSON.stringify(entries)}::jsonb, revision = revision + 1, removed_at = ${edit.change === 'removed' ? new Date(edit.at) : null}, updated_at = ${new Date(edit.at)}, updated_by = ${edit.author}
    where id = ${id} returning revision`.execute(db);
  await insertRevision(db, { id, revision: rows[0]?.revision ?? 0 }, definition, edit);
}

function insertRevision(
  db: Db,
  { id, revision }: { id: number; revision: number },
  ...[definition, { tenantId, at, author, change }]: [Definition, Edit]
): Promise<unknown> {
  return sql`insert into configuration_revision (template_id, revision, tenant_id, at, author, change, definition)
    values (${id}, ${revision}, ${tenantId}, ${new Date(at)}, ${author}, ${change}, ${JSON.stringify(definition)}::jsonb)`.execute(db);
}

export interface RevisionRow {
  revision: number;
  at: Date;
  author: string;
  change: string;
  definition: Definition;
}
/** Newest first, those before the revision `before`. */
export async function selectRevisions(
  db: Db,
  { id, before, limit }: { id: number; before: number | null; limit: number },
): Promise<RevisionRow[]> {
  const { rows } = await sql<RevisionRow>`select revision, at, author, change, definition from configuration_revision
    where template_id = ${id} and (${before}::int is null or revision < ${before}) order by revision desc limit ${limit}`.execute(db);
  return rows;
}
export async function findRevision(db: Db, id: number, revision: number): Promise<RevisionRow | undefined> {
  const { rows } =
    await sql<RevisionRow>`select revision, at, author, change, definition from configuration_revision where template_id = ${id} and revision = ${revision}`.execute(
      db,
    );
  return rows[0];
}

export async function siteExists(db: Db, id: number): Promise<boolean> {
  const { rows } = await sql`select 1 from site where id = ${id}`.execute(db);
  return rows.length > 0;
}
