import type { reservation, reservationRoutes } from '@stationmaster/contract';
import { maskToken } from '@stationmaster/domain';
import type { z } from 'zod';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { costView } from '../sessions/views.ts';
import { billOfReservation, cdrOfReservation } from './bill.ts';
import { priceOfReservation } from './quote.ts';
import { type ReservationRow, selectReservations } from './store.ts';

export function reservationHandlers(_context: object): Handlers<typeof reservationRoutes> {
  return {
    listReservations: ({ query: { cursor, limit, open, charged, ...filter } }, call) =>
      call.tx(async (db) => {
        const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
        const rows = await selectReservations(db, {
          ...filter,
          open: open === 'true',
          charged: charged === 'true',
          before,
          limit: limit + 1,
        });
        return pageOf(rows, { limit, view: reservationView, key: (row) => [row.id] });
      }),

    reservationBill: ({ params: { reservationId } }, call) => call.tx((db) => billOfReservation(db, reservationId)),

    projectReservation: ({ params: { reservationId }, query: { form } }, call) =>
      call.tx((db) => cdrOfReservation(db, reservationId, form)),

    priceReservation: (input, call) => priceOfReservation(call, input),
  };
}

function reservationView(row: ReservationRow): z.input<typeof reservation> {
  return {
    id: row.id,
    stationId: row.identity,
    stationName: row.station_name,
    evseId: row.evse_id,
    connectorType: row.connector_type,
    idToken: maskToken(row.id_token, row.id_token_type),
    tokenId: row.token_id,
    driverName: row.driver_name,
    groupId: row.group_id,
    status: row.status,
    reason: row.reason,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    expiresAt: row.expires_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    sessionId: row.session_id,
    cost: row.cost === null ? null : costView(row.cost),
  };
}
