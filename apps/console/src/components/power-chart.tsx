import { Button, useComputedColorScheme } from '@mantine/core';
import { useResizeObserver } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type uPlot from 'uplot';
import { clock, exact } from '../format.ts';
import { useLocale } from '../locale.ts';
import { align, type Line, thin } from './chart-data.ts';
import { chartOptions } from './chart-options.ts';
import classes from './power-chart.module.css';

interface Props {
  /** What the curve shows; also for screen readers. */
  label: string;
  lines: Line[];
  /** Text of a value, with its unit. */
  format: (value: number, locale: string) => string;
  /** Text of a moment on the axis; the time of day when left out. */
  moment?: (at: number, locale: string) => string;
  height?: number;
}

/** Curves over time: light and dark, follows its box, reads out its summary, and is a table on request. */
export function PowerChart({ label, lines, format, moment = clock, height = 220 }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [table, setTable] = useState(false);
  const all = lines.flatMap((line) => line.points.filter((point) => point[1] !== null));
  if (all.length === 0)
    return (
      <div className={classes.nothing} style={{ height }}>
        {t('chart.empty')}
      </div>
    );
  const last = lines[0]?.points.filter((point) => point[1] !== null).at(-1);
  const max = all.reduce((most, point) => Math.max(most, point[1] ?? 0), 0);
  const summary = t('chart.summary', {
    label,
    max: format(max, locale),
    last: last ? format(last[1] ?? 0, locale) : '–',
    count: all.length,
  });
  return (
    <figure className={classes.figure}>
      {table ? (
        <ChartTable lines={lines} format={format} />
      ) : (
        <div role="img" aria-label={summary}>
          <Plot lines={lines} format={format} moment={moment} height={height} locale={locale} />
        </div>
      )}
      <figcaption className={classes.foot}>
        <span className={classes.legend}>
          {lines.map((line) => (
            <span key={line.label}>
              <i style={{ background: `var(${line.color})` }} />
              {line.label}
            </span>
          ))}
        </span>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setTable(!table)} aria-pressed={table}>
          {t(table ? 'chart.asChart' : 'chart.asTable')}
        </Button>
      </figcaption>
    </figure>
  );
}

function Plot({ lines, format, moment, height, locale }: Required<Omit<Props, 'label'>> & { locale: string }) {
  const scheme = useComputedColorScheme('light');
  const [measured, { width }] = useResizeObserver<HTMLDivElement>();
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const data = align(lines);
  const latest = useRef({ data, lines, format, width });
  latest.current = { data, lines, format, width };
  const looks = lines.map((line) => `${line.label}${line.color}${line.fill ?? ''}`).join('|');
  const ready = width > 0;
  useEffect(() => {
    let gone = false;
    if (!ready || !holder.current || !looks || !scheme) return;
    const box = holder.current;
    void import('uplot').then(({ default: Plot }) => {
      if (gone) return;
      const now = latest.current;
      const style = getComputedStyle(box);
      chart.current = new Plot(
        chartOptions({
          lines: now.lines,
          width: now.width,
          height,
          format: (value) => now.format(value, locale),
          clock: (at) => moment(at, locale),
          color: (name) => style.getPropertyValue(name).trim(),
        }),
        now.data,
        box,
      );
    });
    return () => {
      gone = true;
      chart.current?.destroy();
      chart.current = null;
    };
  }, [ready, looks, scheme, height, locale, moment]);
  useEffect(() => chart.current?.setData(data), [data]);
  useEffect(() => {
    if (width > 0) chart.current?.setSize({ width, height });
  }, [width, height]);
  return (
    <div ref={measured} style={{ height, overflow: 'hidden' }}>
      <div ref={holder} />
    </div>
  );
}

/** The same figures in rows, thinned to what a person can read. */
function ChartTable({ lines, format }: Pick<Props, 'lines' | 'format'>) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [times, ...values] = align(lines);
  return (
    <div className={classes.tableBox}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('chart.time')}</th>
            {lines.map((line) => (
              <th key={line.label} scope="col">
                {line.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {thin([...times.keys()], 200).map((index) => (
            <tr key={index}>
              <td>{exact((times[index] ?? 0) * 1000, locale)}</td>
              {values.map((column, at) => (
                <td key={lines[at]?.label}>{typeof column[index] === 'number' ? format(column[index], locale) : '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
