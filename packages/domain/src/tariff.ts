/**
 * A price to the driver, in the shape of an OCPI 2.3.0 tariff (elements of price components with restrictions),
 * so that the full model can grow in place. Prices are exact decimal text in units of the currency (at most 6 digits
 * after the point), before tax unless `taxIncluded`.
 */
export type DecimalText = string;

/** OCPI TariffDimensionType, the subset that is priced today. ENERGY per kWh, TIME per hour from start to end, FLAT per session. */
export type TariffDimension = 'ENERGY' | 'TIME' | 'FLAT';

export interface PriceComponent {
  type: TariffDimension;
  price: DecimalText;
  /** Percent, for example `19`. Absent: no tax. */
  vat?: DecimalText;
  /** OCPI step_size: Wh for ENERGY, seconds for TIME; the session's quantity is rounded up to whole steps. 1 = exact. */
  stepSize: number;
}
export interface TariffElement {
  priceComponents: PriceComponent[];
}

export interface Tariff {
  id: number;
  version: number;
  name: string;
  /** ISO 4217. */
  currency: string;
  /** true: the operator typed prices that already hold the tax, and the gross total is what is exact. */
  taxIncluded: boolean;
  elements: TariffElement[];
}

export interface CostLine {
  type: TariffDimension;
  /** Unit price as in the tariff. */
  price: DecimalText;
  /** kWh, h or 1. */
  quantity: DecimalText;
  unit: 'kWh' | 'h' | 'session';
  /** Net, not rounded: exact, or to 12 digits where it never ends. */
  net: DecimalText;
  vat: DecimalText | null;
}
export interface TaxLine {
  vat: DecimalText;
  net: DecimalText;
  tax: DecimalText;
}

/** Amounts are decimal text in units of the currency, rounded once to its minor unit (half up): per tax rate, then summed. */
export interface Cost {
  currency: string;
  lines: CostLine[];
  taxes: TaxLine[];
  net: DecimalText;
  tax: DecimalText;
  total: DecimalText;
}
