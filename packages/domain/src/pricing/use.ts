import type { Instant, Watt, Wh } from '../reading.ts';

/** What the car and the station did. `paused`: the station withholds power. `expired`: reserved, and nobody came. */
export type PeriodState = 'charging' | 'paused' | 'idle' | 'reserved' | 'expired';

/** One value of the energy register. */
export interface RegisterMark {
  at: Instant;
  wh: Wh;
}

/** A piece of a session in which nothing is known to change: usually from one reading to the next. */
export interface SessionPeriod {
  start: Instant;
  end: Instant;
  state: PeriodState;
  energyWh: Wh;
  /** Mean power. Absent: energy over time. */
  powerW?: Watt | null;
  /** The highest power measured in it. */
  peakW?: Watt | null;
  /** Current summed over the phases. */
  currentA?: number | null;
  /** The readings at its two ends, so that a line can name them. */
  readings?: { from: RegisterMark | null; to: RegisterMark | null };
}

/** A market price a kWh in the tariff's currency, for a quarter of an hour or whatever the market deals in. */
export interface PriceSlot {
  from: Instant;
  until: Instant;
  price: string;
}
/** In order of time, without overlaps. What is missing is priced by the component's own price. */
export interface PriceSeries {
  slots: readonly PriceSlot[];
}

/** What a tariff may ask about, besides the session itself. */
export interface Surroundings {
  /** IANA zone of the site. */
  zone: string;
  /** Local dates, `YYYY-MM-DD`. */
  holidays?: ReadonlySet<string>;
  /** By the name that recipes use. */
  series?: Readonly<Record<string, PriceSeries>>;
  /** OCPI ConnectorType. */
  connector?: string;
  /** OCPI PowerType. */
  powerType?: string;
  driverGroups?: readonly string[];
  paymentKind?: string;
  paymentBrand?: string;
  /** Percent of the site's EVSE in use when the session started. */
  occupancy?: number;
}
