import { Decimal } from '../decimal.ts';
import { minorUnit } from '../money.ts';
import type { Instant } from '../reading.ts';
import type { FullTariff } from '../tariff/full-tariff.ts';
import type { DecimalText } from '../tariff.ts';
import { type Charged, costOf } from './cost-of.ts';
import type { FullCost, FullLine } from './full-cost.ts';
import type { SessionPeriod, Surroundings } from './use.ts';

/**
 * How a reservation ended, as far as its price goes. `used`: its card came. `expired`: nobody came. `cancelled`: taken back by the driver
 * or for them. `removed`: not the driver's doing, such as a fault of the station, maintenance, or a station that never held it.
 */
export const reservationOutcomes = ['used', 'expired', 'cancelled', 'removed'] as const;
export type ReservationOutcome = (typeof reservationOutcomes)[number];

/** From when the reservation was made until it was used, taken back or over. */
export interface ReservationSpan {
  from: Instant;
  until: Instant;
}
export interface ReservationCharged extends ReservationSpan {
  outcome: ReservationOutcome;
  /** Valid (`validateFullTariff`): the version in force when the reservation was made. */
  tariff: FullTariff;
  /** Zone, calendar, market and whatever else the tariff asks about, as of the making. */
  around: Surroundings;
}

/**
 * What a reservation costs by itself, by the same engine as sessions: elements with RESERVATION price the time until it is used or
 * taken back, elements with RESERVATION_EXPIRES that of one nobody came for, and where there are none those with RESERVATION
 * (OCPI 2.2.1 and 2.3.0, mod_tariffs, TariffRestrictions `reservation`). The time runs from the making of the reservation, as OCPI has
 * it: from then on nobody else may come. One that was removed costs nothing, not even a fee. A tariff's `minPrice` is a session's.
 * A cost of a used one is part of its session's; here it is what that part comes to alone. Throws RangeError for an unknown zone.
 */
export function reservationCost(charged: ReservationCharged): FullCost {
  return costOf(reservationCharged(charged));
}

/** The same as the engine and the projections to partners are asked. */
export function reservationCharged({ from, until, outcome, tariff, around }: ReservationCharged): Charged {
  return { periods: outcome === 'removed' ? [] : [periodOf(outcome, { from, until })], tariff, around };
}

function periodOf(outcome: Exclude<ReservationOutcome, 'removed'>, { from, until }: ReservationSpan): SessionPeriod {
  return { start: from, end: Math.max(from, until), state: outcome === 'expired' ? 'expired' : 'reserved', energyWh: 0 };
}

/** Does a tariff have prices for reservations? */
export function pricesReservations({ elements }: FullTariff): boolean {
  return elements.some(({ restrictions }) => restrictions?.reservation !== undefined);
}

/**
 * What of a session's net was for its reservation: its lines, caps among them, rounded to the minor unit. The tariff's limits and reductions
 * are of the whole bill and are not divided. null: no line is for a reservation.
 */
export function reservedNet({
  currency,
  lines,
}: {
  currency: string;
  lines: readonly Pick<FullLine, 'isReservation' | 'net'>[];
}): DecimalText | null {
  const own = lines.filter(({ isReservation }) => isReservation);
  if (own.length === 0) return null;
  return own.reduce((sum, { net }) => sum.plus(net), new Decimal(0)).toFixed(minorUnit(currency));
}
