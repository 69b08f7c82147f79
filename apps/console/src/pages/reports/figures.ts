import type { api } from '../../api.ts';
import * as format from '../../format.ts';

export type Report = Awaited<ReturnType<typeof api.getReport>>;
export type Row = Report['rows'][number];
type Figures = Report['total'];

export const metrics = ['energy', 'sessions', 'gross', 'net', 'margin', 'duration', 'idle', 'co2'] as const;
export type Metric = (typeof metrics)[number];
export const isMoney = (metric: Metric): metric is 'gross' | 'net' | 'margin' =>
  metric === 'gross' || metric === 'net' || metric === 'margin';

/** A figure to be drawn or sorted by; money in this currency. null: there is none. */
export function figureOf(figures: Figures, metric: Metric, currency: string): number | null {
  if (isMoney(metric)) {
    const amount = figures.money.find((money) => money.currency === currency)?.[metric];
    return amount === undefined || amount === null ? null : Number(amount);
  }
  if (metric === 'co2') return figures.co2Grams;
  return { energy: figures.energyWh, sessions: figures.sessions, duration: figures.durationSeconds, idle: figures.idleSeconds }[metric];
}

/** The same in words, with its unit. */
export function textOf(value: number, metric: Metric, { currency, locale }: { currency: string; locale: string }): string {
  if (isMoney(metric)) return format.money(String(value), currency, locale);
  if (metric === 'energy') return format.energy(value, locale);
  if (metric === 'co2') return mass(value, locale);
  return metric === 'sessions' ? format.whole(value, locale) : format.duration(value, locale);
}

/** g → `850 g`, `7.43 kg`, `1.2 t`. */
export function mass(grams: number | null, locale: string): string {
  if (grams === null) return format.missing;
  const [value, unit] = grams < 1000 ? [grams, 'g'] : grams < 1e6 ? [grams / 1000, 'kg'] : [grams / 1e6, 't'];
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: unit === 'g' ? 0 : 1 }).format(value)} ${unit}`;
}
