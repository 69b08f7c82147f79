/** Readings: one meter value, normalised. Times are epoch milliseconds UTC (`Instant`) throughout the domain. */
export type Instant = number;
export type Wh = number;
export type Watt = number;

export interface Reading {
  at: Instant;
  /** OCPP measurand, default `Energy.Active.Import.Register` filled in. */
  measurand: string;
  /** `''` = over all phases. */
  phase: string;
  /** OCPP location, default `Outlet` filled in. */
  location: string;
  /** OCPP reading context, default `Sample.Periodic` filled in. */
  context: string;
  /** Base unit: Wh, W, varh, var, VAh, VA, A, V, Celsius, K, Hz, Percent … (kilo units are scaled down). */
  unit: string;
  /** null when the value is signed data or not a number. */
  value: number | null;
  /** The signed record exactly as sent; never re-serialised. */
  signed: string | null;
  /** Value and unit as sent, for example `12.5 kWh`. */
  raw: string;
}
