import { isDateTime } from './formats.ts';

const zone = '\\s*(Z|UTC|GMT|[+-]\\d\\d(?::?\\d\\d)?)?$';
/** 2026-03-01T12:00:00.5+01:00, with a blank for the T, slashes for the dashes, no seconds, a comma. */
const extended = new RegExp(`^(\\d{4})([-/])(\\d\\d)\\2(\\d\\d)[T ](\\d\\d):(\\d\\d)(?::(\\d\\d))?(?:[.,](\\d+))?${zone}`, 'i');
/** 20260301T120000Z: the basic format of ISO 8601. */
const basic = new RegExp(`^(\\d{4})()(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)?(?:[.,](\\d+))?${zone}`, 'i');
/** Sun, 01 Mar 2026 12:00:00 GMT: RFC 5322, as libraries for HTTP and mail write it. */
const letter = new RegExp(`^(?:[a-z]{3}, )?(\\d\\d?) ([a-z]{3}) (\\d{4}) (\\d\\d:\\d\\d:\\d\\d)${zone}`, 'i');
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A readable time, and whether the zone had to be supplied. */
export interface ReadTime {
  text: string;
  hadZone: boolean;
}

/**
 * A timestamp as stations write it, in the form that the schemas ask for; `null` when it can't be
 * read, or in more than one way (03/04/2026). Known from the field: no zone (read as UTC), a blank
 * for the T, no seconds, a decimal comma, a zone without colon, 24:00, seconds or milliseconds since 1970.
 */
export function readTime(text: string): ReadTime | null {
  if (/^\d{10}$/.test(text)) return { text: new Date(Number(text) * 1000).toISOString(), hadZone: true };
  if (/^\d{13}$/.test(text)) return { text: new Date(Number(text)).toISOString(), hadZone: true };
  const trimmed = text.trim();
  const numeric = ofLetter(trimmed) ?? trimmed;
  const parts = extended.exec(numeric) ?? basic.exec(numeric);
  if (parts === null) return null;
  const [, year, , month, day, hour, minute, second = '00', fraction, written] = parts;
  const date = `${year}-${month}-${day}`;
  const zoneText = zoneOf(written);
  const hadZone = written !== undefined;
  if (hour === '24') return endOfDay(date, { rest: `${minute}${second}`, zoneText, hadZone });
  const time = `${date}T${hour}:${minute}:${second}${fraction === undefined ? '' : `.${fraction}`}${zoneText}`;
  return isDateTime(time) ? { text: time, hadZone } : null;
}

function ofLetter(text: string): string | null {
  const parts = letter.exec(text);
  if (parts === null) return null;
  const [, day = '', month = '', year, time, written = ''] = parts;
  const index = months.indexOf(month.toLowerCase()) + 1;
  return `${year}-${String(index).padStart(2, '0')}-${day.padStart(2, '0')} ${time}${written}`;
}

/** 24:00 of a day is 00:00 of the next. [ISO 8601-1:2019/Amd 1] */
function endOfDay(date: string, { rest, zoneText, hadZone }: { rest: string; zoneText: string; hadZone: boolean }): ReadTime | null {
  if (rest !== '0000' || !isDateTime(`${date}T00:00:00Z`)) return null;
  const next = new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return { text: `${next}T00:00:00${zoneText}`, hadZone };
}

function zoneOf(written: string | undefined): string {
  if (written === undefined || /^[a-z]/i.test(written)) return 'Z';
  const digits = written.slice(1).replace(':', '').padEnd(4, '0');
  return `${written[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}
