import { tokenRoutes } from '@stationmaster/contract';
import { type CsvFault, type CsvRow, canonicalToken, parseCsv } from '@stationmaster/domain';
import { type Column, columns } from './csv-columns.ts';
import type { TokenFields } from './store.ts';

/** One card of a file. Fields of columns the file does not have are absent. */
export interface TokenLine {
  line: number;
  canonical: string;
  fields: TokenFields & { value: string };
  aliases?: string[];
}
export type TokenFile = { lines: TokenLine[]; fault: null } | { lines: null; fault: CsvFault };

class Fault extends Error {}
const card = tokenRoutes.createToken.body;

/** The cards of a CSV file, or the first line that is wrong and why. */
export function readTokenCsv(text: string): TokenFile {
  const { rows, fault } = parseCsv(text);
  if (fault) return { lines: null, fault };
  const [header, ...rest] = rows;
  let line = header?.line ?? 1;
  try {
    const places = header ? placesOf(header.cells) : wrong('the file is empty');
    const lineOf = new Map<string, number>();
    const lines = rest.map((row): TokenLine => {
      line = row.line;
      const read = toLine(row, places);
      const earlier = lineOf.get(read.canonical);
      if (earlier !== undefined) wrong(`it is the same card as line ${earlier}`);
      lineOf.set(read.canonical, line);
      return read;
    });
    return { lines, fault: null };
  } catch (error) {
    if (error instanceof Fault) return { lines: null, fault: { line, why: error.message } };
    throw error;
  }
}

type Places = readonly (Column | null)[];

function placesOf(cells: readonly string[]): Places {
  const places = cells.map((cell): Column | null => {
    const name = cell.trim().toLowerCase();
    return name === ''
      ? null
      : (columns.find((column) => column === name) ?? wrong(`the column "${cell}" is not known; known are ${columns.join(', ')}`));
  });
  if (!places.includes('value')) wrong('the first line must name the columns, with "value" among them');
  if (places.some((place, index) => place !== null && places.indexOf(place) !== index)) wrong('a column is named twice');
  return places;
}

function toLine({ line, cells }: CsvRow, places: Places): TokenLine {
  if (cells.some((cell, index) => !places[index] && cell.trim() !== '')) wrong('it has more cells than the first line has columns');
  const cell = (column: Column): string | undefined => (places.includes(column) ? (cells[places.indexOf(column)] ?? '').trim() : undefined);
  const value = cell('value') ?? '';
  if (value === '') wrong('the value is missing');
  if (/^\d+([.,]\d+)?E\+\d+$/i.test(value))
    wrong(`a spreadsheet has made the number ${value} of the card; format the column as text before filling it`);
  const checked = card?.safeParse(
    withoutAbsent({
      value,
      type: cell('type') || (cell('type') === '' ? 'ISO14443' : undefined),
      groupId: nullIfBlank(cell('group')),
      driverName: cell('driver'),
      note: cell('note'),
      blocked: toBoolean(cell('blocked')),
      validFrom: toInstant(cell('valid_from')),
      validUntil: toInstant(cell('valid_until')),
      aliases: toAliases(cell('aliases')),
    }),
  );
  if (!checked?.success) return wrong(checked?.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') ?? '');
  const { aliases, ...fields } = checked.data;
  if (`${line}${JSON.stringify(checked.data)}`.includes('\\u0000')) wrong('it holds a NUL character');
  return { line, canonical: canonicalToken(value), fields: withoutAbsent(fields), ...(aliases && { aliases }) };
}

function nullIfBlank(text: string | undefined): string | null | undefined {
  return text === '' ? null : text;
}

/** As typed, and as Excel writes them in English, German and French. */
const booleans: Readonly<Record<string, boolean>> = {
  '': false,
  true: true,
  yes: true,
  '1': true,
  x: true,
  wahr: true,
  ja: true,
  vrai: true,
  oui: true,
  false: false,
  no: false,
  '0': false,
  falsch: false,
  nein: false,
  faux: false,
  non: false,
};
function toBoolean(text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  return booleans[text.toLowerCase()] ?? wrong(`blocked must be true or false, not "${text}"`);
}

const instantPattern = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?)?$/i;
/** ISO 8601; without a time the day begins, without a zone it is UTC. */
function toInstant(text: string | undefined): string | null | undefined {
  if (text === undefined || text === '') return nullIfBlank(text);
  const [, day, time = '00:00', zone = 'Z'] = instantPattern.exec(text) ?? wrong(`"${text}" is not a time such as 2026-12-31T23:00:00Z`);
  const at = new Date(`${day}T${time}${zone.toUpperCase()}`);
  // 31 February becomes a day in March: refused, because nobody meant it.
  if (Number.isNaN(at.getTime()) || Number(day?.slice(8)) > daysIn(day ?? '')) wrong(`there is no such time as ${text}`);
  return at.toISOString();
}

function daysIn(day: string): number {
  return new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate();
}

function toAliases(text: string | undefined): string[] | undefined {
  return text
    ?.split('|')
    .map((alias) => alias.trim())
    .filter((alias) => alias !== '');
}

function wrong(why: string): never {
  throw new Fault(why);
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
function withoutAbsent<T extends object>(fields: T): Present<T> & { value: string } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T> & { value: string };
}
