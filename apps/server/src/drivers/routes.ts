import type { driverRoutes } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import { jsonOf } from '../db/given.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Handlers, Input } from '../http/handler.ts';
import { eraseDriver } from './erase.ts';
import { driversCsv } from './export.ts';
import { importDrivers } from './import.ts';
import { mustBeDriver, mustBeDriverGroups, payerColumns } from './known.ts';
import { spendingOf } from './spent.ts';
import { insertDriver, replaceGroups, selectAllDrivers, selectDriver, selectDrivers, updateDriver } from './store.ts';
import { deleteVehicle, selectVehicle, selectVehicles } from './vehicle-store.ts';
import { addVehicle, changeVehicle } from './vehicles.ts';

export function driverHandlers(context: Pick<Context, 'db' | 'gateway'>): Handlers<typeof driverRoutes> {
  return {
    listDrivers: ({ query: { cursor, limit, blocked, ...filter } }, call) =>
      call.tx(async (db) => {
        const after = decodeCursor(cursor, ['string', 'number']);
        const rows = await selectDrivers(db, { ...filter, blocked: blocked && blocked === 'true', after, limit });
        return pageOf(rows, { limit, view: (row) => row, key: ({ name, id }) => [name.toLowerCase(), id] });
      }),

    getDriver: ({ params }, call) => call.tx((db) => selectDriver(db, params.driverId)),

    createDriver: ({ body }, call) =>
      call.tx(async (db) => {
        await mustBeDriverGroups(db, body.groupIds ?? []);
        const payer = await payerColumns(db, { companyId: null, costCentreId: null }, body);
        const id = await insertDriver(db, { tenant_id: call.tenantId, ...columnsOf(body), ...payer });
        await replaceGroups(db, { tenantId: call.tenantId, driverId: id }, body.groupIds ?? []);
        call.subject(`driver:${id}`, audited(body));
        return await selectDriver(db, id);
      }),

    updateDriver: ({ params: { driverId }, body }, call) =>
      call.tx(async (db) => {
        call.subject(`driver:${driverId}`, audited(body));
        const { company, costCentre } = await selectDriver(db, driverId);
        await mustBeDriverGroups(db, body.groupIds ?? []);
        const payer = await payerColumns(db, { companyId: company?.id ?? null, costCentreId: costCentre?.id ?? null }, body);
        await updateDriver(db, driverId, { ...columnsOf(body), ...payer });
        if (body.groupIds !== undefined) await replaceGroups(db, { tenantId: call.tenantId, driverId }, body.groupIds);
        return await selectDriver(db, driverId);
      }),

    eraseDriver: ({ params }, call) => eraseDriver(context, call, params.driverId),

    driverSpending: ({ params: { driverId } }, call) =>
      call.tx(async (db) => {
        const { limits } = await selectDriver(db, driverId);
        return await spendingOf(db, { owner: 'driver', id: driverId, limits, now: call.now });
      }),

    importDrivers: ({ text }, call) =>
      call.tx(async (db) => {
        const result = await importDrivers(db, call.tenantId, text);
        call.subject('drivers', { ...result });
        return result;
      }),

    exportDrivers: async (_input, call) => {
      const csv = driversCsv(await call.tx((db) => selectAllDrivers(db)));
      return new Response(csv, {
        headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="drivers.csv"' },
      });
    },

    listVehicles: ({ params: { driverId } }, call) =>
      call.tx(async (db) => {
        await mustBeDriver(db, driverId);
        return { items: await selectVehicles(db, driverId) };
      }),

    createVehicle: ({ params: { driverId }, body }, call) =>
      call.tx(async (db) => {
        await mustBeDriver(db, driverId);
        const vehicle = await addVehicle(db, { tenantId: call.tenantId, driverId }, body);
        call.subject(`driver:${driverId}`, { vehicleId: vehicle.id });
        return vehicle;
      }),

    updateVehicle: ({ params: { vehicleId }, body }, call) =>
      call.tx(async (db) => {
        const vehicle = await changeVehicle(db, { tenantId: call.tenantId, id: vehicleId }, body);
        call.subject(`driver:${vehicle.driverId}`, { vehicleId, fields: Object.keys(body) });
        return vehicle;
      }),

    deleteVehicle: ({ params: { vehicleId } }, call) =>
      call.tx(async (db) => {
        const { driverId } = await selectVehicle(db, vehicleId);
        call.subject(`driver:${driverId}`, { vehicleId });
        await deleteVehicle(db, vehicleId);
      }),
  };
}

type Body = Input<(typeof driverRoutes)['updateDriver']>['body'];
function columnsOf({ name, reference, email, language, note, blocked, limits }: Body): Record<string, unknown> {
  return { name, reference, email, language, note, blocked, limits: jsonOf(limits) };
}

/** The audit log is for ever and a driver can be erased: it names which of the personal fields have changed, and not to what. */
function audited({ name, reference, email, language, note, ...rest }: Body): Record<string, unknown> {
  const personal = Object.entries({ name, reference, email, language, note }).filter(([, value]) => value !== undefined);
  const others = Object.entries(rest).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(others), ...(personal.length > 0 && { fields: personal.map(([field]) => field) }) };
}
