import type { Context } from '../context.ts';
import { deleteCustomerPartsBefore } from './store.ts';

/** What stations told of customers is asked for a purpose; it is not kept longer. */
const keptFor = 30 * 86_400_000;

/** Job, every few hours. Returns how many parts it removed. */
export async function expireCustomerData({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<number> {
  return await deleteCustomerPartsBefore(db, clock() - keptFor);
}
