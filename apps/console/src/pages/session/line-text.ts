import { useTranslation } from 'react-i18next';
import type { Cost } from '../../api.ts';
import { money } from '../../format.ts';
import { useLocale } from '../../locale.ts';

type Line = Cost['lines'][number];
export interface LineText {
  name: (line: Line) => string;
  /** `€0.39 per kWh` */
  price: (line: Line) => string;
  /** `12.3 kWh × €0.39 per kWh` */
  how: (line: Line) => string;
  /** `19 % tax` */
  tax: (line: Line) => string;
}

/** The lines of a bill as a person says them. */
export function useLineText(currency: string): LineText {
  const { t } = useTranslation('sessions');
  const locale = useLocale();
  const price = (line: Line): string => `${money(line.price, currency, locale)} ${t(`sessions:one.per.${unitOf(line)}`)}`;
  return {
    name: (line) => `${t(`sessions:one.line.${typeOf(line)}`)}${line.name === null ? '' : ` · ${line.name}`}`,
    price,
    how: (line) =>
      line.unit === 'session'
        ? price(line)
        : t('sessions:one.times', {
            quantity: decimal(line.quantity, locale),
            unit: t(`sessions:one.unit.${line.unit}`),
            price: price(line),
          }),
    tax: ({ taxes }) =>
      taxes.length === 0
        ? t('sessions:one.noTax')
        : taxes.map(({ percent }) => t('sessions:one.taxRate', { percent: decimal(percent, locale, 3) })).join(', '),
  };
}

/** Time and fee of a reservation are other words than those of a session. */
function typeOf({ type, isReservation }: Line): Line['type'] | 'RESERVED_TIME' | 'RESERVED_FLAT' {
  return isReservation && (type === 'TIME' || type === 'FLAT') ? `RESERVED_${type}` : type;
}
const unitOf = ({ unit, isReservation }: Line): Line['unit'] | 'reservation' =>
  isReservation && unit === 'session' ? 'reservation' : unit;

/** Decimal text with the locale's separators. */
export function decimal(text: string, locale: string, most = 6): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: most }).format(text as `${number}`);
}
