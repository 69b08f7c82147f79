import { Group, Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazily } from '../../components/lazily.tsx';
import { useLocale } from '../../locale.ts';
import type { ReportAsked } from './choice.ts';
import { figureOf, isMoney, type Metric, metrics, type Report, textOf } from './figures.ts';
import { isTime, labelOf } from './labels.ts';
import classes from './reports.module.css';

const BarChart = lazily(async () => (await import('./bar-chart.tsx')).BarChart);
/** Names beside each other can be read up to so many. */
const mostBars = 30;

/** One figure of the rows, drawn by the first dimension; money in one currency. The table below has the numbers. */
export function ReportPicture({ report, asked }: { report: Report; asked: ReportAsked }) {
  const { t } = useTranslation('reports');
  const locale = useLocale();
  const [metric, setMetric] = useState<Metric>('energy');
  const currencies = report.total.money.map(({ currency }) => currency);
  const [wanted, setCurrency] = useState('');
  const currency = currencies.includes(wanted) ? wanted : (currencies[0] ?? '');
  const possible = metrics.filter((name) => (isMoney(name) ? currency !== '' : true) && figureOf(report.total, name, currency) !== null);
  const shown = possible.includes(metric) ? metric : 'energy';
  const none = t('reports:without');
  const bars = useMemo(
    () => barsOf(report, asked, { metric: shown, currency, locale, none }),
    [report, asked, shown, currency, locale, none],
  );
  return (
    <section className={`sm-panel ${classes.picture}`} aria-label={t('reports:picture')}>
      <Group gap="sm" mb="xs">
        <Select
          aria-label={t('reports:metric')}
          value={shown}
          onChange={(value) => value && setMetric(value as Metric)}
          data={possible.map((value) => ({ value, label: t(`reports:figure.${value}`) }))}
          allowDeselect={false}
        />
        {isMoney(shown) && currencies.length > 1 && (
          <Select
            aria-label={t('reports:currency')}
            value={currency}
            onChange={(value) => value && setCurrency(value)}
            data={currencies}
            allowDeselect={false}
            w={110}
          />
        )}
      </Group>
      <BarChart
        label={t('reports:pictureOf', { what: t(`reports:figure.${shown}`), by: t(`reports:dimension.${asked.by}`) })}
        bars={bars}
        format={(value) => textOf(value, shown, { currency, locale })}
      />
      {bars.length === mostBars && <p className="sm-quiet">{t('reports:largest', { count: mostBars })}</p>}
    </section>
  );
}

interface Shown {
  metric: Metric;
  currency: string;
  locale: string;
  none: string;
}
/** Times in their order, all else the largest first. Rows of a second dimension are added: they are of one currency. */
function barsOf(report: Report, asked: ReportAsked, { metric, currency, locale, none }: Shown): { name: string; value: number }[] {
  const sums = new Map<string, { key: { value: string | null; name: string }; value: number }>();
  for (const row of report.rows) {
    const key = row.keys[0] ?? { value: null, name: '' };
    const value = figureOf(row, metric, currency) ?? 0;
    const known = sums.get(String(key.value));
    if (known) known.value += value;
    else sums.set(String(key.value), { key, value });
  }
  const all = [...sums.values()];
  const kept = isTime(asked.by) ? all : all.sort((a, b) => b.value - a.value).slice(0, mostBars);
  return kept.map(({ key, value }) => ({ name: labelOf(asked.by, key, { locale, none }), value }));
}
