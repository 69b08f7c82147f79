/** OCPI tariffs as they travel: numbers are JSON numbers with up to 4 digits after the point, times RFC 3339 in UTC. */
export interface OcpiPriceComponent {
  type: 'ENERGY' | 'FLAT' | 'PARKING_TIME' | 'TIME';
  price: number;
  vat?: number;
  step_size: number;
}
export interface OcpiRestrictions {
  start_time?: string;
  end_time?: string;
  start_date?: string;
  end_date?: string;
  min_kwh?: number;
  max_kwh?: number;
  min_current?: number;
  max_current?: number;
  min_power?: number;
  max_power?: number;
  min_duration?: number;
  max_duration?: number;
  day_of_week?: string[];
  reservation?: 'RESERVATION' | 'RESERVATION_EXPIRES';
}
export interface OcpiElement {
  price_components: OcpiPriceComponent[];
  restrictions?: OcpiRestrictions;
}
interface OcpiTariffBase {
  country_code: string;
  party_id: string;
  id: string;
  currency: string;
  type?: string;
  tariff_alt_text?: { language: string; text: string }[];
  tariff_alt_url?: string;
  elements: OcpiElement[];
  start_date_time?: string;
  end_date_time?: string;
  last_updated: string;
}
/** 2.2.1: prices are always before tax. */
export interface OcpiTariff221 extends OcpiTariffBase {
  min_price?: OcpiPrice221;
  max_price?: OcpiPrice221;
}
export interface OcpiPrice221 {
  excl_vat: number;
  incl_vat?: number;
}
export interface OcpiTariff230 extends OcpiTariffBase {
  min_price?: OcpiPriceLimit;
  max_price?: OcpiPriceLimit;
  tax_included: 'YES' | 'NO' | 'N/A';
}
interface OcpiPriceLimit {
  before_taxes: number;
  after_taxes?: number;
}
export interface OcpiPrice230 {
  before_taxes: number;
  taxes?: { name: string; percentage?: number; amount: number }[];
}

export type CdrDimensionType =
  | 'CURRENT'
  | 'ENERGY'
  | 'ENERGY_EXPORT'
  | 'ENERGY_IMPORT'
  | 'MAX_CURRENT'
  | 'MIN_CURRENT'
  | 'MAX_POWER'
  | 'MIN_POWER'
  | 'PARKING_TIME'
  | 'POWER'
  | 'RESERVATION_TIME'
  | 'STATE_OF_CHARGE'
  | 'TIME';
export interface OcpiChargingPeriod {
  start_date_time: string;
  dimensions: { type: CdrDimensionType; volume: number }[];
  tariff_id?: string;
}
/** The part of a CDR that pricing makes. Token, location and ids are the roaming room's. */
export interface OcpiCdrCost<Price> {
  start_date_time: string;
  end_date_time: string;
  currency: string;
  charging_periods: OcpiChargingPeriod[];
  total_cost: Price;
  total_fixed_cost?: Price;
  total_energy: number;
  total_energy_cost?: Price;
  total_time: number;
  total_time_cost?: Price;
  total_parking_time?: number;
  total_parking_cost?: Price;
  total_reservation_cost?: Price;
}
