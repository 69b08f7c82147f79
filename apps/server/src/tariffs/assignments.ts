import type { tariffRoutes } from '@stationmaster/contract';
import type { Transaction } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { mustBeDriver, mustBeDriverGroup } from '../drivers/known.ts';
import { Failure } from '../errors.ts';
import type { Call, Input } from '../http/handler.ts';
import { actorName } from '../http/transaction.ts';
import { type Assignment, insertAssignment, siteTarget, stationTarget } from './assignment-store.ts';
import { usableTariff } from './store.ts';

type Body = Input<(typeof tariffRoutes)['createTariffAssignment']>['body'];

/** Lets a tariff hold somewhere. Failures: notFound, badRequest (what is missing, another currency, a span that ends before it begins). */
export async function assign(db: Transaction<Tables>, call: Pick<Call, 'tenantId' | 'actor'>, body: Body): Promise<Assignment> {
  const { tariffId, target, validFrom, validUntil } = body;
  if (validFrom !== undefined && validUntil !== undefined && Date.parse(validFrom) >= Date.parse(validUntil))
    throw wrong('validUntil', 'must be later than validFrom');
  const { currency } = await usableTariff(db, tariffId);
  const place = await placeOf(db, call.tenantId, body);
  if (place.currency !== null && place.currency !== currency)
    throw wrong('tariffId', `the tariff is in ${currency}, the place in ${place.currency}`);
  return await insertAssignment(db, {
    tenantId: call.tenantId,
    tariffId,
    target,
    targetId: place.id,
    evseId: target === 'evse' ? (body.evseId ?? 0) : 0,
    validFrom: validFrom === undefined ? null : new Date(validFrom),
    validUntil: validUntil === undefined ? null : new Date(validUntil),
    by: actorName(call.actor),
  });
}

/** Its row id, and the currency it reckons in; null: any. Failures notFound, badRequest. */
export async function placeOf(
  db: Transaction<Tables>,
  tenantId: number,
  { target, targetId, stationId, evseId }: Omit<Body, 'tariffId' | 'validFrom' | 'validUntil'>,
): Promise<{ id: number; currency: string | null }> {
  if (target === 'tenant') return { id: tenantId, currency: null };
  if (target === 'station' || target === 'evse') {
    if (stationId === undefined) throw wrong('stationId', 'says which station');
    if (target === 'evse' && evseId === undefined) throw wrong('evseId', 'says which EVSE');
    return await stationTarget(db, stationId);
  }
  if (targetId === undefined) throw wrong('targetId', `says which ${target}`);
  if (target === 'site') return await siteTarget(db, targetId);
  if (target === 'driver') await mustBeDriver(db, targetId);
  if (target === 'driverGroup') await mustBeDriverGroup(db, targetId);
  return { id: targetId, currency: null };
}

function wrong(path: string, message: string): Failure {
  return new Failure('badRequest', {}, [{ path, message }]);
}
