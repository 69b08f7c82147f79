import type { fleetMove, moveRoutes, move as moveShape } from '@stationmaster/contract';
import type { z } from 'zod';
import type { Context } from '../../context.ts';
import { Failure, fail } from '../../errors.ts';
import { decodeCursor, pageOf } from '../../http/cursor.ts';
import type { Call, Handlers, Input } from '../../http/handler.ts';
import { ocppUrl, tlsUrl } from '../../lobby/ocpp-url.ts';
import { stationRow } from '../../stations/views-store.ts';
import { countProfiles } from './able-store.ts';
import { judged, previewOf } from './fleet.ts';
import { type Fleet, findFleet, insertFleet, markFleetCancelled, selectFleets, selectMade, selectRunning } from './fleet-store.ts';
import { mustGoBack } from './step.ts';
import { endQueued, findMove, insertMoves, type Move, redirectMove, saveMove, selectMoves, setMovingTo } from './store.ts';

type Db = Parameters<Parameters<Call['tx']>[0]>[0];
type Begin = Omit<Input<typeof moveRoutes.startMove>['body'], 'toProfile'> & { toProfile: number };

export function moveHandlers(context: Context): Handlers<typeof moveRoutes> {
  const { config } = context;
  return {
    startMove: ({ params: { stationId }, body }, call) =>
      call.tx(async (db) => {
        const { id } = await stationRow(db, stationId);
        call.subject(stationId, { ...body });
        return await begun(db, call, { ids: [id], body, url: urlOf(config, body) });
      }),

    listMoves: ({ query: { cursor, limit, ...filter } }, call) =>
      call.tx(async (db) => {
        const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
        return pageOf(await selectMoves(db, { ...filter, before, limit: limit + 1 }), { limit, view: moveView, key: ({ id }) => [id] });
      }),

    getMove: ({ params: { moveId } }, call) => call.tx(async (db) => moveView(await existing(db, moveId))),

    cancelMove: ({ params: { moveId } }, call) =>
      call.tx(async (db) => {
        const move = await existing(db, moveId);
        call.subject(move.identity, { move: moveId });
        await cancel(db, move, call.now);
        return moveView(await existing(db, moveId));
      }),

    revertMove: ({ params: { moveId } }, call) =>
      call.tx(async (db) => {
        const move = await existing(db, moveId);
        call.subject(move.identity, { move: moveId, toProfile: move.fromProfile });
        if (move.endedAt === null) throw fail('moveRunning', { id: move.identity });
        const body = { ...move.options, waitSeconds: move.waitSeconds, toProfile: move.fromProfile } as Begin;
        return await begun(db, call, { ids: [move.stationId], body, url: urlOf(config, { ...body, url: undefined }) });
      }),

    previewFleetMove: ({ body }, call) =>
      call.tx(async (db) => {
        const url = body.url ?? (body.toProfile >= 2 ? tlsUrl(config) : ocppUrl(config));
        return previewOf(await judged(context, db, { ...body, now: call.now }), url);
      }),

    getSecurityProfiles: (_, call) => call.tx(async (db) => profilesView(await countProfiles(db), tlsUrl(config))),

    startFleetMove: ({ body: { filter, atOnce, ...body } }, call) =>
      call.tx(async (db) => {
        const found = (await judged(context, db, { ...body, filter, now: call.now })).filter(({ why }) => why === null);
        const fleetId = await insertFleet(db, {
          tenantId: call.tenantId,
          toProfile: body.toProfile,
          filter,
          atOnce,
          requestedBy: call.actor.name,
          at: call.now,
        });
        const made = await insertMoves(db, { ...orderOf(call, body, urlOf(config, body)), fleetId, stationIds: found.map(({ id }) => id) });
        if (made.length === 0) throw new Failure('badRequest', {}, [{ path: 'filter', message: 'finds no station to move' }]);
        call.subject(`fleet-move:${fleetId}`, { ...body, filter, stations: made.length });
        return fleetView(await existingFleet(db, fleetId));
      }),

    listFleetMoves: ({ query: { cursor, limit } }, call) =>
      call.tx(async (db) => {
        const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
        return pageOf(await selectFleets(db, { before, limit: limit + 1 }), { limit, view: fleetView, key: ({ id }) => [id] });
      }),

    getFleetMove: ({ params: { fleetId } }, call) => call.tx(async (db) => fleetView(await existingFleet(db, fleetId))),

    cancelFleetMove: ({ params: { fleetId } }, call) =>
      call.tx(async (db) => {
        await existingFleet(db, fleetId);
        call.subject(`fleet-move:${fleetId}`);
        await endQueued(db, fleetId, { reason: 'cancelled', at: call.now });
        for (const id of await selectRunning(db, fleetId)) await cancel(db, await existing(db, id), call.now);
        await markFleetCancelled(db, fleetId, call.now);
        return fleetView(await existingFleet(db, fleetId));
      }),

    revertFleetMove: ({ params: { fleetId } }, call) => call.tx((db) => revertFleet(config, db, { call, fleetId })),
  };
}

