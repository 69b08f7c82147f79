/** Exact decimal text in units of the currency, at most 6 digits after the point. */
export type DecimalText = string;
