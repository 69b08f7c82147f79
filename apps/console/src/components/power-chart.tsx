import { Button, useComputedColorScheme } from '@mantine/core';
import { useResizeObserver } from '@mantine/hooks';
import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type uPlot from 'uplot';
import { clock, exact } from '../format.ts';
import { useLocale } from '../locale.ts';
import { align, type Line, thin } from './chart-data.ts';
import { chartOptions, plotInsets } from './chart-options.ts';
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
  /** The times shown, epoch ms; those of the points when left out. */
  span?: readonly [number, number];
  /** Drawn over the curves, placed within their frame in percent of `span`. */
  overlay?: ReactNode;
  /** The pointer is over this moment (`tap`: pressed there), or has left. */
  onMoment?: (at: number | null, tap: boolean) => void;
  /** The axis of values reaches up to here at least; 1 when left out. */
  top?: number;
}
type Extra = Pick<Props, 'span' | 'overlay' | 'onMoment' | 'top'>;

/** Curves over time: light and dark, follows its box, reads out its summary, and is a table on request. */
export function PowerChart({ label, lines, format, moment = clock, height = 220, ...extra }: Props) {
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
          <Plot lines={lines} format={format} moment={moment} height={height} locale={locale} {...extra} />
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

type PlotProps = Required<Omit<Props, 'label' | keyof Extra>> & Extra & { locale: string };

function Plot({ lines, format, moment, height, locale, span, overlay, onMoment, top = 1 }: PlotProps) {
  const scheme = useComputedColorScheme('light');
  const [measured, { width }] = useResizeObserver<HTMLDivElement>();
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const data = align(lines);
  const latest = useRef({ data, lines, format, width, span });
  latest.current = { data, lines, format, width, span };
  const looks = lines.map((line) => `${line.label}${line.color}${line.fill ?? ''}`).join('|');
  const ready = width > 0;
  const isFramed = span !== undefined;
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
          top,
          format: (value) => now.format(value, locale),
          clock: (at) => moment(at, locale),
          color: (name) => style.getPropertyValue(name).trim(),
          span: isFramed ? () => latest.current.span ?? [0, 1] : undefined,
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
  }, [ready, looks, scheme, height, locale, moment, isFramed, top]);
  useEffect(() => chart.current?.setData(data), [data]);
  useEffect(() => {
    if (width > 0) chart.current?.setSize({ width, height });
  }, [width, height]);
  return (
    <div ref={measured} className={classes.plot} style={{ height }} {...(span && onMoment && listeners(span, onMoment))}>
      <div ref={holder} />
      {overlay && (
        <div className={classes.overlay} style={plotInsets} aria-hidden>
          {overlay}
        </div>
      )}
    </div>
  );
}

/** Which moment the pointer is over. A finger that lifts has tapped; that it leaves says nothing more. */
function listeners([from, until]: readonly [number, number], tell: NonNullable<Props['onMoment']>) {
  const momentOf = (event: PointerEvent<HTMLElement>): number | null => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const part = (event.clientX - left - plotInsets.left) / (width - plotInsets.left - plotInsets.right);
    return part < 0 || part > 1 ? null : from + part * (until - from);
  };
  return {
    onPointerMove: (event: PointerEvent<HTMLElement>) => event.pointerType === 'mouse' && tell(momentOf(event), false),
    onPointerLeave: () => tell(null, false),
    onPointerUp: (event: PointerEvent<HTMLElement>) => tell(momentOf(event), true),
  };
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
