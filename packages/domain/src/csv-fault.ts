/** Of a CSV file: which line is wrong, and why. `code` with `value` and `allowed` is for whoever has words of their own, `why` says it in English. */
export interface CsvFault {
  line: number;
  code: CsvFaultCode;
  why: string;
  /** What stands there. */
  value?: string;
  /** What may stand there, or which line it clashes with. */
  allowed?: string | number;
}

const sentences = {
  quotation: 'a quotation mark is missing or in the wrong place',
  empty: 'the file is empty',
  unknownColumn: 'the column "{value}" is not known; known are {allowed}',
  columnTwice: 'the column {value} is there twice',
  columnMissing: 'the column {value} is missing; the first line must name the columns',
  moreCells: 'it has more cells than the first line has columns',
  missing: '{value} is missing',
  tooLong: '{value} is too long',
  notYesNo: '{value} must be true or false, not "{allowed}"',
  unreadable: '{value} cannot be read: {allowed}',
  time: '"{value}" is not a time such as 2026-12-31T23:00:00Z',
  noSuchTime: 'there is no such time as {value}',
  nul: 'it holds a NUL character',
  tooMany: 'at most {allowed} groups and {allowed} cards',
  spreadsheet: 'a spreadsheet has made the number {value} of a card; format the column as text before filling it',
  centreWithoutCompany: 'a cost centre needs its company',
  driverTwice: 'the driver {value} is in line {allowed} already',
  cardTwice: 'the card {value} is in line {allowed} already',
  noGroup: 'there is no group {value}; make it first, with what its members may do',
  cardTaken: "the card {value} is another driver's",
  cardClash: '{value} already names another card',
};
export type CsvFaultCode = keyof typeof sentences;
export const csvFaultCodes = Object.keys(sentences) as CsvFaultCode[];

/** A fault with its English sentence. */
export function csvFault(line: number, code: CsvFaultCode, about: Pick<CsvFault, 'value' | 'allowed'> = {}): CsvFault {
  const why = sentences[code].replace(/\{(value|allowed)\}/g, (_, name: 'value' | 'allowed') => String(about[name] ?? ''));
  return { line, code, why, ...about };
}

/** The first thing a schema finds wrong in a field, as a fault of its column. */
export function fieldFault(
  line: number,
  { code, path, message }: { code: string; path: readonly PropertyKey[]; message: string },
): CsvFault {
  const value = path.join('.');
  if (code === 'too_big') return csvFault(line, 'tooLong', { value });
  if (code === 'too_small') return csvFault(line, 'missing', { value });
  return csvFault(line, 'unreadable', { value, allowed: message });
}
