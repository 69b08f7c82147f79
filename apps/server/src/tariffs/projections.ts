import type { priceAnswerRoutes } from '@stationmaster/contract';
import { type FullTariff, type Projected, toOcpi221Tariff, toOcpi230Tariff, toOcppTariff } from '@stationmaster/domain';
import type { Input, Output } from '../http/handler.ts';

type Query = Input<(typeof priceAnswerRoutes)['projectTariff']>['query'];
export type Projection = Output<(typeof priceAnswerRoutes)['projectTariff']>;

/** A tariff as partners and stations are told it, and what that cannot carry. */
export function projectionOf(tariff: FullTariff, { form, countryCode, partyId }: Query, updatedAt: number): Projection {
  const owner = { country_code: countryCode, party_id: partyId, id: String(tariff.id), updatedAt };
  switch (form) {
    case 'ocpi-2.2.1':
      return projected(form, toOcpi221Tariff(tariff, owner));
    case 'ocpi-2.3.0':
      return projected(form, toOcpi230Tariff(tariff, owner));
    case 'ocpp-2.1':
      return projected(form, toOcppTariff(tariff, `${tariff.id}.${tariff.version}`));
  }
}

export function projected(form: Projection['form'], { value, losses }: Projected<unknown>): Projection {
  return { form, value, losses };
}
