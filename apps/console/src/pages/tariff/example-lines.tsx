import type { FullCost, FullLine } from '@stationmaster/domain';
import { useTranslation } from 'react-i18next';
import { Money } from '../../components/quantity.tsx';
import { money } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import own from './example.module.css';
import type { TariffBody } from './fields.ts';
import type { Sentence } from './say.ts';
import { figure } from './say-when.ts';
import { perMinute } from './typed.ts';
import { clockOf } from './week.ts';

interface Props {
  cost: FullCost;
  tariff: TariffBody;
  sentences: readonly Sentence[];
  zone: string;
  /** The charge ends here; the energy that a session takes ends with it. */
  charged: number;
}

/** Every line with its rule and its time. */
export function ExampleLines({ cost, tariff, sentences, zone, charged }: Props) {
  const { t } = useTranslation('tariff');
  const locale = useLocale();
  const amount = (text: string) => (Math.round(Number(text) * 10_000) / 10_000).toFixed(/\.\d{3,}$/.test(text) ? 4 : 2);
  return (
    <table className={own.lines}>
      <thead>
        <tr>
          <th scope="col">{t('tariff:example.column.what')}</th>
          <th scope="col">{t(tariff.taxIncluded ? 'tariff:example.column.gross' : 'tariff:example.column.net')}</th>
        </tr>
      </thead>
      <tbody>
        {cost.lines.map((line) => (
          <tr key={`${line.type}/${line.rule?.element}/${line.rule?.component}/${line.price}/${line.name}`}>
            <td>
              {t(`tariff:example.line.${line.type}`)}
              {line.name !== null && ` · ${line.name}`}
              <span className={own.how}>
                {[
                  howMuch(line, { cost, locale, t }),
                  line.rule !== null && t('tariff:rule.name', { number: line.rule.element + 1 }),
                  line.type !== 'FLAT' && line.spans.length > 0 && periods(line, { zone, charged }, t),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              {line.rule !== null && line.type !== 'CAP' && (
                <span className={own.how}>
                  {sentences.find((one) => one.element === line.rule?.element && one.component === line.rule.component)?.text}
                </span>
              )}
            </td>
            <td>
              <Money amount={amount(line.amount)} currency={cost.currency} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        {cost.taxes.map((tax) => (
          <tr key={`${tax.name}/${tax.vat}`} className={own.quietRow}>
            <td>
              {t(tariff.taxIncluded ? 'tariff:example.taxIn' : 'tariff:example.taxOn', {
                name: tax.name,
                percent: figure(Number(tax.vat), locale),
                net: money(tax.net, cost.currency, locale),
              })}
            </td>
            <td>
              <Money amount={tax.tax} currency={cost.currency} />
            </td>
          </tr>
        ))}
        <tr className={own.sum}>
          <td>{t('tariff:example.total')}</td>
          <td>
            <Money amount={cost.total} currency={cost.currency} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

type T = ReturnType<typeof useTranslation>['t'];

/** `7.5 kWh × €0.29`; time after the charge by the minute, as its rule says it. */
function howMuch({ type, price, quantity, unit }: FullLine, { cost, locale, t }: { cost: FullCost; locale: string; t: T }): string {
  if (unit === 'session')
    return type === 'REDUCTION' || type === 'CAP' || type === 'MINIMUM' || type === 'MAXIMUM' ? '' : t('tariff:example.once');
  const minute = type === 'IDLE_TIME' || type === 'PARKING_TIME' ? perMinute(price) : null;
  const amount = minute === null ? figure(Number(quantity), locale) : figure(Math.round(Number(quantity) * 6_000) / 100, locale);
  return `${amount} ${t(`tariff:example.unit.${minute === null ? unit : 'min'}`)} × ${money(minute ?? price, cost.currency, locale)}`;
}

function periods({ type, spans }: FullLine, { zone, charged }: { zone: string; charged: number }, t: T): string {
  const last = type === 'ENERGY' ? charged : Number.POSITIVE_INFINITY;
  const used = spans.filter(({ from }) => from < last);
  const shown = used.slice(0, 3).map(({ from, until }) => `${clockOf(zone, from)}–${clockOf(zone, Math.min(until, last))}`);
  return used.length > 3 ? t('tariff:example.morePeriods', { periods: shown.join(', '), count: used.length - 3 }) : shown.join(', ');
}
