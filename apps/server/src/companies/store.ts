import type { company as companySchema, costCentre as costCentreSchema } from '@stationmaster/contract';
import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import { type GivenColumns, insertGiven, setGiven } from '../db/given.ts';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';

type Db = Transaction<Tables>;
export type Company = z.input<typeof companySchema>;
export type CostCentre = z.input<typeof costCentreSchema>;
type Row = Omit<Company, 'createdAt'> & { createdAt: Date };

const mostListed = 1000;
const centre = sql`jsonb_build_object('id', cc.id, 'companyId', cc.company_id, 'name', cc.name, 'reference', cc.reference, 'limits', cc.limits,
  'drivers', (select count(*) from driver where cost_centre_id = cc.id))`;

async function select(db: Db, where: RawBuilder<unknown>): Promise<Company[]> {
  const { rows } =
    await sql<Row>`select c.id::float8 as id, c.name, c.reference, c.vat_number as "vatNumber", c.address, c.email, c.note, c.limits,
      (select count(*)::int from driver where company_id = c.id) as drivers, c.created_at as "createdAt",
      coalesce((select jsonb_agg(${centre} order by cc.name) from cost_centre cc where cc.company_id = c.id), '[]') as "costCentres"
    from company c where ${where} order by lower(c.name), c.id limit ${mostListed}`.execute(db);
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

export function selectCompanies(db: Db): Promise<Company[]> {
  return select(db, sql`true`);
}

/** Failure notFound. */
export async function selectCompany(db: Db, id: number): Promise<Company> {
  const [found] = await select(db, sql`c.id = ${id}`);
  if (found === undefined) throw fail('notFound', { what: 'company', id });
  return found;
}

/** Failure alreadyExists: of its name or reference. */
export async function insertCompany(db: Db, columns: GivenColumns): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into company ${insertGiven(columns)} returning id::float8 as id`.execute(db);
  return rows[0]?.id ?? 0;
}

/** Failures notFound, alreadyExists. */
export async function updateCompany(db: Db, id: number, columns: GivenColumns): Promise<void> {
  const { rows } = await sql`update company ${setGiven(columns)} where id = ${id} returning id`.execute(db);
  if (rows.length === 0) throw fail('notFound', { what: 'company', id });
}

/** What still needs it; null: nothing. The row is locked, so that nobody joins meanwhile. Failure notFound. */
export async function useOfCompany(db: Db, id: number): Promise<string | null> {
  const { rows } = await sql<{ drivers: number }>`select (select count(*)::int from driver where company_id = c.id) as drivers
    from company c where id = ${id} for update`.execute(db);
  if (rows[0] === undefined) throw fail('notFound', { what: 'company', id });
  if (rows[0].drivers > 0) return `${rows[0].drivers} drivers`;
  const { rows: sessions } = await sql`select from session where company_id = ${id} limit 1`.execute(db);
  return sessions.length > 0 ? 'past sessions' : null;
}

export async function deleteCompany(db: Db, id: number): Promise<void> {
  await sql`delete from company where id = ${id}`.execute(db);
}

/** Failure notFound. */
export async function selectCostCentre(db: Db, id: number): Promise<CostCentre> {
  const { rows } = await sql<{ centre: CostCentre }>`select ${centre} as centre from cost_centre cc where id = ${id}`.execute(db);
  if (rows[0] === undefined) throw fail('notFound', { what: 'cost centre', id });
  return rows[0].centre;
}

/** Failure alreadyExists: the company has one of that name. */
export async function insertCostCentre(db: Db, columns: GivenColumns): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into cost_centre ${insertGiven(columns)} returning id::float8 as id`.execute(db);
  return rows[0]?.id ?? 0;
}

/** Failures notFound, alreadyExists. */
export async function updateCostCentre(db: Db, id: number, columns: GivenColumns): Promise<void> {
  const { rows } = await sql`update cost_centre ${setGiven(columns)} where id = ${id} returning id`.execute(db);
  if (rows.length === 0) throw fail('notFound', { what: 'cost centre', id });
}

/** As `useOfCompany`. */
export async function useOfCostCentre(db: Db, id: number): Promise<string | null> {
  const { rows } = await sql<{ drivers: number }>`select (select count(*)::int from driver where cost_centre_id = cc.id) as drivers
    from cost_centre cc where id = ${id} for update`.execute(db);
  if (rows[0] === undefined) throw fail('notFound', { what: 'cost centre', id });
  if (rows[0].drivers > 0) return `${rows[0].drivers} drivers`;
  const { rows: sessions } = await sql`select from session where cost_centre_id = ${id} limit 1`.execute(db);
  return sessions.length > 0 ? 'past sessions' : null;
}

export async function deleteCostCentre(db: Db, id: number): Promise<void> {
  await sql`delete from cost_centre where id = ${id}`.execute(db);
}

/** Companies and cost centres by name, made where there are none: the id of each pair. For imports. */
export async function ensureNamed(
  db: Db,
  tenantId: number,
  wanted: readonly { company: string; costCentre: string }[],
): Promise<{ company: string; costCentre: string; companyId: number; costCentreId: number | null }[]> {
  const companies = [...new Set(wanted.map(({ company }) => company))];
  await sql`insert into company (tenant_id, name) select ${tenantId}::int, name from unnest(${companies}::text[]) as v (name)
    on conflict (tenant_id, name) do nothing`.execute(db);
  const pairs = wanted.filter(({ costCentre }) => costCentre !== '');
  const columns = [pairs.map(({ company }) => company), pairs.map(({ costCentre }) => costCentre)] as const;
  await sql`insert into cost_centre (tenant_id, company_id, name)
    select distinct ${tenantId}::int, c.id, v.centre from unnest(${columns[0]}::text[], ${columns[1]}::text[]) as v (company, centre) join company c on c.name = v.company
    on conflict (company_id, name) do nothing`.execute(db);
  const { rows } = await sql<{ company: string; costCentre: string; companyId: number; costCentreId: number | null }>`
    select c.name as company, '' as "costCentre", c.id::float8 as "companyId", null::float8 as "costCentreId" from company c where c.name = any(${companies}::text[])
    union all select c.name, cc.name, c.id::float8, cc.id::float8 from company c join cost_centre cc on cc.company_id = c.id where c.name = any(${companies}::text[])`.execute(
    db,
  );
  return rows;
}
