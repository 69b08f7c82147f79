import type { tariffRoutes } from '@stationmaster/contract';
import { validateTariff } from '@stationmaster/domain';
import type { z } from 'zod';
import { Failure } from '../errors.ts';
import type { TariffBody } from './store.ts';

type Body = z.output<NonNullable<(typeof tariffRoutes)['updateTariff']['body']>>;

/** The body of a request as a tariff that can be priced. Throws `badRequest` with what is wrong where. */
export function toTariffBody({ name, currency, taxIncluded, elements }: Body): TariffBody {
  const body: TariffBody = {
    name,
    currency,
    taxIncluded,
    elements: elements.map(({ priceComponents }) => ({
      priceComponents: priceComponents.map(({ vat, ...component }) => (vat === undefined ? component : { ...component, vat })),
    })),
  };
  const faults = validateTariff(body);
  if (faults.length > 0) throw new Failure('badRequest', {}, faults);
  return body;
}
