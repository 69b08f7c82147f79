const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The offset, such as "+01:00", of a clock that shows a local time in an IANA zone; `null` for a zone
 * that is none. An hour that comes twice is the first of the two; in one that never comes the clock
 * was not set forward yet.
 * @param local what the clock shows, in ms since 1970 as if it were UTC
 */
export function offsetOf(zone: string, local: number): string | null {
  const format = formatOf(zone);
  if (format === null) return null;
  const day = 86_400_000;
  const before = offsetAt(format, local - day);
  const after = offsetAt(format, local + day);
  const isBefore = before.ms === after.ms || offsetAt(format, local - before.ms).ms === before.ms;
  const isAfter = offsetAt(format, local - after.ms).ms === after.ms;
  return isBefore || !isAfter ? before.text : after.text;
}

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  try {
    const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
    formats.set(zone, format);
    return format;
  } catch {
    return null;
  }
}

function offsetAt(format: Intl.DateTimeFormat, at: number): { text: string; ms: number } {
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '00', minutes = '00'] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return { text: `${sign}${hours}:${minutes}`, ms: (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000 };
}
