import { useComputedColorScheme } from '@mantine/core';
import { useResizeObserver } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import type uPlot from 'uplot';
import Plot from 'uplot';
import classes from './reports.module.css';

interface Props {
  label: string;
  bars: readonly { name: string; value: number }[];
  format: (value: number) => string;
}
const height = 240;

/** Bars side by side, read out as their largest; the table beside it has each. */
export function BarChart({ label, bars, format }: Props) {
  const scheme = useComputedColorScheme('light');
  const [measured, { width }] = useResizeObserver<HTMLDivElement>();
  const holder = useRef<HTMLDivElement>(null);
  const latest = useRef(format);
  latest.current = format;
  const largest = bars.reduce<(typeof bars)[number] | null>((most, bar) => (most === null || bar.value > most.value ? bar : most), null);
  useEffect(() => {
    const box = holder.current;
    if (box === null || width === 0 || !scheme) return;
    const style = getComputedStyle(box);
    const color = (name: string): string => style.getPropertyValue(name).trim();
    const plot = new Plot(
      options({ bars, width, color, format: (value) => latest.current(value) }),
      [bars.map((_, index) => index), bars.map(({ value }) => value)],
      box,
    );
    return () => plot.destroy();
  }, [bars, width, scheme]);
  return (
    <div
      ref={measured}
      role="img"
      aria-label={largest === null ? label : `${label}: ${largest.name} ${format(largest.value)}`}
      className={classes.plot}
      style={{ height }}
    >
      <div ref={holder} />
    </div>
  );
}

interface Look {
  bars: Props['bars'];
  width: number;
  color: (variable: string) => string;
  format: (value: number) => string;
}
function options({ bars, width, color, format }: Look): uPlot.Options {
  const quiet = color('--mantine-color-dimmed');
  const font = '12px system-ui, sans-serif';
  const bar = Plot.paths.bars?.({ size: [0.72, 56], radius: 0.12 });
  const accent = color('--sm-chart-now');
  return {
    width,
    height,
    legend: { show: false },
    padding: [10, 8, 0, 0],
    cursor: { y: false, x: false, points: { show: false }, drag: { x: false, y: false } },
    scales: {
      x: { time: false, range: [-0.6, Math.max(bars.length - 0.4, 0.6)] },
      y: { range: (_, least, most) => [Math.min(least * 1.12, 0), Math.max(most * 1.12, 1e-9)] },
    },
    axes: [
      {
        stroke: quiet,
        font,
        size: 28,
        grid: { show: false },
        ticks: { show: false },
        space: 90,
        incrs: [1, 2, 3, 5, 7, 10, 14, 30, 60, 90, 180, 365],
        values: (_, places) => places.map((place) => (Number.isInteger(place) ? shortened(bars[place]?.name ?? '') : '')),
      },
      {
        stroke: quiet,
        font,
        size: 84,
        space: 44,
        grid: { stroke: color('--sm-line'), width: 1 },
        ticks: { show: false },
        values: (_, values) => values.map(format),
      },
    ],
    series: [
      {},
      {
        stroke: accent,
        fill: accent,
        width: 0,
        points: { show: false },
        ...(bar === undefined ? {} : { paths: bar }),
      },
    ],
    hooks: { ready: [addTip], setCursor: [(plot) => showTip(plot, bars, format)] },
  };
}

const shortened = (name: string): string => (name.length > 16 ? `${name.slice(0, 15)}…` : name);

function addTip(plot: uPlot): void {
  const tip = Object.assign(document.createElement('div'), { className: 'sm-chart-tip', hidden: true });
  plot.over.append(tip);
  plot.over.addEventListener('mouseleave', () => {
    tip.hidden = true;
  });
}

function showTip(plot: uPlot, bars: Props['bars'], format: Look['format']): void {
  const tip = plot.over.querySelector<HTMLElement>('.sm-chart-tip');
  const { idx, left = -1 } = plot.cursor;
  const bar = idx == null || left < 0 ? undefined : bars[idx];
  if (!tip) return;
  tip.hidden = bar === undefined;
  if (bar === undefined) return;
  tip.replaceChildren(...[bar.name, format(bar.value)].map((textContent) => Object.assign(document.createElement('div'), { textContent })));
  const isRight = left > plot.over.clientWidth / 2;
  tip.style.transform = `translate(${left}px, 6px) translateX(${isRight ? 'calc(-100% - 10px)' : '10px'})`;
}
