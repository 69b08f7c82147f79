import type { homeChargerRoutes } from '@stationmaster/contract';
import { csvText, isCurrency, reimbursementOf } from '@stationmaster/domain';
import type { Transaction } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { Failure } from '../errors.ts';
import type { Handlers, Output } from '../http/handler.ts';
import { actorName } from '../http/transaction.ts';
import { stationRowId } from '../stations/row-id.ts';
import { deleteHome, endOpen, insertHome, lockHome, overlaps, selectHome, selectHomes, selectReimbursed, updateEnd } from './home-store.ts';
import { mustBeDriver } from './known.ts';

type Db = Transaction<Tables>;
type Reimbursements = Output<(typeof homeChargerRoutes)['listReimbursements']>['items'];

export function homeChargerHandlers(): Handlers<typeof homeChargerRoutes> {
  return {
    listHomeChargers: ({ params: { driverId } }, call) =>
      call.tx(async (db) => {
        await mustBeDriver(db, driverId);
        return { items: await selectHomes(db, driverId) };
      }),

    createHomeCharger: ({ params: { driverId }, body }, call) =>
      call.tx(async (db) => {
        const { stationId: identity, perKwh, currency, counts, validFrom: from, validUntil: until = null } = body;
        if (!isCurrency(currency)) throw wrong('currency', 'is no currency');
        if (perKwh.startsWith('-')) throw wrong('perKwh', 'must not be negative');
        await mustBeDriver(db, driverId);
        const stationId = await stationRowId(db, identity);
        await endOpen(db, stationId, from);
        await checkSpan(db, { stationId, id: 0, from, until });
        const columns = {
          station_id: stationId,
          driver_id: driverId,
          per_kwh: perKwh,
          currency,
          counts,
          valid_from: from,
          valid_until: until,
        };
        const id = await insertHome(db, { tenant_id: call.tenantId, ...columns, created_by: actorName(call.actor) });
        call.subject(`driver:${driverId}`, { ...body });
        return await selectHome(db, id);
      }),

    endHomeCharger: ({ params: { homeChargerId: id }, body: { validUntil } }, call) =>
      call.tx(async (db) => {
        const stationId = await lockHome(db, id);
        const { driverId, validFrom: from } = await selectHome(db, id);
        call.subject(`driver:${driverId}`, { homeChargerId: id, validUntil });
        await checkSpan(db, { stationId, id, from, until: validUntil });
        await updateEnd(db, id, validUntil);
        return await selectHome(db, id);
      }),

    deleteHomeCharger: ({ params: { homeChargerId: id } }, call) =>
      call.tx(async (db) => {
        const { driverId, stationId } = await selectHome(db, id);
        call.subject(`driver:${driverId}`, { homeChargerId: id, stationId });
        await deleteHome(db, id);
      }),

    listReimbursements: ({ query }, call) => call.tx(async (db) => ({ items: await reimbursements(db, monthOf(query, call.now)) })),

    exportReimbursements: async ({ query }, call) => {
      const wanted = monthOf(query, call.now);
      const rows = await call.tx((db) => reimbursements(db, wanted));
      return new Response(csvText([columns, ...rows.map((row) => toCells(row, wanted.month))]), {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="reimbursements-${wanted.month}.csv"`,
        },
      });
    },
  };
}

function monthOf<Q extends { month?: string | undefined }>(query: Q, now: number): Q & { month: string } {
  return { ...query, month: query.month ?? new Date(now).toISOString().slice(0, 7) };
}

async function reimbursements(db: Db, wanted: { month: string; driverId?: number | undefined }): Promise<Reimbursements> {
  const rows = await selectReimbursed(db, wanted);
  return rows.map((row) => ({ ...row, amount: reimbursementOf(row.energyWh, row.perKwh, row.currency) }));
}

async function checkSpan(db: Db, span: { stationId: number; id: number; from: string; until: string | null }): Promise<void> {
  if (span.until !== null && span.until <= span.from) throw wrong('validUntil', 'must be later than validFrom');
  if (await overlaps(db, span)) throw wrong('validFrom', 'another rate of this station holds on one of these days');
}

function wrong(path: string, message: string): Failure {
  return new Failure('badRequest', {}, [{ path, message }]);
}

const columns = ['month', 'driver', 'reference', 'company', 'station', 'sessions', 'energy_kwh', 'per_kwh', 'amount', 'currency'];
function toCells(row: Reimbursements[number], month: string): string[] {
  const { driverName, driverReference, companyName, stationId, sessions, energyWh, perKwh, amount, currency } = row;
  const energy = (energyWh / 1000).toFixed(3);
  return [month, driverName, driverReference ?? '', companyName ?? '', stationId, String(sessions), energy, perKwh, amount, currency];
}
