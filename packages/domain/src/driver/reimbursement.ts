import { Decimal } from '../decimal.ts';
import { minorUnit } from '../money.ts';
import type { Wh } from '../reading.ts';

/** What energy is reimbursed with at a rate per kWh: rounded once, half up, to the smallest amount of the currency. */
export function reimbursementOf(energyWh: Wh, perKwh: string, currency: string): string {
  return new Decimal(energyWh).div(1000).mul(perKwh).toFixed(minorUnit(currency));
}
