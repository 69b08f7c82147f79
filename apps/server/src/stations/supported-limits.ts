import type { Context } from '../context.ts';
import { selectVariable } from './variable-store.ts';

/** The kinds of transaction limits a 2.1 station can (TxCtrlr.SupportedLimits); null: it has not said. */
export async function supportedLimits({ db }: Pick<Context, 'db'>, stationId: number): Promise<string[] | null> {
  const value = await selectVariable(db, stationId, { component: 'TxCtrlr', variable: 'SupportedLimits' });
  if (value === undefined || value === null) return null;
  return value.split(',').flatMap((kind) => (kind.trim() === '' ? [] : [kind.trim()]));
}
