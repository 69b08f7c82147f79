import type { ReportDimension } from '@stationmaster/domain';
import type { Key } from './opens.ts';

const formats = new Map<string, Intl.DateTimeFormat>();
const parts: Partial<Record<ReportDimension, Intl.DateTimeFormatOptions>> = {
  day: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  week: { day: 'numeric', month: 'short', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
};
/** A key in words. `none`: what a group without the thing is called. */
export function labelOf(dimension: ReportDimension, { value, name }: Key, { locale, none }: { locale: string; none: string }): string {
  if (value === null) return none;
  if (dimension === 'hour') return `${value.padStart(2, '0')}–${String(Number(value) + 1).padStart(2, '0')}`;
  const options = parts[dimension];
  if (options === undefined) return name;
  const known = formats.get(locale + dimension) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  formats.set(locale + dimension, known);
  return known.format(Date.parse(`${value}T00:00:00Z`));
}

export const isTime = (dimension: ReportDimension): boolean => dimension === 'hour' || dimension in parts;
