import type { Instant, Watt, Wh } from '../reading.ts';
import type { DecimalText } from '../tariff.ts';

/**
 * The full tariff: whatever OCPI 2.2.1 and 2.3.0 and OCPP 2.1 can say, and what they cannot. A simple `Tariff` is one too.
 * Elements are looked up as in OCPI: for each dimension, at each moment, the first element in the list that prices it and
 * whose restrictions all hold. A dimension that no element prices costs nothing.
 */
export interface FullTariff {
  id: number;
  version: number;
  name: string;
  /** ISO 4217. */
  currency: string;
  /** true: all prices, caps and reductions hold the tax already. */
  taxIncluded: boolean;
  elements: readonly FullElement[];
  /** What a session costs at least; a reservation alone is no session. */
  minPrice?: PriceLimit;
  maxPrice?: PriceLimit;
  /** The tariff may be chosen for sessions that start from here (inclusive) … */
  validFrom?: Instant;
  /** … until here (exclusive). */
  validUntil?: Instant;
  /** OCPI TariffType: for whom it is published. */
  purpose?: TariffPurpose;
  /** Explanations for the driver, OCPI tariff_alt_text. */
  texts?: readonly TariffText[];
  url?: string;
}

/** What a tariff can be attached to, the one that counts first: who pays before where, and the smaller place before the larger. */
export const tariffTargets = ['driver', 'driverGroup', 'evse', 'station', 'site', 'tenant'] as const;
export type TariffTarget = (typeof tariffTargets)[number];

export type TariffPurpose = 'AD_HOC_PAYMENT' | 'PROFILE_CHEAP' | 'PROFILE_FAST' | 'PROFILE_GREEN' | 'REGULAR';
export interface TariffText {
  /** ISO 639-1. */
  language: string;
  text: string;
}

/** Both hold where both are given (OCPI 2.3.0 PriceLimit, OCPP 2.1 PriceType). */
export interface PriceLimit {
  beforeTaxes?: DecimalText;
  afterTaxes?: DecimalText;
}

export interface FullElement {
  priceComponents: readonly FullComponent[];
  restrictions?: Restrictions;
}

/**
 * ENERGY per kWh. FLAT once a session (once a reservation), when its element first holds. The others per hour:
 * TIME from start to end, CHARGING_TIME while charging (OCPI TIME), PARKING_TIME plugged in without charging (OCPI
 * PARKING_TIME, OCPP idleTime), IDLE_TIME only after the charge has ended and not while the station itself withholds power.
 * In an element for reservations TIME is the time reserved.
 */
export const dimensions = ['ENERGY', 'TIME', 'CHARGING_TIME', 'PARKING_TIME', 'IDLE_TIME', 'FLAT'] as const;
export type Dimension = (typeof dimensions)[number];

export interface FullComponent {
  type: Dimension;
  /** At most 6 digits after the point. With a `recipe`: what is paid where the market has no price. */
  price: DecimalText;
  /** Percent of the one tax called VAT. Absent, and no `taxes`: no tax. */
  vat?: DecimalText;
  /** Instead of `vat`, where a sale bears several taxes. */
  taxes?: readonly TaxRate[];
  /** OCPI step_size: Wh or seconds; 1 = exact. */
  stepSize: number;
  /** PARKING_TIME and IDLE_TIME: so many seconds at its beginning are not charged for. */
  graceSeconds?: number;
  /** This component never costs more in one session. */
  maxAmount?: DecimalText;
  /** ENERGY: the price is made from a market price. */
  recipe?: PriceRecipe;
}

/** OCPP 2.1 TaxRateType. */
export interface TaxRate {
  /** On the receipt, such as `GST`. */
  name: string;
  percent: DecimalText;
  /** 0 (default): on the net. 1: on the net and the taxes of stack 0. And so on. */
  stack?: number;
}

/** A price a kWh made from the market price of the moment, step by step, rounded to 6 digits at the end. */
export interface PriceRecipe {
  /** Which series, such as `DE-LU day-ahead`. */
  series: string;
  /** `start`: the price of the slot in which the session starts holds to its end. `market`: every slot has its own. */
  lock: 'start' | 'market';
  steps: readonly RecipeStep[];
}
export type RecipeStep =
  /** Mark-up, grid fee, levy, electricity tax: so much a kWh. */
  | { kind: 'add'; name: string; price: DecimalText }
  /** So many percent of what stands so far on top; negative: off. */
  | { kind: 'percent'; name: string; percent: DecimalText }
  | { kind: 'atLeast'; price: DecimalText }
  | { kind: 'atMost'; price: DecimalText };

export const daysOfWeek = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;
export type DayOfWeek = (typeof daysOfWeek)[number];

/**
 * When an element holds: all that is given must (OCPI TariffRestrictions, OCPP 2.1 TariffConditionsType). `min…` is
 * inclusive, `max…` exclusive. What is not known (no current measured, no connector told) does not hold.
 */
export interface Restrictions {
  /** Local time of day, `HH:MM`. An end before the start runs over midnight; `00:00` is the end of the day. */
  startTime?: string;
  endTime?: string;
  /** Local dates, `YYYY-MM-DD`: from (inclusive), until (exclusive). */
  startDate?: string;
  endDate?: string;
  dayOfWeek?: readonly DayOfWeek[];
  /** By the site's calendar of holidays. */
  holidays?: 'ONLY' | 'EXCEPT';
  /** Energy of the session so far. */
  minEnergyWh?: Wh;
  maxEnergyWh?: Wh;
  /** Power of the moment (the mean between two readings). */
  minPowerW?: Watt;
  maxPowerW?: Watt;
  /** Current of the moment, summed over the phases. */
  minCurrentA?: number;
  maxCurrentA?: number;
  /** Seconds since the session began; in an element for reservations since the reservation began. */
  minDuration?: number;
  maxDuration?: number;
  /** Seconds charged so far. */
  minChargingTime?: number;
  maxChargingTime?: number;
  /** Seconds plugged in without charging so far. */
  minIdleTime?: number;
  maxIdleTime?: number;
  /** OCPI ConnectorType, such as `IEC_62196_T2`. */
  connectors?: readonly string[];
  /** OCPI PowerType, such as `AC_3_PHASE` or `DC`. */
  powerTypes?: readonly string[];
  /** The driver is in one of these. */
  driverGroups?: readonly string[];
  /** How it is paid: ours (`contract`, `adHoc`) or OCPP 2.1 paymentRecognition (`CC`, `Debit`). */
  paymentKinds?: readonly string[];
  /** OCPP 2.1 paymentBrand. */
  paymentBrands?: readonly string[];
  /** Percent of the site's EVSE in use when the session starts. */
  minOccupancy?: number;
  maxOccupancy?: number;
  /** The element prices the reservation, not the session; `RESERVATION_EXPIRES`: one that nobody came for. */
  reservation?: 'RESERVATION' | 'RESERVATION_EXPIRES';
}
