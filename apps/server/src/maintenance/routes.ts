import type { maintenanceRoutes, maintenanceWindow } from '@stationmaster/contract';
import type { z } from 'zod';
import { Failure, fail } from '../errors.ts';
import type { Handlers } from '../http/handler.ts';
import { actorName } from '../http/transaction.ts';
import { layOut } from './keep.ts';
import { beginAt, cutWindow, insertWindow, removeWindow, selectWindows, standOf, type WindowRow } from './store.ts';

const longestMs = 366 * 24 * 3_600_000;

export function maintenanceHandlers(_context: object): Handlers<typeof maintenanceRoutes> {
  return {
    listMaintenance: ({ query: { state, stationId } }, call) =>
      call.tx(async (db) => ({
        items: (await selectWindows(db, { at: call.now, state, stationId })).map((row) => windowView(row, call.now)),
      })),

    createMaintenance: ({ body }, call) =>
      call.tx(async (db) => {
        mustBePossible(body);
        const by = call.actor.name || actorName(call.actor);
        const id = await insertWindow(db, { ...body, tenantId: call.tenantId, createdBy: by, at: call.now });
        call.subject(`maintenance:${id}`, { ...body });
        await layOut(db, await mustFind(db, id, call.now), { at: call.now, isNew: true });
        return windowView(await mustFind(db, id, call.now), call.now);
      }),

    changeMaintenance: ({ params: { windowId }, body }, call) =>
      call.tx(async (db) => {
        call.subject(`maintenance:${windowId}`, { ...body });
        mustBePossible(body);
        const stand = await standOf(db, windowId, call.now);
        if (stand === undefined) throw fail('notFound', { what: 'maintenance window', id: windowId });
        if (stand.isOver) throw wrong('windowId', 'is over');
        const createdBy = call.actor.name || actorName(call.actor);
        const id = await insertWindow(db, { ...body, tenantId: call.tenantId, createdBy, at: call.now });
        await layOut(db, await mustFind(db, id, call.now), { at: call.now, isNew: !stand.hasBegun });
        // What lies behind was as the former one says; from this moment on the new one holds.
        if (stand.hasBegun) {
          await cutWindow(db, windowId, call.now);
          await beginAt(db, id, call.now);
        } else await removeWindow(db, windowId);
        return windowView(await mustFind(db, id, call.now), call.now);
      }),

    endMaintenance: ({ params: { windowId } }, call) =>
      call.tx(async (db) => {
        call.subject(`maintenance:${windowId}`);
        await mustFind(db, windowId, call.now);
        await cutWindow(db, windowId, call.now);
        return windowView(await mustFind(db, windowId, call.now), call.now);
      }),
  };
}

const wrong = (path: string, message: string) => new Failure('badRequest', {}, [{ path, message }]);

function mustBePossible({ startsAt, endsAt, repeat }: { startsAt: string; endsAt: string; repeat?: string | undefined }): void {
  const lasts = Date.parse(endsAt) - Date.parse(startsAt);
  if (lasts <= 0) throw wrong('endsAt', 'must be after the start');
  if (lasts > longestMs) throw wrong('endsAt', 'must be within a year of the start');
  if (repeat === 'daily' && lasts > 24 * 3_600_000) throw wrong('endsAt', 'must be within a day of the start where it comes daily');
}

async function mustFind(db: Parameters<typeof selectWindows>[0], id: number, at: number): Promise<WindowRow> {
  const [row] = await selectWindows(db, { at, id });
  if (row === undefined) throw fail('notFound', { what: 'maintenance window', id });
  return row;
}

function windowView(row: WindowRow, at: number): z.input<typeof maintenanceWindow> {
  const { id, name, note, repeat, stations, next } = row;
  const coming = next && { startsAt: new Date(next.starts_at).toISOString(), endsAt: new Date(next.ends_at).toISOString() };
  return {
    id,
    name,
    note,
    siteId: row.site_id,
    siteName: row.site_name,
    stationIds: row.station_ids,
    stations,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    repeat,
    repeatUntil: row.repeat_until?.toISOString() ?? null,
    timeZone: row.time_zone,
    cancelReservations: row.cancel_reservations,
    suppressAlerts: row.suppress_alerts,
    countsAsUptime: row.counts_as_uptime,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    cancelledAt: row.cancelled_at?.toISOString() ?? null,
    isNow: coming !== null && Date.parse(coming.startsAt) <= at,
    next: coming,
  };
}
