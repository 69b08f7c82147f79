import { Decimal } from '../decimal.ts';
import { parseMoment } from '../moment.ts';
import {
  type DayOfWeek,
  daysOfWeek,
  type FullComponent,
  type FullElement,
  type FullTariff,
  type PriceLimit,
  type Restrictions,
  type TariffPurpose,
} from '../tariff/full-tariff.ts';
import type { DecimalText } from '../tariff.ts';
import type { Loss, Projected } from './loss.ts';
import type { OcpiElement, OcpiPriceComponent, OcpiRestrictions, OcpiTariff221, OcpiTariff230 } from './ocpi-types.ts';

/** OCPI TIME is time charging; ours of that name is the whole session. */
const typeOf: Record<OcpiPriceComponent['type'], FullComponent['type']> = {
  ENERGY: 'ENERGY',
  FLAT: 'FLAT',
  PARKING_TIME: 'PARKING_TIME',
  TIME: 'CHARGING_TIME',
};
const purposes: readonly TariffPurpose[] = ['AD_HOC_PAYMENT', 'PROFILE_CHEAP', 'PROFILE_FAST', 'PROFILE_GREEN', 'REGULAR'];
/** JSON numbers as the text they were written in. */
const decimal = (value: number): DecimalText => new Decimal(value).toFixed();

/**
 * A partner's tariff in our model, to show it and to check their CDRs by. Its shape has been checked before (schema). `id` and
 * `version` are ours to give. 2.2.1 prices are before tax.
 */
export function fromOcpiTariff(
  tariff: OcpiTariff221 | OcpiTariff230,
  { id, version }: Pick<FullTariff, 'id' | 'version'>,
): Projected<FullTariff> {
  const losses: Loss[] = [];
  const purpose = purposes.find((known) => known === tariff.type);
  if (tariff.type !== undefined && purpose === undefined)
    losses.push({ path: 'type', kind: 'dropped', message: `${tariff.type} is not known` });
  const minPrice = limit(tariff.min_price);
  const maxPrice = limit(tariff.max_price);
  const validFrom = moment(tariff.start_date_time);
  const validUntil = moment(tariff.end_date_time);
  const value: FullTariff = {
    id,
    version,
    name: tariff.id,
    currency: tariff.currency,
    taxIncluded: 'tax_included' in tariff && tariff.tax_included === 'YES',
    elements: tariff.elements.map(toElement),
    ...(minPrice && { minPrice }),
    ...(maxPrice && { maxPrice }),
    ...(validFrom !== null && { validFrom }),
    ...(validUntil !== null && { validUntil }),
    ...(purpose && { purpose }),
    ...(tariff.tariff_alt_text && { texts: tariff.tariff_alt_text.map(({ language, text }) => ({ language, text })) }),
    ...(tariff.tariff_alt_url !== undefined && { url: tariff.tariff_alt_url }),
  };
  return { value, losses };
}

function toElement({ price_components, restrictions }: OcpiElement): FullElement {
  const isReservation = restrictions?.reservation !== undefined;
  const priceComponents = price_components.map((component): FullComponent => {
    const { type, price, vat, step_size } = component;
    return {
      type: isReservation && type === 'TIME' ? 'TIME' : typeOf[type],
      price: decimal(price),
      ...(vat !== undefined && { vat: decimal(vat) }),
      // A free tariff is written with step 0; nothing is rounded by it.
      stepSize: Math.max(1, step_size),
    };
  });
  return { priceComponents, ...(restrictions && { restrictions: toRestrictions(restrictions) }) };
}

function toRestrictions(r: OcpiRestrictions): Restrictions {
  const days = r.day_of_week?.filter((day): day is DayOfWeek => (daysOfWeek as readonly string[]).includes(day));
  const result: { [K in keyof Restrictions]: Restrictions[K] | undefined } = {
    startTime: r.start_time,
    endTime: r.end_time,
    startDate: r.start_date,
    endDate: r.end_date,
    minEnergyWh: thousand(r.min_kwh),
    maxEnergyWh: thousand(r.max_kwh),
    minPowerW: thousand(r.min_power),
    maxPowerW: thousand(r.max_power),
    minCurrentA: r.min_current,
    maxCurrentA: r.max_current,
    minDuration: r.min_duration,
    maxDuration: r.max_duration,
    dayOfWeek: days !== undefined && days.length > 0 ? days : undefined,
    reservation: r.reservation,
  };
  return given(result);
}

/** Only what is there: absent and undefined are two things. */
function given(all: { [K in keyof Restrictions]: Restrictions[K] | undefined }): Restrictions {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function thousand(value: number | undefined): number | undefined {
  return value === undefined ? undefined : new Decimal(value).times(1000).toNumber();
}

function limit(price: OcpiTariff221['min_price'] | OcpiTariff230['min_price']): PriceLimit | null {
  if (price === undefined) return null;
  const [before, after] = 'before_taxes' in price ? [price.before_taxes, price.after_taxes] : [price.excl_vat, price.incl_vat];
  return { beforeTaxes: decimal(before), ...(after !== undefined && { afterTaxes: decimal(after) }) };
}

function moment(text: string | undefined): number | null {
  return text === undefined ? null : parseMoment(text);
}
