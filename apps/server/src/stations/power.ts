import type { commandRoutes } from '@stationmaster/contract';
import type { Call, Input, Output } from '../http/handler.ts';
import { selectPower } from './power-store.ts';
import { stationRowId } from './row-id.ts';

const dayMs = 86_400_000;

/** The last day when nothing else is asked for. Failure notFound. */
export async function stationPower(
  call: Call,
  identity: string,
  query: Input<typeof commandRoutes.stationPower>['query'],
): Promise<Output<typeof commandRoutes.stationPower>> {
  const to = query.to === undefined ? call.now : Date.parse(query.to);
  const from = query.from === undefined ? to - dayMs : Date.parse(query.from);
  const rows = await call.tx(
    async (db) => await selectPower(db, { stationId: await stationRowId(db, identity), from, to: Math.max(from, to) }),
  );
  return { series: rows.map((row) => ({ evseId: row.evse_id, points: row.points })) };
}
