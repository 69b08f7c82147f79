import type { reservationRoutes } from '@stationmaster/contract';
import {
  type ReservationCharged,
  type ReservationOutcome,
  reservationCharged,
  reservationCost,
  toOcpi221Cdr,
  toOcpi230Cdr,
} from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';
import type { Output } from '../http/handler.ts';
import { around } from '../prices/around.ts';
import { type ExplainedCost, explained } from '../tariffs/explained.ts';
import { type Projection, projected } from '../tariffs/projections.ts';
import { versionView } from '../tariffs/versions.ts';
import type { OpenBill } from './bill-store.ts';
import { billsOf, chargedBy } from './price.ts';
import { reservationExists } from './store.ts';

type Bill = Output<(typeof reservationRoutes)['reservationBill']>;
const iso = (at: number): string => new Date(at).toISOString();

/** Failure notFound. */
export async function billOfReservation(db: Kysely<Tables>, id: number): Promise<Bill> {
  const bill = await billBehind(db, id);
  if (bill === null) return { outcome: null, from: null, until: null, cost: null, tariff: null, facts: null, ahead: null };
  const { status, from, expiresAt, outcome, cost, versionId, definition: tariff, facts } = bill;
  const isOpen = status === 'pending' || status === 'active';
  // While it is not over the tariff of its making holds, whatever is in force by now.
  const span = { from, until: expiresAt, tariff, around: around(facts, undefined) };
  const charged = outcome === null ? null : chargedBy(db, bill);
  return {
    outcome,
    from: charged === null ? null : iso(charged.from),
    until: charged === null ? null : iso(charged.until),
    cost: cost === null ? null : explained(cost),
    tariff: await versionView(db, versionId),
    facts: { ...facts },
    ahead: isOpen ? aheadOf(span) : null,
  };
}

/** What it will cost that is kept for so long. */
export function aheadOf(span: Omit<ReservationCharged, 'outcome'>): { kept: ExplainedCost; expired: ExplainedCost } {
  const cost = (outcome: ReservationOutcome): ExplainedCost => explained(reservationCost({ ...span, outcome }));
  return { kept: cost('cancelled'), expired: cost('expired') };
}

/** Failures notFound; reservationNotPriced: not over, its session's to pay, or without a price. */
export async function cdrOfReservation(db: Kysely<Tables>, id: number, form: 'ocpi-2.2.1' | 'ocpi-2.3.0'): Promise<Projection> {
  const bill = await billBehind(db, id);
  const charged = bill === null || bill.cost === null ? null : chargedBy(db, bill);
  if (charged === null) throw fail('reservationNotPriced', { id });
  const [asked, tariffId] = [reservationCharged(charged), String(charged.tariff.id)];
  return projected(form, form === 'ocpi-2.2.1' ? toOcpi221Cdr(asked, tariffId) : toOcpi230Cdr(asked, tariffId));
}

async function billBehind(db: Kysely<Tables>, id: number): Promise<OpenBill | null> {
  const [bill] = await billsOf(db, [id]);
  if (bill === undefined && !(await reservationExists(db, id))) throw fail('notFound', { what: 'reservation', id });
  return bill ?? null;
}
