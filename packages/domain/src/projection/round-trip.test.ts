import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costOf } from '../pricing/cost-of.ts';
import { randomCase } from '../pricing/testing/random-case.ts';
import type { FullTariff } from '../tariff/full-tariff.ts';
import { validateFullTariff } from '../tariff/validate-full-tariff.ts';
import { fromOcpiTariff } from './from-ocpi.ts';
import { fromOcppTariff } from './from-ocpp.ts';
import type { Loss } from './loss.ts';
import type { OcpiTariff221, OcpiTariff230 } from './ocpi-types.ts';
import { type OcpiOwner, toOcpi221Tariff, toOcpi230Tariff } from './to-ocpi-tariff.ts';
import { toOcppTariff } from './to-ocpp-tariff.ts';

const official = new URL('../../../../../shared/protocol/', import.meta.url);
const isHere = existsSync(official);
const read = (path: string) => JSON.parse(readFileSync(new URL(path, official), 'utf8').replace(/^\uFEFF/, ''));
const tariffFiles = (version: string): string[] =>
  isHere ? readdirSync(new URL(`ocpi/examples/${version}/`, official)).filter((name) => /^tariff(_\d|restriction)/.test(name)) : [];

const ids = { id: 1, version: 1 };
const owner: OcpiOwner = { country_code: 'DE', party_id: 'ABC', id: '7', updatedAt: 0 };
const changed = (losses: readonly Loss[]): Loss[] => losses.filter(({ kind }) => kind === 'changed');

describe.skipIf(!isHere)(`official examples come back as they were${isHere ? '' : ' (skipped: ../shared is not here)'}`, () => {
  const ownerOf = ({
    country_code,
    party_id,
    id,
    last_updated,
  }: Pick<OcpiTariff221, 'country_code' | 'party_id' | 'id' | 'last_updated'>): OcpiOwner => ({
    ...{ country_code, party_id, id },
    updatedAt: Date.parse(last_updated),
  });
  /** A step of 0 is 1, times have milliseconds. */
  const tidy = <T extends OcpiTariff221 | OcpiTariff230>(known: T): T => ({
    ...known,
    elements: known.elements.map((element) => ({
      ...element,
      price_components: element.price_components.map((component) => ({ ...component, step_size: Math.max(1, component.step_size) })),
    })),
    ...(known.end_date_time && { end_date_time: new Date(known.end_date_time).toISOString() }),
    last_updated: new Date(known.last_updated).toISOString(),
  });

  test.each(tariffFiles('2.2.1'))('2.2.1 %s', (file) => {
    const known: OcpiTariff221 = read(`ocpi/examples/2.2.1/${file}`);
    const { value, losses } = toOcpi221Tariff(fromOcpiTariff(known, ids).value, ownerOf(known));
    expect(losses).toEqual([]);
    expect(value).toEqual(tidy(known));
  });

  test.each(tariffFiles('2.3.0-core'))('2.3.0 %s', (file) => {
    const known: OcpiTariff230 = read(`ocpi/examples/2.3.0-core/${file}`);
    const { value, losses } = toOcpi230Tariff(fromOcpiTariff(known, ids).value, ownerOf(known));
    expect(losses).toEqual([]);
    const bearsTax = known.elements.some(({ price_components }) => price_components.some(({ vat }) => vat !== undefined));
    // Without any tax to add, NO and N/A say the same.
    expect(value).toEqual({ ...tidy(known), tax_included: known.tax_included === 'NO' && !bearsTax ? 'N/A' : known.tax_included });
  });
});

describe('a projection without changes prices every session the same', () => {
  /** Tariffs of which more can be told. */
  const plainer = (tariff: FullTariff): FullTariff => ({
    ...tariff,
    elements: tariff.elements.map(({ priceComponents, restrictions }) => {
      const { minOccupancy, maxOccupancy, holidays, ...kept } = restrictions ?? {};
      return {
        priceComponents: priceComponents
          .filter(({ type }) => type !== 'IDLE_TIME')
          .map(({ recipe, maxAmount, graceSeconds, ...component }) => ({ ...component, price: Number(component.price).toFixed(4) })),
        ...(Object.keys(kept).length > 0 && { restrictions: kept }),
      };
    }),
  });

  test('OCPI 2.3.0', () => {
    let told = 0;
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { tariff: random, periods, around } = randomCase(seed);
        const tariff = plainer(random);
        const { value, losses } = toOcpi230Tariff(tariff, owner, around);
        if (changed(losses).length > 0) return;
        told++;
        const back = fromOcpiTariff(value, ids).value;
        expect(validateFullTariff(back)).toEqual([]);
        const [there, here] = [costOf({ periods, tariff: back, around: { zone: around.zone } }), costOf({ periods, tariff, around })];
        expect({ net: there.net, tax: there.tax, total: there.total }).toEqual({ net: here.net, tax: here.tax, total: here.total });
      }),
      { numRuns: 1_500 },
    );
    expect(told).toBeGreaterThan(150);
  });

  test('OCPP 2.1', () => {
    let told = 0;
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { tariff: random, periods, around } = randomCase(seed);
        const known = plainer(random);
        // Prices a minute that end, and no steps.
        const tariff: FullTariff = {
          ...known,
          taxIncluded: false,
          elements: known.elements.map(({ priceComponents, ...rest }) => ({
            ...rest,
            priceComponents: priceComponents.map((component) => ({
              ...component,
              price: (Math.round(Number(component.price)) * 6).toString(),
              stepSize: 1,
            })),
          })),
        };
        const { value, losses } = toOcppTariff(tariff, 'T-1', around);
        if (changed(losses).length > 0) return;
        told++;
        const back = fromOcppTariff(value, ids);
        expect(back.losses).toEqual([]);
        const [there, here] = [costOf({ periods, tariff: back.value, around }), costOf({ periods, tariff, around })];
        expect({ net: there.net, tax: there.tax, total: there.total }).toEqual({ net: here.net, tax: here.tax, total: here.total });
      }),
      { numRuns: 1_500 },
    );
    expect(told).toBeGreaterThan(100);
  });
});
