/** The prices of a tariff that a station computes by; numbers in the currency, null: not charged for. */
export interface TariffForm {
  /** Names it at the station; new prices need a new name. */
  name: string;
  currency: string;
  kwh: number | null;
  chargingMinute: number | null;
  idleMinute: number | null;
  session: number | null;
  /** Percent, in the prices' own terms: prices are without tax. */
  taxPercent: number | null;
  /** Shown to drivers. */
  text: string;
}

/** `now`: epoch ms; the name tells when it was made. */
export function emptyTariff(now: number, currency: string): TariffForm {
  const stamp = new Date(now).toISOString().replace(/\D/g, '').slice(0, 12);
  return { name: `price-${stamp}`, currency, kwh: 0.49, chargingMinute: null, idleMinute: null, session: null, taxPercent: null, text: '' };
}

const prices = ['kwh', 'chargingMinute', 'idleMinute', 'session'] as const;
export const isComplete = (form: TariffForm): boolean => form.name.trim() !== '' && prices.some((price) => form[price] !== null);

/** OCPP 2.1 TariffType. */
export function tariffOf(form: TariffForm, language: string): { tariffId: string; currency: string; [part: string]: unknown } {
  const taxRates = form.taxPercent === null ? {} : { taxRates: [{ type: 'VAT', tax: form.taxPercent }] };
  const text = form.text.trim();
  const part = (name: string, unit: string, price: number | null) =>
    price === null ? {} : { [name]: { prices: [{ [unit]: price }], ...taxRates } };
  return {
    tariffId: form.name.trim(),
    currency: form.currency,
    ...(text === '' ? {} : { description: [{ format: 'UTF8', language, content: text }] }),
    ...part('energy', 'priceKwh', form.kwh),
    ...part('chargingTime', 'priceMinute', form.chargingMinute),
    ...part('idleTime', 'priceMinute', form.idleMinute),
    ...part('fixedFee', 'priceFixed', form.session),
  };
}
