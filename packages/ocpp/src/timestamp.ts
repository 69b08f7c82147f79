import { isDateTime } from './formats.ts';

const loose = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(?:[.,](\d+))?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/i;

/** A readable time, and whether the zone had to be supplied. */
export interface ReadTime {
  text: string;
  hadZone: boolean;
}

/**
 * A timestamp as stations write it, in the form that the schemas ask for; `null` when it can't be
 * read. Known from the field: no zone (read as UTC), a blank for the T, no seconds, a decimal comma,
 * a zone without colon, seconds or milliseconds since 1970.
 */
export function readTime(text: string): ReadTime | null {
  if (/^\d{10}$/.test(text)) return { text: new Date(Number(text) * 1000).toISOString(), hadZone: true };
  if (/^\d{13}$/.test(text)) return { text: new Date(Number(text)).toISOString(), hadZone: true };
  const parts = loose.exec(text.trim());
  if (parts === null) return null;
  const [, day, minutes, seconds = ':00', fraction, zone] = parts;
  const time = `${day}T${minutes}${seconds}${fraction === undefined ? '' : `.${fraction}`}${zoneOf(zone)}`;
  return isDateTime(time) ? { text: time, hadZone: zone !== undefined } : null;
}

function zoneOf(zone: string | undefined): string {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 'Z';
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}
