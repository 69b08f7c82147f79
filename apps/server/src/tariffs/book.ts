import { type TariffTarget, tariffTargets } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { selectInForce } from './book-store.ts';
import { type FrozenTariff, frozen } from './frozen.ts';

/** Where one charges. */
export interface Place {
  tenantId: number;
  siteId: number | null;
  stationId: number;
  evseId: number;
}
/** Who pays, as far as known. */
export interface Payer {
  driverId: number | null;
  groupIds: readonly number[];
  companyId: number | null;
  costCentreId: number | null;
}
export const nobody: Payer = { driverId: null, groupIds: [], companyId: null, costCentreId: null };

/** A tariff attached to something that fits. */
export interface Candidate {
  assignmentId: number;
  target: TariffTarget;
  targetId: number;
  evseId: number;
  /** Of the assignment; null: always. */
  validFrom: number | null;
  validUntil: number | null;
  /** Since when it is attached. */
  attachedAt: number;
  tariff: FrozenTariff;
}

type Book = ReadonlyMap<string, readonly Candidate[]>;
const books = new WeakMap<Kysely<Tables>, Map<number, Promise<Book>>>();

/** Tariffs or what they are attached to have changed. */
export function forgetTariffs(db: Kysely<Tables>): void {
  books.delete(db);
}

/**
 * Every tariff that is attached to the place or the payer, the one that counts first: of the driver, of a group of theirs, of the EVSE,
 * the station, the site, the whole tenant (`tariffTargets`); for one target those with a span before the one without.
 */
export async function candidatesFor(db: Kysely<Tables>, place: Place, payer: Payer): Promise<Candidate[]> {
  const book = await bookOf(db, place.tenantId);
  return placeKeys(place, payer).flatMap((key) => book.get(key) ?? []);
}

/** Does it hold for a session that starts then? */
export function holdsAt({ validFrom, validUntil, tariff }: Candidate, at: number): boolean {
  const isIn = (from: number | null | undefined, until: number | null | undefined): boolean => (from ?? at) <= at && at < (until ?? at + 1);
  return isIn(validFrom, validUntil) && isIn(tariff.validFrom, tariff.validUntil);
}

/** The tariff of a session that starts there then; null: none, it is free of charge. */
export async function tariffFor(
  db: Kysely<Tables>,
  place: Place,
  { payer, at }: { payer: Payer; at: number },
): Promise<FrozenTariff | null> {
  const candidates = await candidatesFor(db, place, payer);
  return candidates.find((candidate) => holdsAt(candidate, at))?.tariff ?? null;
}

/** What a place and a payer can be attached to, as keys `target/id/evse`, in order of precedence. */
export function placeKeys(
  { tenantId, siteId, stationId, evseId }: Place,
  { driverId, groupIds }: Pick<Payer, 'driverId' | 'groupIds'>,
): string[] {
  const ids: Record<TariffTarget, readonly (number | null)[]> = {
    driver: [driverId],
    driverGroup: groupIds,
    evse: [evseId > 0 ? stationId : null],
    station: [stationId],
    site: [siteId],
    tenant: [tenantId],
  };
  return tariffTargets.flatMap((target) =>
    ids[target].flatMap((id) => (id === null ? [] : [keyOf(target, id, target === 'evse' ? evseId : 0)])),
  );
}
const keyOf = (target: string, id: number, evseId: number): string => `${target}/${id}/${evseId}`;

function bookOf(db: Kysely<Tables>, tenantId: number): Promise<Book> {
  const ofTenants = books.get(db) ?? new Map<number, Promise<Book>>();
  books.set(db, ofTenants);
  const known = ofTenants.get(tenantId);
  if (known !== undefined) return known;
  const loading = load(db, tenantId);
  ofTenants.set(tenantId, loading);
  loading.catch(() => ofTenants.delete(tenantId));
  return loading;
}

async function load(db: Kysely<Tables>, tenantId: number): Promise<Book> {
  const rows = await selectInForce(db, tenantId);
  const candidates = rows.map(({ versionId, definition, ...row }): Candidate => ({ ...row, tariff: frozen(db, versionId, definition) }));
  return Map.groupBy(candidates, ({ target, targetId, evseId }) => keyOf(target, targetId, evseId));
}
