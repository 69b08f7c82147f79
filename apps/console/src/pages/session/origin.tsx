import { useTranslation } from 'react-i18next';
import { clock, duration, money } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import { conditionPhrases } from '../tariff/say-when.ts';
import { useSpeech } from '../tariff/speech.ts';
import classes from './bill.module.css';
import { decimal } from './line-text.ts';
import { spanText } from './span-text.ts';
import type { BillLine, FullBill } from './stretches.ts';

type Part = BillLine['spans'][number];
interface Props {
  line: BillLine;
  bill: Pick<FullBill, 'tariff' | 'cost' | 'course'>;
  /** Of the site. */
  zone: string | null;
}

/** The rule of a line with its conditions, when it was used, and by which readings. */
export function Origin({ line, bill, zone }: Props) {
  const { t } = useTranslation('bill');
  const locale = useLocale();
  const rule = useRuleText(bill.tariff);
  const whole = { from: Date.parse(bill.course[0]?.start ?? ''), until: Date.parse(bill.course.at(-1)?.end ?? '') };
  const between = ({ from, until }: Pick<Part, 'from' | 'until'>) => ({ from: Date.parse(from), until: Date.parse(until) });
  const text = (part: Pick<Part, 'from' | 'until'>): string => spanText(between(part), { locale, whole });
  const onSite = (part: Pick<Part, 'from' | 'until'>): string | undefined =>
    zone === null ? undefined : `${spanText(between(part), { locale, whole, timeZone: zone })} (${zone})`;
  const [first, last] = [line.spans[0], line.spans.at(-1)];
  const all = first && last && { from: first.from, until: last.until };
  const isEnergy = line.type === 'ENERGY';
  return (
    <>
      {(line.rule || all) && (
        <span className={classes.quiet} title={all && onSite(all)}>
          {[rule(line), all && text(all), isEnergy && meterText(first?.readings.from, last?.readings.to)].filter(Boolean).join(' · ')}
        </span>
      )}
      {line.type === 'REDUCTION' && Number(line.added) > 0 && (
        <span className={classes.quiet}>{t('bill:covered', { quantity: decimal(line.added, locale) })}</span>
      )}
      {/* No meter counts while a place is kept. */}
      {line.type !== 'FLAT' && !line.isReservation && line.spans.length > 0 && (
        <details className={classes.parts}>
          <summary>{t('bill:parts', { count: line.spans.length })}</summary>
          <ul>
            {line.spans.map((part) => (
              <li key={part.from} title={onSite(part)}>
                {text(part)}: {amountText(line, part, locale)}
                {part.market !== null && (
                  <span className={classes.quiet}>
                    {t('bill:market', { price: money(part.market.price, bill.cost?.currency ?? 'EUR', locale) })}
                  </span>
                )}
                <span className={classes.quiet}>
                  {t('bill:readings', { from: markText(part.readings.from), to: markText(part.readings.to) })}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );

  function meterText(from: Part['readings']['from'] | undefined, to: Part['readings']['to'] | undefined): string {
    return from && to ? t('bill:meter', { from: meter(from.wh, locale), to: meter(to.wh, locale) }) : '';
  }
  function markText(mark: Part['readings']['from']): string {
    return mark === null ? t('bill:noReading') : `${meter(mark.wh, locale)} (${clock(Date.parse(mark.at), locale, true)})`;
  }
}

/** As it stands on the meter: always kWh, to the Wh. */
function meter(wh: number, locale: string): string {
  return `${new Intl.NumberFormat(locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 }).format(wh / 1000)} kWh`;
}

/** What was used of it in one stretch. */
function amountText(line: BillLine, { quantity }: Part, locale: string): string {
  if (line.unit === 'kWh') return `${decimal(quantity, locale)} kWh`;
  return line.unit === 'h' ? duration(Number(quantity) * 3600, locale) : decimal(quantity, locale);
}

type Ruled = Pick<NonNullable<FullBill['tariff']>, 'elements' | 'currency'>;

/** `Rule 2: 22:00 to 06:00, after 30 min of grace` */
export function useRuleText(tariff: Ruled | null): (line: Pick<BillLine, 'rule'>) => string {
  const { t } = useTranslation('bill');
  const locale = useLocale();
  const speech = useSpeech();
  return ({ rule }) => {
    if (rule === null) return '';
    const element = tariff?.elements[rule.element];
    const component = element?.priceComponents[rule.component];
    const more = [
      ...conditionPhrases(element?.restrictions ?? {}, speech),
      ...(component?.graceSeconds ? [t('bill:grace', { time: duration(component.graceSeconds, locale) })] : []),
      ...(component?.maxAmount ? [t('bill:most', { amount: money(component.maxAmount, tariff?.currency ?? 'EUR', locale) })] : []),
    ];
    const name = t('bill:rule', { number: rule.element + 1 });
    return more.length === 0 ? name : `${name}: ${more.join(', ')}`;
  };
}
