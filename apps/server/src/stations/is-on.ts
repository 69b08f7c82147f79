import type { Context } from '../context.ts';
import { selectVariable } from './variable-store.ts';

/** What a station has last told of a variable that is true or false; null: nothing. */
export async function isOn(
  { db }: Pick<Context, 'db'>,
  stationId: number,
  variable: { component: string; variable: string; instance?: string },
): Promise<boolean | null> {
  const value = await selectVariable(db, stationId, variable);
  return value == null ? null : value.trim().toLowerCase() === 'true';
}
