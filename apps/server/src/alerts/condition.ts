import { type RawBuilder, sql } from 'kysely';
import type { StrandedStation } from '../certificates/stranded.ts';
import type { Rule, Scope } from './rule.ts';

/** What holds for a condition besides the rule. */
export interface Moment {
  /** Epoch ms. */
  at: number;
  /** When this server began: stations had no chance to connect before. Epoch ms. */
  startedAt: number;
  /** Of the data folder's disk, 0 to 100; null: not known. */
  diskPercent: number | null;
  /** Who would be left without anything it trusts, of all tenants; looked up where a rule asks for it. */
  stranded?: readonly StrandedStation[];
}
/**
 * One row a thing for which a rule holds: subject, station_id, evse_id, connector_id, since, ripe, data. What is not `ripe` opens nothing,
 * but keeps open what is: it is too new, or only just no longer enough.
 */
export type Condition = (rule: Rule, moment: Moment) => RawBuilder<unknown>;

export const minuteMs = 60_000;
export const dayMs = 86_400_000;

/** The stations `s` of a rule that are in service. */
export function ofRule({ tenantId, scope }: { tenantId: number; scope: Scope }): RawBuilder<unknown> {
  const { siteIds = [], stationIds = [] } = scope;
  const where = [sql`s.tenant_id = ${tenantId}`, sql`s.registration = 'Accepted'`];
  if (siteIds.length > 0 && stationIds.length > 0)
    where.push(sql`(s.site_id = any(${[...siteIds]}::bigint[]) or s.identity = any(${[...stationIds]}::text[]))`);
  else if (siteIds.length > 0) where.push(sql`s.site_id = any(${[...siteIds]}::bigint[])`);
  else if (stationIds.length > 0) where.push(sql`s.identity = any(${[...stationIds]}::text[])`);
  return sql.join(where, sql` and `);
}

/** Of a station `s`. */
export const connected = sql`s.connected_at is not null and (s.disconnected_at is null or s.disconnected_at < s.connected_at)`;
/** So many ms before. */
export const before = (at: number, ms: number): Date => new Date(at - ms);
