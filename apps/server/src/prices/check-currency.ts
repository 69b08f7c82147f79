import { isCurrency } from '@stationmaster/domain';
import { Failure } from '../errors.ts';

/** Throws `badRequest`: a price has a currency that exists, CO2 has none. */
export function checkCurrency(kind: 'price' | 'co2', currency: string | undefined): void {
  const wrong = (message: string): Failure => new Failure('badRequest', {}, [{ path: 'currency', message }]);
  if (kind === 'price' && currency === undefined) throw wrong('a price has a currency');
  if (kind === 'co2' && currency !== undefined) throw wrong('CO2 has no currency');
  if (currency !== undefined && !isCurrency(currency)) throw wrong(`${currency} is not an ISO 4217 currency`);
}
