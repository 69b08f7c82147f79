import type { ReportQuery } from '@stationmaster/contract';
import { minorUnit } from '@stationmaster/domain';
import type { reportOf } from './report.ts';
import { type Language, words } from './words.ts';

type Report = Awaited<ReturnType<typeof reportOf>>;
export interface LetterParts {
  name: string;
  query: ReportQuery;
  language: Language;
  total: Report['total'];
  isComplete: boolean;
  isTest: boolean;
  /** Of the reports page. */
  url: string;
}

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' };

/** What stands in the mail beside the file: the sums, so that it can be read on a phone. */
export function letterText({ name, query, language, total, isComplete, isTest, url }: LetterParts): { subject: string; text: string } {
  const say = words[language];
  const locale = locales[language];
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const [from, until] = [query.from, query.until].map((date) => day.format(Date.parse(`${date}T00:00:00Z`)));
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const kwh = (energyWh: number): string => number.format(energyWh / 1000);
  const amounts = (list: readonly { currency: string; gross: string }[]): string =>
    list.map(({ currency, gross }) => money(gross, { currency, locale })).join(', ') || '–';
  const filled = (text: string, { sessions, energyWh, money: list }: Report['total']['held']): string =>
    fill(text, { n: number.format(sessions), kwh: kwh(energyWh), money: amounts(list) });
  const dimensions = [query.by, ...(query.and === undefined ? [] : [query.and])].map((dimension) => say.dimensions[dimension]).join(', ');
  const lines = [
    fill(say.by, { x: dimensions, from: from ?? '', until: until ?? '' }),
    '',
    fill(say.sessions, { n: number.format(total.sessions), kwh: kwh(total.energyWh) }),
    ...total.money.flatMap(({ currency, net, tax, gross, margin }) => {
      const shown = {
        [say.columns.net]: net,
        [say.columns.tax]: tax,
        [say.columns.gross]: gross,
        ...(margin === null ? {} : { [say.columns.margin]: margin }),
      };
      return Object.entries(shown).map(([column, amount]) => `${column}: ${money(amount, { currency, locale })}`);
    }),
    ...(total.reservations > 0
      ? [
          fill(say.reservations, {
            n: number.format(total.reservations),
            money: amounts(
              total.money
                .filter(({ reservations }) => reservations > 0)
                .map(({ currency, reservationsGross }) => ({ currency, gross: reservationsGross })),
            ),
          }),
        ]
      : []),
    ...(total.held.sessions > 0 ? [filled(say.held, total.held)] : []),
    ...(total.dropped.sessions > 0 ? [filled(say.dropped, total.dropped)] : []),
    ...(isComplete ? [] : [say.incomplete]),
    '',
    say.attached,
    '',
    fill(say.why, { name }),
    url,
    '',
  ];
  return { subject: `${isTest ? `${say.test}: ` : ''}${name}, ${from} – ${until}`, text: lines.join('\n') };
}

function money(amount: string, { currency, locale }: { currency: string; locale: string }): string {
  const minimumFractionDigits = minorUnit(currency);
  // Text, so that no digit is lost on the way.
  return new Intl.NumberFormat(locale, { style: 'currency', currency, minimumFractionDigits, maximumFractionDigits: 4 }).format(
    amount as `${number}`,
  );
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
