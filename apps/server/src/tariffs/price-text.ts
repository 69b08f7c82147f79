import type { FullTariff, Surroundings } from '@stationmaster/domain';
import type { Language } from '../channels/words.ts';
import { idlePrice, pricesNow } from './now.ts';

/** OCPP 2.0.1 personalMessage and TariffFallbackMessage hold 512 and 255 characters; displays show less. */
export const longest = 255;

const words = {
  en: {
    units: { ENERGY: '/kWh', TIME: '/h', CHARGING_TIME: '/h charging', FLAT: ' per session' },
    idle: '/h not charging',
    after: ' after {minutes} min',
    free: 'free of charge',
    included: ', tax included',
    onTop: ', plus tax',
  },
  de: {
    units: { ENERGY: '/kWh', TIME: '/h', CHARGING_TIME: '/h Ladezeit', FLAT: ' je Ladevorgang' },
    idle: '/h ohne Laden',
    after: ' nach {minutes} min',
    free: 'kostenlos',
    included: ', inkl. Steuer',
    onTop: ', zzgl. Steuer',
  },
} satisfies Record<Language, object>;

/** Where no tariff holds. */
export const freeText = (language: Language = 'en'): string => words[language].free;

/**
 * The price as a display shows it: the operator's own words where the tariff has some, else its figures at this moment. What language a
 * display speaks is not known, and English is taken; a page that knows its reader says so.
 */
export function priceText(
  tariff: FullTariff,
  { around, at, language = 'en' }: { around: Surroundings; at: number; language?: Language },
): string {
  const own = tariff.texts?.find((text) => text.language === language) ?? tariff.texts?.[0];
  if (own !== undefined) return own.text.slice(0, longest);
  const { currency, taxIncluded } = tariff;
  const say = words[language];
  const units: Partial<Record<string, string>> = say.units;
  const figure = (price: string): string => `${language === 'de' ? price.replace('.', ',') : price} ${currency}`;
  const now = pricesNow(tariff, around, at).filter(({ type }) => units[type] !== undefined);
  const parts = now.map(({ type, price }) => `${figure(price)}${units[type] ?? ''}`);
  const idle = idlePrice(tariff);
  if (idle !== null) {
    const grace = idle.graceSeconds > 0 ? say.after.replace('{minutes}', String(Math.ceil(idle.graceSeconds / 60))) : '';
    parts.push(`${figure(idle.price)}${say.idle}${grace}`);
  }
  if (parts.length === 0) return say.free;
  const taxed = now.some(({ taxes }) => taxes.length > 0);
  return `${parts.join(', ')}${taxed ? (taxIncluded ? say.included : say.onTop) : ''}`.slice(0, longest);
}
