import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** How a cell is shown; values of `date` are `2026-11-21`, of `moment` epoch ms of the wall clock that is to be shown. */
const styles = { text: 0, head: 1, whole: 2, decimal: 3, money: 4, date: 5, moment: 6, month: 7 } as const;
export interface SheetColumn {
  head: string;
  kind: Exclude<keyof typeof styles, 'head'>;
  /** In characters. */
  width: number;
}
/** Numbers may be decimal text: the sheet has all their digits. null: empty. */
export type Cell = string | number | null;
export interface Sheet {
  name: string;
  columns: readonly SheetColumn[];
  rows: AsyncIterable<readonly Cell[]>;
}
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Of a sheet, its head among them; what is more goes on in the next one. [ECMA-376, Excel's limits] */
const mostRows = 1_048_576;

/**
 * A workbook, written while it is read: its size costs no memory. Numbers are numbers and dates are dates, the head stays in view.
 * An error of `rows` breaks the stream off; who stops reading ends `rows`. `rowsAsheet` is for tests.
 */
export function xlsxStream({ name, columns, rows }: Sheet, rowsAsheet: number = mostRows): ReadableStream<Uint8Array> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const source = rows[Symbol.asyncIterator]();
  let current: Readable | null = null;
  output.once('close', () => {
    current?.destroy();
    void Promise.resolve(source.return?.()).catch(() => undefined);
  });
  const write = async (): Promise<void> => {
    let isOver = false;
    let sheets = 0;
    while (!isOver) {
      sheets += 1;
      const part = Readable.from(
        sheetXml(columns, source, rowsAsheet - 1, () => {
          isOver = true;
        }),
        { objectMode: false },
      );
      current = part;
      zip.addReadStream(part, `xl/worksheets/sheet${sheets}.xml`);
      await new Promise<void>((resolve, reject) => part.once('end', resolve).once('error', reject).once('close', resolve));
      if (part.destroyed && !part.readableEnded) return;
    }
    for (const [path, xml] of Object.entries(frameXml(name, sheets))) zip.addBuffer(Buffer.from(xml), path);
    zip.end();
  };
  write().catch((error: Error) => output.destroy(error));
  return Readable.toWeb(output) as ReadableStream<Uint8Array>;
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
/** So many characters at a time. */
const chunkSize = 32_768;

async function* sheetXml(
  columns: readonly SheetColumn[],
  source: AsyncIterator<readonly Cell[]>,
  ...[most, onEnd]: [number, () => void]
): AsyncGenerator<string> {
  const widths = columns
    .map(({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`)
    .join('');
  const head = columns.map((column) => cellXml(column.head, 'head')).join('');
  let chunk = `${xmlHead}<worksheet ${main}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths}</cols><sheetData><row>${head}</row>`;
  let count = 0;
  for (; count < most; count += 1) {
    const { done, value } = await source.next();
    if (done === true) {
      onEnd();
      break;
    }
    chunk += `<row>${columns.map(({ kind }, index) => cellXml(value[index] ?? null, kind)).join('')}</row>`;
    if (chunk.length < chunkSize) continue;
    yield chunk;
    chunk = '';
  }
  yield `${chunk}</sheetData><autoFilter ref="A1:${letters(columns.length)}${count + 1}"/></worksheet>`;
}

function cellXml(value: Cell, kind: keyof typeof styles): string {
  if (value === null || value === '') return '<c/>';
  const style = styles[kind];
  if (kind === 'text' || kind === 'head')
    return `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(String(value))}</t></is></c>`;
  return `<c s="${style}"><v>${kind === 'date' || kind === 'month' ? serial(Date.parse(`${value}T00:00:00Z`)) : kind === 'moment' ? serial(Number(value)) : value}</v></c>`;
}

/** Days since 1899-12-30, as spreadsheets count. */
function serial(at: number): string {
  return String(Math.round((at / 86_400_000 + 25_569) * 1e9) / 1e9);
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** XML 1.0 has no place for most control characters, nor for halves of surrogate pairs. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\P{Cc}]|[\ufffe\uffff]/gu, '')
    .replace(/[&<>]/g, (sign) => entities[sign] ?? sign);
}

/** The name of a column: 1 → A, 27 → AA. */
function letters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return (rest > 0 ? letters(rest) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}

/** The fixed parts around the sheets. */
function frameXml(name: string, sheets: number): Record<string, string> {
  const each = (text: (number: number) => string): string => Array.from({ length: sheets }, (_, index) => text(index + 1)).join('');
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packaged = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';
  // A name has at most 31 characters and none of these.
  const title = escaped(name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 26)).replaceAll('"', '&quot;');
  const xf = (format: number, font = 0): string =>
    `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`;
  return {
    'xl/workbook.xml': `${xmlHead}<workbook ${main} xmlns:r="${office}"><sheets>${each((n) => `<sheet name="${title}${n > 1 ? ` ${n}` : ''}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xmlHead}<Relationships ${packaged}>${each((n) => `<Relationship Id="rId${n}" Type="${office}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="rIdS" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${xmlHead}<styleSheet ${main}><numFmts count="3"><numFmt numFmtId="164" formatCode="#,##0.00##"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="166" formatCode="yyyy\\-mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="8">${[xf(0), xf(0, 1), xf(3), xf(4), xf(164), xf(14), xf(165), xf(166)].join('')}</cellXfs></styleSheet>`,
    '_rels/.rels': `${xmlHead}<Relationships ${packaged}><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    '[Content_Types].xml': `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>${each((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${type}.worksheet+xml"/>`)}</Types>`,
  };
}
