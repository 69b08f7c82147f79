import type { driverRoutes } from '@stationmaster/contract';
import { canonicalToken } from '@stationmaster/domain';
import type { Transaction } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { Failure } from '../errors.ts';
import type { Input } from '../http/handler.ts';
import { setAutocharge } from '../tokens/give.ts';
import { insertVehicle, selectVehicle, updateVehicle, type Vehicle } from './vehicle-store.ts';

type Db = Transaction<Tables>;
type Body = Input<(typeof driverRoutes)['updateVehicle']>['body'];

/** Failures alreadyExists (another vehicle or card has its EVCCID), badRequest (it cannot charge by itself without one). */
export async function addVehicle(db: Db, { tenantId, driverId }: { tenantId: number; driverId: number }, body: Body): Promise<Vehicle> {
  const id = await insertVehicle(db, { tenant_id: tenantId, driver_id: driverId, ...columnsOf(body) });
  if (body.autocharge) await charge(db, tenantId, { ...(await selectVehicle(db, id)), autocharge: true });
  return await selectVehicle(db, id);
}

/** As `addVehicle`, and notFound. */
export async function changeVehicle(db: Db, { tenantId, id }: { tenantId: number; id: number }, body: Body): Promise<Vehicle> {
  const was = await selectVehicle(db, id);
  await updateVehicle(db, id, columnsOf(body));
  const now = await selectVehicle(db, id);
  const autocharge = body.autocharge ?? was.autocharge;
  if (autocharge !== was.autocharge || now.evccId !== was.evccId) await charge(db, tenantId, { ...now, autocharge });
  return await selectVehicle(db, id);
}

async function charge(db: Db, tenantId: number, { id, driverId, evccId, autocharge }: Vehicle): Promise<void> {
  if (autocharge && evccId === null) throw new Failure('badRequest', {}, [{ path: 'evccId', message: 'is needed to charge by itself' }]);
  await setAutocharge(db, tenantId, { vehicleId: id, driverId, evccId: autocharge ? evccId : null });
}

function columnsOf({ make, model, plate, evccId, batteryWh }: Body): Record<string, unknown> {
  return { make, model, plate, evcc_id: evccId == null ? evccId : canonicalToken(evccId), battery_wh: batteryWh };
}
