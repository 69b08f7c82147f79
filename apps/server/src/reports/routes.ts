import type { reportRoutes, stationEvent, stationRecord } from '@stationmaster/contract';
import type { z } from 'zod';
import { attachment } from '../http/attachment.ts';
import { decodeCursor, pageOf, toCursor } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { actorName } from '../http/transaction.ts';
import { stationRowId } from '../stations/row-id.ts';
import { eventsCsv } from './csv.ts';
import { acknowledge, type EventListRow, type RecordListRow, selectEvents, selectRecords } from './store.ts';

const mostExported = 100_000;
const keyKinds = ['number', 'number', 'number'] as const;

export function reportHandlers(_context: object): Handlers<typeof reportRoutes> {
  return {
    listStationRecords: ({ params, query: { kind } }, call) =>
      call.tx(async (db) => {
        const rows = await selectRecords(db, await stationRowId(db, params.stationId), kind);
        return { items: rows.map(recordView) };
      }),

    listStationEvents: ({ query: { cursor, limit, open, ...filter } }, call) =>
      call.tx(async (db) => {
        const rows = await selectEvents(db, { ...filter, open: open === 'true', before: decodeCursor(cursor, keyKinds), limit: limit + 1 });
        return pageOf(rows, { limit, view: eventView, key: keyOf });
      }),

    exportStationEvents: async ({ query }, call) => {
      const rows = await call.tx((db) => selectEvents(db, { ...query, open: false, before: null, limit: mostExported }));
      return new Response(eventsCsv(rows), {
        headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': attachment(`${query.kind ?? 'events'}.csv`) },
      });
    },

    acknowledgeStationEvents: ({ body: { ids } }, call) =>
      call.tx(async (db) => {
        call.subject('events', { ids });
        const events = ids.map((id) => {
          const [receivedAt = 0, frameId = 0, place = 0] = decodeCursor(id, keyKinds) ?? [];
          return { receivedAt, frameId, place };
        });
        return { acknowledged: await acknowledge(db, events, { by: call.actor.name || actorName(call.actor), at: call.now }) };
      }),
  };
}

function keyOf(row: EventListRow): [number, number, number] {
  return [row.received_at.getTime(), row.frame_id, row.place];
}

function recordView({ kind, key, evse_id, data, at, frame_id }: RecordListRow): z.input<typeof stationRecord> {
  return { kind, key, evseId: evse_id, data, at: at.toISOString(), frameId: frame_id };
}

function eventView(row: EventListRow): z.input<typeof stationEvent> {
  const { kind, severity, component, variable, type, text, cleared, data } = row;
  return {
    id: toCursor(keyOf(row)),
    stationId: row.identity,
    at: row.at.toISOString(),
    receivedAt: row.received_at.toISOString(),
    kind,
    severity,
    evseId: row.evse_id,
    connectorId: row.connector_id,
    component,
    variable,
    type,
    text,
    cleared,
    clearedAt: row.cleared_at?.toISOString() ?? null,
    data,
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    acknowledgedBy: row.acknowledged_by,
    frameId: row.frame_id,
  };
}
