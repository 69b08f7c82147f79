import type { priceReduction as reductionSchema } from '@stationmaster/contract';
import { type Kysely, sql } from 'kysely';
import type { z } from 'zod';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';
import { pageOfRows } from '../http/cursor.ts';

type Db = Kysely<Tables>;
export type ReductionView = z.input<typeof reductionSchema>;
export interface ReductionRow {
  id: number;
  name: string;
  target: ReductionView['target'];
  target_id: number;
  evse_id: number;
  rule: ReductionView['rule'];
  valid_from: Date | null;
  valid_until: Date | null;
  created_at: Date;
  created_by: string;
}
const columns = sql`id::float8 as id, name, target, target_id::float8 as target_id, evse_id, rule, valid_from, valid_until, created_at, created_by`;

/** In the order they are taken off. */
export async function selectReductions(
  db: Db,
  { after, limit }: { after: number | null; limit: number },
): Promise<{ items: ReductionView[]; next: string | null }> {
  const { rows } =
    await sql<ReductionRow>`select ${columns} from price_reduction where ${after}::bigint is null or id > ${after} order by id limit ${limit + 1}`.execute(
      db,
    );
  const page = pageOfRows(rows, limit, ({ id }) => [id]);
  return { items: page.rows.map(view), next: page.next };
}

export async function selectOfTenant(db: Db, tenantId: number): Promise<ReductionRow[]> {
  const { rows } = await sql<ReductionRow>`select ${columns} from price_reduction where tenant_id = ${tenantId} order by id`.execute(db);
  return rows;
}

export interface NewReduction {
  tenantId: number;
  name: string;
  target: ReductionView['target'];
  targetId: number;
  evseId: number;
  rule: ReductionView['rule'];
  validFrom: Date | null;
  validUntil: Date | null;
  by: string;
}
export async function insertReduction(db: Db, made: NewReduction): Promise<ReductionView> {
  const { rows } =
    await sql<ReductionRow>`insert into price_reduction (tenant_id, name, target, target_id, evse_id, rule, valid_from, valid_until, created_by)
    values (${made.tenantId}, ${made.name}, ${made.target}, ${made.targetId}, ${made.evseId}, ${JSON.stringify(made.rule)}::jsonb, ${made.validFrom}, ${made.validUntil}, ${made.by}) returning ${columns}`.execute(
      db,
    );
  if (rows[0] === undefined) throw fail('internal');
  return view(rows[0]);
}

export async function deleteReduction(db: Db, id: number): Promise<void> {
  const { rows } = await sql`delete from price_reduction where id = ${id} returning id`.execute(db);
  if (rows.length === 0) throw fail('notFound', { what: 'price reduction', id });
}

/** What a card has charged since, without one session. */
export async function usedSince(
  db: Db,
  { tokenId, since, but }: { tokenId: number; since: number; but: number },
): Promise<{ energyWh: number; sessions: number }> {
  const { rows } = await sql<{
    energyWh: number;
    sessions: number;
  }>`select coalesce(sum(energy_wh), 0)::float8 as "energyWh", count(*)::int as sessions from session
    where token_id = ${tokenId} and started_at >= ${new Date(since)} and id <> ${but}`.execute(db);
  return rows[0] ?? { energyWh: 0, sessions: 0 };
}

function view({
  id,
  name,
  target,
  target_id,
  evse_id,
  rule,
  valid_from,
  valid_until,
  created_at,
  created_by,
}: ReductionRow): ReductionView {
  return {
    id,
    name,
    target,
    targetId: target_id,
    evseId: evse_id === 0 ? null : evse_id,
    rule,
    validFrom: valid_from?.toISOString() ?? null,
    validUntil: valid_until?.toISOString() ?? null,
    createdAt: created_at.toISOString(),
    createdBy: created_by,
  };
}
