import { driverRoutes } from '@stationmaster/contract';
import { type CsvFault, type CsvRow, canonicalToken, csvBoolean, csvFault, fieldFault, parseCsv } from '@stationmaster/domain';
import { type Column, columns } from './csv-columns.ts';

/** One driver of a file. What belongs to columns the file does not have is undefined. */
export interface DriverLine {
  line: number;
  fields: { name?: string; reference: string; email?: string; language?: string; note?: string; blocked?: boolean };
  /** Names; '': of none. */
  company?: string;
  costCentre?: string;
  groups?: string[];
  cards: string[];
}
export interface DriverFile {
  lines: DriverLine[];
  faults: CsvFault[];
}

const driver = driverRoutes.updateDriver.body;
const mostNamed = 50;

/** The drivers of a CSV file, and every line that is wrong with the reason. */
export function readDriverCsv(text: string): DriverFile {
  const { rows, fault } = parseCsv(text);
  if (fault) return { lines: [], faults: [fault] };
  const [header, ...rest] = rows;
  if (header === undefined) return { lines: [], faults: [csvFault(1, 'empty')] };
  const places = placesOf(header);
  if ('code' in places) return { lines: [], faults: [places] };
  const lines: DriverLine[] = [];
  const faults: CsvFault[] = [];
  const seen = { references: new Map<string, number>(), cards: new Map<string, number>() };
  for (const row of rest) {
    const read = lineOf(row, places);
    const wrong = Array.isArray(read) ? read : repeatedIn(read, seen);
    if (wrong.length > 0) faults.push(...wrong);
    else if (!Array.isArray(read)) lines.push(read);
  }
  return { lines, faults };
}

type Tail<T extends readonly unknown[]> = T extends [unknown, ...infer Rest] ? Rest : never;
type Places = ReadonlyMap<Column, number>;

function placesOf({ line, cells }: CsvRow): Places | CsvFault {
  const places = new Map<Column, number>();
  for (const [index, cell] of cells.entries()) {
    const name = cell.trim().toLowerCase();
    // Spreadsheets add empty columns.
    if (name === '') continue;
    const column = columns.find((one) => one === name);
    if (column === undefined) return csvFault(line, 'unknownColumn', { value: cell, allowed: columns.join(', ') });
    if (places.has(column)) return csvFault(line, 'columnTwice', { value: column });
    places.set(column, index);
  }
  // By it a driver is found again.
  return places.has('reference') ? places : csvFault(line, 'columnMissing', { value: 'reference' });
}

function lineOf({ line, cells }: CsvRow, places: Places): DriverLine | CsvFault[] {
  const wrong = (...about: Tail<Parameters<typeof csvFault>>): CsvFault[] => [csvFault(line, ...about)];
  const cell = (column: Column): string | undefined => {
    const place = places.get(column);
    return place === undefined ? undefined : (cells[place] ?? '').trim();
  };
  const list = (column: Column): string[] | undefined =>
    cell(column)
      ?.split('|')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  if (cells.some((value, index) => value.trim() !== '' && ![...places.values()].includes(index))) return wrong('moreCells');
  if (cell('reference') === '') return wrong('missing', { value: 'reference' });
  const blocked = cell('blocked') === undefined ? undefined : csvBoolean(cell('blocked') ?? '');
  if (blocked === null) return wrong('notYesNo', { value: 'blocked', allowed: cell('blocked') ?? '' });
  const [company, costCentre, groups, cards = []] = [cell('company'), cell('cost_centre'), list('groups'), list('cards')];
  if (costCentre !== undefined && costCentre !== '' && !company) return wrong('centreWithoutCompany');
  if (cells.some((value) => value.includes('\0'))) return wrong('nul');
  if (Math.max(groups?.length ?? 0, cards.length) > mostNamed) return wrong('tooMany', { allowed: mostNamed });
  const tooLong = [company, costCentre, ...(groups ?? []), ...cards].find((name) => (name?.length ?? 0) > 100);
  if (tooLong !== undefined) return wrong('tooLong', { value: `“${tooLong.slice(0, 20)}…”` });
  const scientific = cards.find((value) => /^\d+([.,]\d+)?E\+\d+$/i.test(value));
  if (scientific !== undefined) return wrong('spreadsheet', { value: scientific });
  const checked = driver.safeParse(
    present({
      reference: cell('reference'),
      name: cell('name'),
      email: cell('email'),
      language: cell('language'),
      note: cell('note'),
      blocked,
    }),
  );
  if (!checked.success) return checked.error.issues.map((issue) => fieldFault(line, issue));
  const fields = present(checked.data) as DriverLine['fields'];
  return present({
    line,
    fields,
    company,
    costCentre: company === undefined ? undefined : (costCentre ?? ''),
    groups,
    cards,
  }) as DriverLine;
}

/** A driver or a card that the file has told of already. */
function repeatedIn(
  { line, fields, cards }: DriverLine,
  seen: { references: Map<string, number>; cards: Map<string, number> },
): CsvFault[] {
  const before = seen.references.get(fields.reference);
  if (before !== undefined) return [csvFault(line, 'driverTwice', { value: fields.reference, allowed: before })];
  seen.references.set(fields.reference, line);
  for (const value of cards) {
    const key = canonicalToken(value);
    const other = seen.cards.get(key);
    if (other !== undefined) return [csvFault(line, 'cardTwice', { value, allowed: other })];
    seen.cards.set(key, line);
  }
  return [];
}

function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