/** Every station that has made it goes back to where it came from, as a fleet of its own. */
async function revertFleet(
  config: Context['config'],
  db: Db,
  { call, fleetId }: { call: Call; fleetId: number },
): Promise<z.input<typeof fleetMove>> {
  const fleet = await existingFleet(db, fleetId);
  const made = await selectMade(db, fleetId);
  const [first] = made;
  if (first === undefined) throw new Failure('badRequest', {}, [{ path: 'fleetId', message: 'has moved no station' }]);
  const filter = { stationIds: made.map(({ identity }) => identity) };
  const order = {
    tenantId: call.tenantId,
    toProfile: first.fromProfile,
    filter,
    atOnce: fleet.at_once,
    requestedBy: call.actor.name,
    at: call.now,
  };
  const backId = await insertFleet(db, order);
  for (const stations of Map.groupBy(made, ({ fromProfile, options }) => JSON.stringify([fromProfile, options])).values()) {
    const [{ fromProfile, options } = first] = stations;
    // By the way it came: the same interface, and the key of its maker for the address.
    const body = { ...options, toProfile: fromProfile, waitSeconds: 600, hasRoot: true } as Begin;
    await insertMoves(db, {
      ...orderOf(call, body, urlOf(config, body)),
      fleetId: backId,
      stationIds: stations.map(({ stationId }) => stationId),
    });
  }
  call.subject(`fleet-move:${backId}`, { revertOf: fleetId, stations: made.length });
  return fleetView(await existingFleet(db, backId));
}

/** Profiles with encryption call another address than those without. Failure noEncryption. */
function urlOf(config: Context['config'], { toProfile, url }: Pick<Begin, 'toProfile' | 'url'>): string {
  const own = toProfile >= 2 ? tlsUrl(config) : ocppUrl(config);
  const found = url ?? own;
  if (found === null) throw fail('noEncryption');
  if (found.startsWith('wss:') !== toProfile >= 2 && toProfile >= 2)
    throw new Failure('badRequest', {}, [{ path: 'url', message: 'must begin with wss' }]);
  return found;
}

function orderOf(call: Call, { toProfile, waitSeconds, interface: name, addressKey, hasRoot, hasCertificate }: Begin, url: string) {
  const options = { interface: name, hasRoot, hasCertificate, ...(addressKey === undefined ? {} : { addressKey }) };
  return { tenantId: call.tenantId, toProfile, url, options, waitSeconds, requestedBy: call.actor.name, at: call.now };
}

/** Failure moveRunning: it has that profile, or a move is under way. */
async function begun(db: Db, call: Call, { ids, body, url }: { ids: number[]; body: Begin; url: string }): Promise<View> {
  const [id] = await insertMoves(db, { ...orderOf(call, body, url), fleetId: null, stationIds: ids });
  if (id === undefined) throw fail('moveRunning', { id: '' });
  return moveView(await existing(db, id));
}

/** What has not changed the station ends at once, the rest is taken back first. */
async function cancel(db: Db, move: Move, at: number): Promise<void> {
  if (move.endedAt !== null || move.step === 'fallback' || move.step === 'rotate') return;
  if (mustGoBack(move.step)) return await redirectMove(db, move.id, { step: 'fallback', reason: 'cancelled', at });
  await setMovingTo(db, move.stationId, null);
  await saveMove(db, move, { ...move, step: 'end', status: 'cancelled', reason: 'cancelled', word: 'cancelled', at, dueAt: at });
}

async function existing(db: Db, id: number): Promise<Move> {
  const found = await findMove(db, id);
  if (found === undefined) throw fail('notFound', { what: 'move', id });
  return found;
}
async function existingFleet(db: Db, id: number): Promise<Fleet> {
  const found = await findFleet(db, id);
  if (found === undefined) throw fail('notFound', { what: 'fleet move', id });
  return found;
}

type View = z.input<typeof moveShape>;
function moveView(move: Move): View {
  const { id, identity, fleetId, step, status, reason, url, slot, requestedBy } = move;
  return {
    id,
    stationId: identity,
    fleetId,
    fromProfile: move.fromProfile as View['fromProfile'],
    toProfile: move.toProfile as View['toProfile'],
    step,
    status,
    reason,
    url,
    slot,
    log: move.log.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() })),
    requestedBy,
    requestedAt: move.requestedAt.toISOString(),
    stepAt: move.stepAt.toISOString(),
    endedAt: move.endedAt?.toISOString() ?? null,
  };
}
function profilesView({ profiles, moving }: Awaited<ReturnType<typeof countProfiles>>, url: string | null) {
  return { profiles: profiles.map(({ profile, stations }) => ({ profile: profile as View['fromProfile'], stations })), moving, url };
}
function fleetView(fleet: Fleet): z.input<typeof fleetMove> {
  const { by_status: byStatus } = fleet;
  return {
    id: fleet.id,
    toProfile: fleet.to_profile as View['toProfile'],
    filter: fleet.filter,
    atOnce: fleet.at_once,
    requestedBy: fleet.requested_by,
    requestedAt: fleet.requested_at.toISOString(),
    cancelledAt: fleet.cancelled_at?.toISOString() ?? null,
    total: Object.values(byStatus).reduce((sum, count) => sum + count, 0),
    byStatus,
    finished: (byStatus.queued ?? 0) + (byStatus.running ?? 0) === 0,
  };
}
