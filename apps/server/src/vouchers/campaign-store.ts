import type { voucherCampaign } from '@stationmaster/contract';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { Tables } from '../db/tables.gen.ts';
import { pageOfRows } from '../http/cursor.ts';

type Db = Kysely<Tables>;
export type CampaignView = z.input<typeof voucherCampaign>;
interface Row extends Omit<CampaignView, 'validFrom' | 'validUntil' | 'stoppedAt' | 'createdAt'> {
  validFrom: Date | null;
  validUntil: Date | null;
  stoppedAt: Date | null;
  createdAt: Date;
}

async function selectRows(db: Db, { where, limit }: { where: RawBuilder<unknown>; limit: number }): Promise<Row[]> {
  const { rows } =
    await sql<Row>`select c.id::float8 as id, c.name, c.rule, case when c.rule ->> 'kind' in ('amount', 'percent') then c.size::int end as sessions,
      c.currency, c.target, c.target_id::float8 as "targetId", nullif(c.evse_id, 0) as "evseId", c.valid_from as "validFrom", c.valid_until as "validUntil",
      case when c.is_shared then (select hint from voucher_code k where k.campaign_id = c.id) end as code,
      (select count(*)::int from voucher_code k where k.campaign_id = c.id) as codes,
      c.most_redeemed as "mostRedeemed", c.most_each as "mostEach", c.for_guests as "forGuests",
      (select count(*)::int from voucher_redemption r where r.campaign_id = c.id) as redeemed,
      coalesce(worth.used, 0)::int as used, coalesce(worth.running, 0)::int as running, coalesce(worth.costs, '[]') as costs,
      c.stopped_at as "stoppedAt", c.created_at as "createdAt", c.created_by as "createdBy"
    from (select * from voucher_campaign c where ${where} order by id desc limit ${limit}) c
    left join lateral (select sum(used) as used, sum(running) as running,
        jsonb_agg(jsonb_build_object('currency', currency, 'amount', trim_scale(amount)::text) order by currency) filter (where currency is not null and used > 0) as costs
      from (select u.currency, count(*) filter (where u.used > 0) as used, count(*) filter (where u.used is null) as running, sum(u.amount) as amount
        from voucher_redemption r join voucher_use u on u.redemption_id = r.id where r.campaign_id = c.id group by u.currency) s) worth on true
    order by c.id desc`.execute(db);
  return rows;
}

/** Newest first. */
export async function selectCampaigns(
  db: Db,
  { before, limit }: { before: number | null; limit: number },
): Promise<{ items: CampaignView[]; next: string | null }> {
  const rows = await selectRows(db, { where: sql`${before}::bigint is null or c.id < ${before}`, limit: limit + 1 });
  const page = pageOfRows(rows, limit, ({ id }) => [id]);
  return { items: page.rows.map(view), next: page.next };
}

export async function selectCampaign(db: Db, id: number): Promise<CampaignView | undefined> {
  const [row] = await selectRows(db, { where: sql`c.id = ${id}`, limit: 1 });
  return row === undefined ? undefined : view(row);
}

export interface NewCampaign {
  tenantId: number;
  name: string;
  rule: CampaignView['rule'];
  size: string;
  currency: string | null;
  target: CampaignView['target'];
  targetId: number;
  evseId: number;
  validFrom: Date | null;
  validUntil: Date | null;
  isShared: boolean;
  mostRedeemed: number | null;
  mostEach: number;
  forGuests: boolean;
  at: number;
  by: string;
}
export async function insertCampaign(db: Db, made: NewCampaign): Promise<number> {
  const { rows } = await sql<{
    id: number;
  }>`insert into voucher_campaign (tenant_id, name, rule, size, currency, target, target_id, evse_id, valid_from, valid_until,
      is_shared, most_redeemed, most_each, for_guests, created_at, created_by)
    values (${made.tenantId}, ${made.name}, ${JSON.stringify(made.rule)}::jsonb, ${made.size}, ${made.currency}, ${made.target}, ${made.targetId}, ${made.evseId}, ${made.validFrom}, ${made.validUntil},
      ${made.isShared}, ${made.mostRedeemed}, ${made.mostEach}, ${made.forGuests}, ${new Date(made.at)}, ${made.by}) returning id::float8 as id`.execute(
    db,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the campaign was not written');
  return row.id;
}

/** Returns how many were new: a code is one of a kind in its tenant. */
export async function insertCodes(
  db: Db,
  { tenantId, campaignId, codes }: { tenantId: number; campaignId: number; codes: readonly { hash: Buffer; hint: string }[] },
): Promise<number> {
  const { rows } = await sql`insert into voucher_code (tenant_id, campaign_id, hash, hint)
    select ${tenantId}, ${campaignId}, decode(hash, 'hex'), hint from unnest(${codes.map(({ hash }) => hash.toString('hex'))}::text[], ${codes.map(({ hint }) => hint)}::text[]) as made (hash, hint)
    on conflict (tenant_id, hash) do nothing returning id`.execute(db);
  return rows.length;
}

/** One that is stopped already keeps its moment. */
export async function updateStopped(db: Db, id: number, at: number): Promise<void> {
  await sql`update voucher_campaign set stopped_at = coalesce(stopped_at, ${new Date(at)}) where id = ${id}`.execute(db);
}

function view({ validFrom, validUntil, stoppedAt, createdAt, ...row }: Row): CampaignView {
  return {
    ...row,
    validFrom: validFrom?.toISOString() ?? null,
    validUntil: validUntil?.toISOString() ?? null,
    stoppedAt: stoppedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
