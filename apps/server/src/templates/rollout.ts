import type { configurationRoutes } from '@stationmaster/contract';
import { type BulkFilter, selectTargets } from '../commands/bulk-store.ts';
import type { Context } from '../context.ts';
import { Failure, fail } from '../errors.ts';
import type { Call, Input, Output } from '../http/handler.ts';
import { endRollout, findRollout, insertRollout, type RolloutRow, type RolloutStationRow } from './rollout-store.ts';
import type { Db } from './store.ts';

type View = Output<typeof configurationRoutes.getConfigurationRollout>;

/** The stations a filter finds, those that can be reached first: the first ones of a roll-out should not be away. */
export async function targetsOf(
  { gateway }: Pick<Context, 'gateway'>,
  db: Db,
  { connected, ...filter }: BulkFilter,
): Promise<{ id: number; identity: string }[]> {
  const isHere = ({ id }: { id: number }) => gateway.peek(id) !== undefined;
  const found = (await selectTargets(db, filter)).filter((station) => connected === undefined || isHere(station) === connected);
  return found.toSorted((a, b) => Number(isHere(b)) - Number(isHere(a)));
}

/** Failure badRequest: the filter finds no station. */
export async function startRollout(
  context: Pick<Context, 'gateway'>,
  call: Call,
  { filter, rules }: Input<typeof configurationRoutes.createConfigurationRollout>['body'],
): Promise<View> {
  return await call.tx(async (db) => {
    const stationIds = (await targetsOf(context, db, filter)).map(({ id }) => id);
    if (stationIds.length === 0) throw new Failure('badRequest', {}, [{ path: 'filter', message: 'finds no station' }]);
    const { tenantId, now: at, actor } = call;
    const id = await insertRollout(db, { tenantId, filter, rules, startedBy: actor.name, at, stationIds });
    call.subject(`configuration rollout:${id}`, { filter, ...rules, stations: stationIds.length });
    return rolloutView(await existingRollout(db, id));
  });
}

/** What is being written is finished, nothing else begun. */
export async function cancelRollout(call: Call, id: number): Promise<View> {
  return await call.tx(async (db) => {
    await existingRollout(db, id);
    call.subject(`configuration rollout:${id}`);
    await endRollout(db, { id, status: 'cancelled', reason: null, at: call.now });
    return rolloutView(await existingRollout(db, id));
  });
}

export async function existingRollout(db: Db, id: number): Promise<RolloutRow> {
  const row = await findRollout(db, id);
  if (row === undefined) throw fail('notFound', { what: 'roll-out', id });
  return row;
}

export function rolloutView({ tenantId: _, expiresAt: __, startedAt, endedAt, bySteps, ...row }: RolloutRow): View {
  const total = Object.values(bySteps).reduce((sum, count) => sum + count, 0);
  return { ...row, startedAt: startedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null, total, bySteps };
}

export function rolloutStationView(
  row: RolloutStationRow,
): Output<typeof configurationRoutes.listConfigurationRolloutStations>['items'][number] {
  const { identity, name, wave, step, reason, commandId, changes, updatedAt } = row;
  return { stationId: identity, stationName: name, wave, step, reason, commandId, changes, updatedAt: updatedAt.toISOString() };
}
