import { canonicalToken } from '@stationmaster/domain';
import type { Transaction } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';
import { mustHoldNoCredit } from '../payments/credit.ts';
import { saveAliases } from './alias-store.ts';
import {
  deleteOfDriver,
  deleteOfVehicle,
  type NewOwner,
  selectOfDriver,
  selectOfVehicle,
  selectTaken,
  upsertOwners,
} from './given-store.ts';

type Db = Transaction<Tables>;
/** A card, as it is written, and whose it is to be. */
export interface Given {
  value: string;
  /** OCPP 2.x idToken type. */
  type?: string;
  driverId: number;
  vehicleId?: number;
}

/**
 * Makes cards the cards of drivers; those that are not there yet are added. Returns how many are new or have changed hands. Failure
 * alreadyExists: a card of another driver, or another spelling of another card. Nothing is taken from anybody.
 */
export async function giveTokens(db: Db, tenantId: number, given: readonly Given[]): Promise<number> {
  const owners = new Map<string, NewOwner>();
  for (const { value, type = 'ISO14443', driverId, vehicleId = null } of given) {
    const canonical = canonicalToken(value);
    const before = owners.get(canonical);
    if (before !== undefined && before.driverId !== driverId) throw fail('alreadyExists', { what: 'card', id: value });
    owners.set(canonical, { value, canonical, type, driverId, vehicleId });
  }
  const wanted = [...owners.values()];
  if (wanted.length === 0) return 0;
  const [taken] = await selectTaken(db, wanted);
  if (taken !== undefined) throw fail('alreadyExists', { what: 'card', id: taken });
  const changed = await upsertOwners(db, tenantId, wanted);
  await saveAliases(
    db,
    tenantId,
    changed.map(({ id, canonical }) => {
      const isVehicle = owners.get(canonical)?.vehicleId != null;
      return { tokenId: id, canonical, aliases: isVehicle ? [autochargeTag(canonical)] : undefined };
    }),
  );
  return changed.length;
}

/** How stations of 1.6 spell the MAC address of a car that charges by itself. [Open Fast Charging Alliance, Autocharge] */
const autochargeTag = (evccId: string): string => `VID:${evccId}`;

/** Of these cards those that another driver has: canonical forms. */
export async function takenTokens(db: Db, given: readonly Given[]): Promise<Set<string>> {
  const owners = given.map(({ value, driverId }) => ({ value, canonical: canonicalToken(value), type: '', driverId, vehicleId: null }));
  return new Set(owners.length === 0 ? [] : await selectTaken(db, owners));
}

/** A car that charges by itself: what it tells of itself counts as a card of its driver; null: no more. Failure alreadyExists. */
export async function setAutocharge(
  db: Db,
  tenantId: number,
  { vehicleId, driverId, evccId }: { vehicleId: number; driverId: number; evccId: string | null },
): Promise<void> {
  if ((await selectOfVehicle(db, vehicleId)) !== undefined) await deleteOfVehicle(db, vehicleId);
  if (evccId === null) return;
  await giveTokens(db, tenantId, [{ value: evccId, type: 'MacAddress', driverId, vehicleId }]);
}

/** The cards of a driver go, and their numbers with them: out of taps, reservations and sessions too. Failure creditLeft. */
export async function eraseTokens(db: Db, driverId: number, now: number): Promise<void> {
  for (const tokenId of await selectOfDriver(db, driverId)) await mustHoldNoCredit(db, tokenId, now);
  await deleteOfDriver(db, driverId);
}
