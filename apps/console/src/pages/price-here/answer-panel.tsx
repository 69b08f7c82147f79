import { Skeleton } from '@mantine/core';
import type { Answer, Routes } from '@stationmaster/contract';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../components/error-note.tsx';
import { money } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import classes from '../price-map/price-map.module.css';
import { Lines } from '../session/bill.tsx';
import { useRuleText } from '../session/origin.tsx';
import { spanText } from '../session/span-text.ts';
import { AttachedTariffs } from '../session/why-tariff.tsx';

type PriceHere = Answer<Routes['priceHere']>;

/** The bill of the imagined session, the prices it begins with, and why by this tariff. */
export function AnswerPanel({ answer, error }: { answer: PriceHere | undefined; error: Error | null }) {
  const { t } = useTranslation('price-map');
  return (
    <section className={`sm-panel ${classes.box}`} aria-labelledby="answer" aria-live="polite">
      <h2 className={classes.heading} id="answer">
        {t('price-map:here.answer')}
      </h2>
      {error && <ErrorNote error={error} />}
      {!answer && !error && <Skeleton height={200} radius="md" />}
      {answer && !answer.cost && <p className="sm-quiet">{t('price-map:here.free')}</p>}
      {answer?.cost && <Cost cost={answer.cost} tariff={answer.tariff} />}
      {answer && answer.now.length > 0 && <PricesNow answer={answer} />}
      {answer && (
        <>
          <h3 className={classes.part}>{t('price-map:here.why')}</h3>
          <AttachedTariffs attached={answer.candidates} />
        </>
      )}
    </section>
  );
}

function Cost({ cost, tariff }: { cost: NonNullable<PriceHere['cost']>; tariff: PriceHere['tariff'] }) {
  const rule = useRuleText(tariff);
  const locale = useLocale();
  const moments = cost.lines.flatMap(({ spans }) => spans.flatMap(({ from, until }) => [Date.parse(from), Date.parse(until)]));
  const whole = { from: Math.min(...moments), until: Math.max(...moments) };
  const when = (line: (typeof cost.lines)[number]): string[] => {
    const [first, last] = [line.spans[0], line.spans.at(-1)];
    return first && last ? [spanText({ from: Date.parse(first.from), until: Date.parse(last.until) }, { locale, whole })] : [];
  };
  return (
    <Lines
      cost={cost}
      origin={(line) => (
        <span className="sm-quiet" style={{ display: 'block', fontSize: 13 }}>
          {[rule(line), ...when(line)].filter(Boolean).join(' · ')}
        </span>
      )}
    />
  );
}

function PricesNow({ answer: { now, tariff } }: { answer: PriceHere }) {
  const { t } = useTranslation('price-map');
  const locale = useLocale();
  const currency = tariff?.currency ?? 'EUR';
  return (
    <>
      <h3 className={classes.part}>{t('price-map:here.now')}</h3>
      <ul className={classes.rates}>
        {now.map(({ type, price, element, component, market }) => (
          <li key={`${element}/${component}`}>
            {t(`price-map:rate.${type}`, { price: money(price, currency, locale) })}
            {market && (
              <span className="sm-quiet">
                {' '}
                {t('price-map:here.market', {
                  series: market.series,
                  value: money(market.value, currency, locale),
                  span: spanOf(market, locale),
                })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function spanOf({ from, until }: { from: string; until: string }, locale: string): string {
  const between = { from: Date.parse(from), until: Date.parse(until) };
  return spanText(between, { locale, whole: between });
}
