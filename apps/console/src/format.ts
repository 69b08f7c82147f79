/** Texts for numbers. Pure: the locale and the moment are passed in. A missing value is always `–`. */
export const missing = '–';

const cache = new Map<string, Intl.NumberFormat>();
function digits(locale: string, least: number, most: number): Intl.NumberFormat {
  const key = `${locale}/${least}/${most}`;
  const known = cache.get(key) ?? new Intl.NumberFormat(locale, { minimumFractionDigits: least, maximumFractionDigits: most });
  cache.set(key, known);
  return known;
}

/** Wh → `850 Wh`, `7.43 kWh`, `1.2 MWh`: three figures, as a person reads a meter. */
export function energy(wh: number | null | undefined, locale: string): string {
  if (wh === null || wh === undefined) return missing;
  if (Math.abs(wh) < 1000) return `${digits(locale, 0, 0).format(wh)} Wh`;
  if (Math.abs(wh) < 1_000_000) return `${digits(locale, 2, 2).format(wh / 1000)} kWh`;
  return `${digits(locale, 2, 2).format(wh / 1_000_000)} MWh`;
}

/** Bytes → `850 B`, `7.4 kB`, `12.3 MB`: thousands, as file managers count. */
export function fileSize(bytes: number, locale: string): string {
  if (bytes < 1000) return `${digits(locale, 0, 0).format(bytes)} B`;
  if (bytes < 1_000_000) return `${digits(locale, 1, 1).format(bytes / 1000)} kB`;
  if (bytes < 1e9) return `${digits(locale, 1, 1).format(bytes / 1_000_000)} MB`;
  return `${digits(locale, 1, 1).format(bytes / 1e9)} GB`;
}

/** W → `0 W`, `850 W`, `7.4 kW`. */
export function power(watts: number | null | undefined, locale: string): string {
  if (watts === null || watts === undefined) return missing;
  if (Math.abs(watts) < 1000) return `${digits(locale, 0, 0).format(watts)} W`;
  if (Math.abs(watts) < 1_000_000) return `${digits(locale, 1, 1).format(watts / 1000)} kW`;
  return `${digits(locale, 2, 2).format(watts / 1_000_000)} MW`;
}

/**
 * Money from the API's exact decimal text; the currency is always shown. Fraction digits as the currency has them,
 * more only where the text carries more (a price of 0.3925 stays 0.3925).
 */
export function money(amount: string | null | undefined, currency: string, locale: string): string {
  if (amount === null || amount === undefined) return missing;
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const usual = format.resolvedOptions().maximumFractionDigits ?? 2;
  const written = amount.split('.')[1]?.replace(/0+$/, '').length ?? 0;
  const shown =
    written > usual ? new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: Math.min(written, 6) }) : format;
  // Intl takes decimal text as it is; a float in between would round it.
  return shown.format(amount as `${number}`);
}

export function whole(value: number | null | undefined, locale: string): string {
  return value === null || value === undefined ? missing : digits(locale, 0, 0).format(value);
}

/** Seconds → `45 s`, `12 min`, `3 h 05 min`, `2 d 4 h`. */
export function duration(seconds: number, locale: string): string {
  const n = (value: number) => digits(locale, 0, 0).format(value);
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${n(whole)} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${n(minutes)} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${n(hours)} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${n(Math.floor(hours / 24))} d ${hours % 24} h`;
}

const steps: readonly [number, Intl.RelativeTimeFormatUnit][] = [
  [60, 'second'],
  [60, 'minute'],
  [24, 'hour'],
  [7, 'day'],
  [4.35, 'week'],
  [12, 'month'],
  [Number.POSITIVE_INFINITY, 'year'],
];

/** `5 minutes ago`, `in 2 days`; below ten seconds `now`. */
export function relative(at: number, now: number, locale: string): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'long' });
  let amount = (at - now) / 1000;
  if (Math.abs(amount) < 10) return format.format(0, 'second');
  for (const [size, unit] of steps) {
    if (Math.abs(amount) < size) return format.format(Math.trunc(amount), unit);
    amount /= size;
  }
  return missing;
}

/** Date and time to the second, in the viewer's zone or the one named. */
export function exact(at: number, locale: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', ...(timeZone ? { timeZone } : {}) }).format(at);
}

/** Hours and minutes; with seconds in logs. */
export function clock(at: number, locale: string, seconds = false): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', ...(seconds ? { second: '2-digit' } : {}) }).format(at);
}
