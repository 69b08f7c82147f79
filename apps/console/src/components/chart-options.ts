import type uPlot from 'uplot';
import type { Line } from './chart-data.ts';

/** Where the curves stand in the chart's box, px. */
export const plotInsets = { left: 66, right: 22, top: 10, bottom: 28 } as const;

interface Look {
  lines: readonly Line[];
  width: number;
  height: number;
  /** The axis of values reaches up to here at least. */
  top: number;
  format: (value: number) => string;
  clock: (at: number) => string;
  color: (variable: string) => string;
  /** The times shown, epoch ms; those of the points when left out. */
  span?: (() => readonly [number, number]) | undefined;
}

/** uPlot's options in our colours: few grid lines, words from the locale, a tip that follows the pointer. */
export function chartOptions(look: Look): uPlot.Options {
  const quiet = look.color('--mantine-color-dimmed');
  const line = look.color('--sm-line');
  const { span } = look;
  const font = '12px system-ui, sans-serif';
  return {
    width: look.width,
    height: look.height,
    legend: { show: false },
    padding: [plotInsets.top, plotInsets.right, 0, 0],
    cursor: { y: false, points: { size: 8 }, drag: { x: false, y: false } },
    scales: {
      ...(span && { x: { range: () => span().map((at) => at / 1000) as [number, number] } }),
      y: { range: (_, min, max) => [Math.min(0, min * 1.12), Math.max(max * 1.12, look.top)] },
    },
    axes: [
      {
        stroke: quiet,
        font,
        size: plotInsets.bottom,
        grid: { show: false },
        ticks: { show: false },
        space: 70,
        values: (_, times) => times.map((at) => look.clock(at * 1000)),
      },
      {
        stroke: quiet,
        font,
        size: plotInsets.left,
        space: 44,
        grid: { stroke: line, width: 1 },
        ticks: { show: false },
        values: (_, values) => values.map(look.format),
      },
    ],
    series: [
      {},
      ...look.lines.map(
        (entry): uPlot.Series => ({
          label: entry.label,
          stroke: look.color(entry.color),
          width: entry.dash ? 1.5 : 2,
          points: { show: false },
          spanGaps: false,
          ...(entry.fill ? { fill: look.color(entry.fill) } : {}),
          ...(entry.dash ? { dash: [5, 4] } : {}),
        }),
      ),
    ],
    hooks: { setCursor: [(plot) => showTip(plot, look)], ready: [addTip] },
  };
}

function addTip(plot: uPlot): void {
  const tip = document.createElement('div');
  tip.className = 'sm-chart-tip';
  tip.hidden = true;
  plot.over.append(tip);
  plot.over.addEventListener('mouseleave', () => {
    tip.hidden = true;
  });
}

function showTip(plot: uPlot, look: Look): void {
  const tip = plot.over.querySelector<HTMLElement>('.sm-chart-tip');
  const { idx, left = -1 } = plot.cursor;
  if (!tip) return;
  tip.hidden = idx === null || idx === undefined || left < 0;
  if (idx === null || idx === undefined) return;
  const rows = look.lines.flatMap((line, index) => {
    const value = plot.data[index + 1]?.[idx];
    return typeof value === 'number' ? [`${line.label}: ${look.format(value)}`] : [];
  });
  tip.replaceChildren(
    ...[look.clock((plot.data[0][idx] ?? 0) * 1000), ...rows].map((text) =>
      Object.assign(document.createElement('div'), { textContent: text }),
    ),
  );
  const right = left > plot.over.clientWidth / 2;
  tip.style.transform = `translate(${left}px, 6px) translateX(${right ? 'calc(-100% - 10px)' : '10px'})`;
}
