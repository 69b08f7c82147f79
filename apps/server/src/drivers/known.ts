import type { Transaction } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { Failure, fail } from '../errors.ts';
import { companyOfCostCentre, selectPresent } from './store.ts';

type Db = Transaction<Tables>;

/** Failure notFound. */
export async function mustBeDriver(db: Db, id: number): Promise<void> {
  if (!(await selectPresent(db, 'driver', [id])).has(id)) throw fail('notFound', { what: 'driver', id });
}

/** Failure notFound. */
export async function mustBeDriverGroup(db: Db, id: number): Promise<void> {
  await mustBeDriverGroups(db, [id]);
}

/** Failure notFound, of the first that is not there. */
export async function mustBeDriverGroups(db: Db, ids: readonly number[]): Promise<void> {
  const present = ids.length === 0 ? new Set<number>() : await selectPresent(db, 'driver_group', ids);
  const missing = ids.find((id) => !present.has(id));
  if (missing !== undefined) throw fail('notFound', { what: 'driver group', id: missing });
}

/**
 * Who pays for a driver, after a change of one or the other: a cost centre is of its company, and a driver who leaves the company leaves it.
 * Failures notFound, badRequest.
 */
export async function payerColumns(
  db: Db,
  was: { companyId: number | null; costCentreId: number | null },
  change: { companyId?: number | null | undefined; costCentreId?: number | null | undefined },
): Promise<{ company_id?: number | null; cost_centre_id?: number | null }> {
  if (change.companyId === undefined && change.costCentreId === undefined) return {};
  const companyId = change.companyId === undefined ? was.companyId : change.companyId;
  const isSame = companyId === was.companyId;
  const costCentreId = change.costCentreId === undefined ? (isSame ? was.costCentreId : null) : change.costCentreId;
  if (companyId !== null && !(await selectPresent(db, 'company', [companyId])).has(companyId))
    throw fail('notFound', { what: 'company', id: companyId });
  if (costCentreId !== null) {
    const of = await companyOfCostCentre(db, costCentreId);
    if (of === undefined) throw fail('notFound', { what: 'cost centre', id: costCentreId });
    if (of !== companyId) throw new Failure('badRequest', {}, [{ path: 'costCentreId', message: 'is a cost centre of another company' }]);
  }
  return { company_id: companyId, cost_centre_id: costCentreId };
}
