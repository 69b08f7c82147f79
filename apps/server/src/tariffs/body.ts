import type { TariffBody as Body, tariff as tariffSchema } from '@stationmaster/contract';
import { type FullElement, type FullTariff, type TariffFault, validateFullTariff } from '@stationmaster/domain';
import type { z } from 'zod';
import { Failure } from '../errors.ts';

/** What an operator writes; id and version are ours. */
export type TariffBody = Omit<FullTariff, 'id' | 'version'>;
type BodyView = Omit<z.input<typeof tariffSchema>, 'id' | 'version' | 'versionId' | 'archived' | 'usedBy' | 'createdAt' | 'updatedAt'>;

/** The body of a request as a tariff that can be priced. Throws `badRequest` with what is wrong where. */
export function toTariffBody({ validFrom, validUntil, ...rest }: Body): TariffBody {
  // What is left out is left out: a key with nothing in it would be a restriction of its own to whoever counts them.
  const body = JSON.parse(JSON.stringify(rest)) as TariffBody;
  if (validFrom !== undefined) body.validFrom = Date.parse(validFrom);
  if (validUntil !== undefined) body.validUntil = Date.parse(validUntil);
  const faults = [...validateFullTariff(body), ...lockFaults(body.elements)];
  if (faults.length > 0) throw new Failure('badRequest', {}, faults);
  return body;
}

/** A session keeps one price of a series it is locked at, and would not know which of its two ways was meant. */
function lockFaults(elements: readonly FullElement[]): TariffFault[] {
  const locks = new Map<string, string>();
  return elements.flatMap(({ priceComponents }, e) =>
    priceComponents.flatMap(({ recipe }, c) => {
      if (recipe === undefined) return [];
      const lock = locks.get(recipe.series) ?? recipe.lock;
      locks.set(recipe.series, lock);
      const path = `elements.${e}.priceComponents.${c}.recipe.lock`;
      return lock === recipe.lock ? [] : [{ path, message: `${recipe.series} is either locked or followed in one tariff` }];
    }),
  );
}

/** A tariff as the API shows it. */
export function bodyView({ id: _, version: __, validFrom, validUntil, ...rest }: FullTariff): BodyView {
  // The domain's lists are read-only, the wire's are not: the same values.
  const body = rest as BodyView;
  return {
    ...body,
    ...(validFrom === undefined ? {} : { validFrom: new Date(validFrom).toISOString() }),
    ...(validUntil === undefined ? {} : { validUntil: new Date(validUntil).toISOString() }),
  };
}
