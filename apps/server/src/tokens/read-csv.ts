import { tokenRoutes } from '@stationmaster/contract';
import {
  type CsvFault,
  type CsvFaultCode,
  type CsvRow,
  canonicalToken,
  csvBoolean,
  csvFault,
  fieldFault,
  parseCsv,
} from '@stationmaster/domain';
import { type Column, columns } from './csv-columns.ts';
import type { TokenFields } from './store.ts';

/** One card of a file. Fields of columns the file does not have are absent. */
export interface TokenLine {
  line: number;
  canonical: string;
  fields: TokenFields & { value: string };
  aliases?: string[];
}
export interface TokenFile {
  lines: TokenLine[];
  faults: CsvFault[];
}

type About = Pick<CsvFault, 'value' | 'allowed'>;
/** What is wrong, before it is known in which line. */
class Fault extends Error {
  readonly of: (line: number) => CsvFault;
  constructor(of: (line: number) => CsvFault) {
    super();
    this.of = of;
  }
}
const card = tokenRoutes.createToken.body;

/** The cards of a CSV file, and every line that is wrong with the reason. */
export function readTokenCsv(text: string): TokenFile {
  const { rows, fault } = parseCsv(text);
  if (fault) return { lines: [], faults: [fault] };
  const [header, ...rest] = rows;
  const faults: CsvFault[] = [];
  const tried = <T>(line: number, step: () => T): T | null => {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      faults.push(error.of(line));
      return null;
    }
  };
  const places = tried(header?.line ?? 1, () => (header ? placesOf(header.cells) : wrong('empty')));
  if (places === null) return { lines: [], faults };
  const lineOf = new Map<string, number>();
  const lines = rest.flatMap((row) => {
    const read = tried(row.line, () => once(toLine(row, places), lineOf));
    return read === null ? [] : [read];
  });
  return { lines, faults };
}

/** A card may stand in one line only. */
function once(read: TokenLine, lineOf: Map<string, number>): TokenLine {
  const earlier = lineOf.get(read.canonical);
  if (earlier !== undefined) wrong('cardTwice', { value: read.fields.value, allowed: earlier });
  lineOf.set(read.canonical, read.line);
  return read;
}

type Places = readonly (Column | null)[];

function placesOf(cells: readonly string[]): Places {
  const places = cells.map((cell): Column | null => {
    const name = cell.trim().toLowerCase();
    return name === ''
      ? null
      : (columns.find((column) => column === name) ?? wrong('unknownColumn', { value: cell, allowed: columns.join(', ') }));
  });
  if (!places.includes('value')) wrong('columnMissing', { value: 'value' });
  const twice = places.find((place, index) => place !== null && places.indexOf(place) !== index);
  if (twice) wrong('columnTwice', { value: twice });
  return places;
}

function toLine({ line, cells }: CsvRow, places: Places): TokenLine {
  if (cells.some((cell, index) => !places[index] && cell.trim() !== '')) wrong('moreCells');
  const cell = (column: Column): string | undefined => (places.includes(column) ? (cells[places.indexOf(column)] ?? '').trim() : undefined);
  const value = cell('value') ?? '';
  if (value === '') wrong('missing', { value: 'value' });
  if (/^\d+([.,]\d+)?E\+\d+$/i.test(value)) wrong('spreadsheet', { value });
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
  if (!checked?.success) {
    const [issue = { code: '', path: [], message: '' }] = checked?.error.issues ?? [];
    throw new Fault((at) => fieldFault(at, issue));
  }
  const { aliases, ...fields } = checked.data;
  if (`${line}${JSON.stringify(checked.data)}`.includes('\\u0000')) wrong('nul');
  return { line, canonical: canonicalToken(value), fields: withoutAbsent(fields), ...(aliases && { aliases }) };
}

function nullIfBlank(text: string | undefined): string | null | undefined {
  return text === '' ? null : text;
}

function toBoolean(text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  return csvBoolean(text) ?? wrong('notYesNo', { value: 'blocked', allowed: text });
}

const instantPattern = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?)?$/i;
/** ISO 8601; without a time the day begins, without a zone it is UTC. */
function toInstant(text: string | undefined): string | null | undefined {
  if (text === undefined || text === '') return nullIfBlank(text);
  const [, day, time = '00:00', zone = 'Z'] = instantPattern.exec(text) ?? wrong('time', { value: text });
  const at = new Date(`${day}T${time}${zone.toUpperCase()}`);
  // 31 February becomes a day in March: refused, because nobody meant it.
  if (Number.isNaN(at.getTime()) || Number(day?.slice(8)) > daysIn(day ?? '')) wrong('noSuchTime', { value: text });
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

function wrong(code: CsvFaultCode, about: About = {}): never {
  throw new Fault((line) => csvFault(line, code, about));
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
function withoutAbsent<T extends object>(fields: T): Present<T> & { value: string } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T> & { value: string };
}
