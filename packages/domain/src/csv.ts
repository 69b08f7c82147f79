import { type CsvFault, csvFault } from './csv-fault.ts';

/** CSV as of RFC 4180, with what spreadsheets do to it: byte order mark, semicolon or tab, a `sep=` line, lone CR or LF. */
export interface CsvRow {
  /** Of the file, from 1, where the row begins. */ line: number;
  cells: string[];
}
export type Csv = { rows: CsvRow[]; fault: null } | { rows: null; fault: CsvFault };

/** Where the next cell begins, and the line number there. */
interface Place {
  at: number;
  line: number;
}
interface Cell extends Place {
  value: string;
  endsRow: boolean;
}

/** Rows of cells, blank rows left out, formula guards removed; or the first fault. */
export function parseCsv(text: string): Csv {
  const { body, separator, line } = opening(text.startsWith('\uFEFF') ? text.slice(1) : text);
  const rows: CsvRow[] = [];
  let place: Place = { at: 0, line };
  let row: CsvRow = { line, cells: [] };
  while (place.at < body.length || row.cells.length > 0) {
    const cell = body[place.at] === '"' ? quotedCell(body, separator, place) : plainCell(body, separator, place);
    if (!cell) return { rows: null, fault: csvFault(place.line, 'quotation') };
    row.cells.push(unguarded(cell.value));
    place = cell;
    if (!cell.endsRow) continue;
    if (row.cells.some((value) => value.trim() !== '')) rows.push(row);
    row = { line: cell.line, cells: [] };
  }
  return { rows, fault: null };
}

function plainCell(body: string, separator: string, { at, line }: Place): Cell | null {
  let end = at;
  while (end < body.length && body[end] !== separator && body[end] !== '\n' && body[end] !== '\r') {
    if (body[end] === '"') return null;
    end += 1;
  }
  return after(body, separator, { at: end, line, value: body.slice(at, end) });
}

function quotedCell(body: string, separator: string, { at, line }: Place): Cell | null {
  let close = body.indexOf('"', at + 1);
  while (close >= 0 && body[close + 1] === '"') close = body.indexOf('"', close + 2);
  if (close < 0) return null;
  const inside = body.slice(at + 1, close);
  return after(body, separator, {
    at: close + 1,
    line: line + (inside.match(/\r\n|\r|\n/g)?.length ?? 0),
    value: inside.replaceAll('""', '"'),
  });
}

/** What follows a cell: a separator, the end of the line or of the file, or else it was quoted wrongly. */
function after(body: string, separator: string, { at, line, value }: Place & { value: string }): Cell | null {
  if (body[at] === separator) return { at: at + 1, line, value, endsRow: false };
  if (at === body.length) return { at, line, value, endsRow: true };
  if (body[at] === '\r' && body[at + 1] === '\n') return { at: at + 2, line: line + 1, value, endsRow: true };
  return body[at] === '\r' || body[at] === '\n' ? { at: at + 1, line: line + 1, value, endsRow: true } : null;
}

function opening(text: string): { body: string; separator: string; line: number } {
  const declared = /^sep=([,;\t])(\r\n|\r|\n)/i.exec(text);
  if (declared?.[1]) return { body: text.slice(declared[0].length), separator: declared[1], line: 2 };
  const header = /^[^\r\n]{0,2000}/.exec(text)?.[0].replace(/"[^"]*"/g, '') ?? '';
  const count = (separator: string): number => header.split(separator).length;
  const separator = [',', ';', '\t'].reduce((best, candidate) => (count(candidate) > count(best) ? candidate : best));
  return { body: text, separator, line: 1 };
}

/** A CSV file that Excel opens as UTF-8 and in which no cell is run as a formula. `parseCsv` gives the same cells back. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('')}`;
}

function cellText(value: string): string {
  const safe = guarded(value);
  return /[",;\r\n\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** OWASP "CSV Injection": a cell that begins so is a formula to a spreadsheet. Plain negative numbers stay numbers. */
function guarded(value: string): string {
  return /^'*[=+\-@\t\r]/.test(value) && !/^-\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
}

function unguarded(value: string): string {
  return /^'+[=+\-@\t\r]/.test(value) ? value.slice(1) : value;
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
/** A cell that says yes or no; null: neither. A blank one says no. */
export function csvBoolean(text: string): boolean | null {
  return booleans[text.toLowerCase()] ?? null;
}
