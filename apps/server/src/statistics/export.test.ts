import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromBuffer } from 'yauzl';
import { TEST_KEY } from '../testing/app.ts';
import { type StatisticsWorld, startStatisticsWorld } from './test-world.ts';
import { type Cell, type SheetColumn, xlsxStream } from './xlsx.ts';

/** The parts of a workbook, taken apart by another library than the one that made it. */
async function opened(bytes: Buffer): Promise<Map<string, string>> {
  const parts = new Map<string, string>();
  await new Promise<void>((resolve, reject) =>
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on('entry', (entry) =>
        zip.openReadStream(entry, (failed, stream) => {
          if (failed) return reject(failed);
          buffer(stream).then((content) => {
            parts.set(entry.fileName, content.toString());
            zip.readEntry();
          }, reject);
        }),
      );
      zip.once('end', resolve).once('error', reject);
      zip.readEntry();
    }),
  );
  return parts;
}
/** `[style, value]` of each cell, as they stand. */
function cells(xml: string): string[][] {
  return [...xml.matchAll(/<row>(.*?)<\/row>/g)].map(([, row = '']) =>
    [...row.matchAll(/<c\/>|<c s="(\d)"(?: t="inlineStr")?>(?:<is><t xml:space="preserve">(.*?)<\/t><\/is>|<v>(.*?)<\/v>)<\/c>/g)].map(
      ([, style, text, value]) => (style === undefined ? '' : `${style} ${text ?? value}`),
    ),
  );
}
const whole = (stream: ReadableStream<Uint8Array>): Promise<Buffer> => buffer(stream as unknown as AsyncIterable<Uint8Array>);

describe('a workbook', () => {
  const columns: SheetColumn[] = [
    { head: 'A < B & C', kind: 'text', width: 10 },
    { head: 'Day', kind: 'date', width: 10 },
    { head: 'At', kind: 'moment', width: 10 },
    { head: 'Money', kind: 'money', width: 10 },
  ];
  // biome-ignore lint/suspicious/useAwait: rows come one after another
  async function* rows(count: number): AsyncGenerator<Cell[]> {
    for (let n = 1; n <= count; n++) yield [`=1+${n} "x" \u0001\ud800é😀`, '2026-10-25', Date.UTC(2026, 9, 25, 6), '12345678901234.5600'];
  }

  test('has numbers as numbers and dates as dates, and its head stays in view', async () => {
    const parts = await opened(await whole(xlsxStream({ name: 'A/B: [x] "y" a name far too long for it', columns, rows: rows(2) })));
    expect([...parts.keys()].toSorted()).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
    ]);
    const sheet = parts.get('xl/worksheets/sheet1.xml') ?? '';
    expect(cells(sheet)).toEqual([
      ['1 A &lt; B &amp; C', '1 Day', '1 At', '1 Money'],
      // 2026-10-25 is day 46320 of the calendar that spreadsheets count by; six o'clock is a quarter of it.
      ['0 =1+1 "x" \ufffdé😀', '5 46320', '6 46320.25', '4 12345678901234.5600'],
      ['0 =1+2 "x" \ufffdé😀', '5 46320', '6 46320.25', '4 12345678901234.5600'],
    ]);
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(sheet).toContain('<autoFilter ref="A1:D3"/>');
    expect(parts.get('xl/workbook.xml')).toContain('<sheet name="A B   x  &quot;y&quot; a name far');
  });

  test('goes on in another sheet where one is full', async () => {
    const parts = await opened(await whole(xlsxStream({ name: 'R', columns, rows: rows(5) }, 3)));
    const sheets = [1, 2, 3].map((n) => cells(parts.get(`xl/worksheets/sheet${n}.xml`) ?? ''));
    expect(sheets.map((rows) => rows.length)).toEqual([3, 3, 2]);
    expect(sheets.map((rows) => rows.at(-1)?.[0]?.slice(0, 7))).toEqual(['0 =1+2 ', '0 =1+4 ', '0 =1+5 ']);
    expect(parts.get('xl/workbook.xml')).toContain('<sheet name="R 3" sheetId="3" r:id="rId3"/>');
  });

  test('is read no faster than it is taken, and no further when nobody takes it', async () => {
    let read = 0;
    let isEnded = false;
    // biome-ignore lint/suspicious/useAwait: as above
    async function* endless(): AsyncGenerator<Cell[]> {
      try {
        for (;;) {
          read += 1;
          yield [String(Math.random()), '2026-10-25', 0, '1'];
        }
      } finally {
        isEnded = true;
      }
    }
    const reader = xlsxStream({ name: 'R', columns, rows: endless() }).getReader();
    await reader.read();
    const before = read;
    await new Promise((resolve) => setImmediate(resolve));
    expect(read - before).toBeLessThan(200_000);
    await reader.cancel();
    await expect.poll(() => isEnded).toBe(true);
  });

  test('that cannot be read to its end is broken off', async () => {
    // biome-ignore lint/correctness/useYield: it fails before
    // biome-ignore lint/suspicious/useAwait: as above
    async function* failing(): AsyncGenerator<Cell[]> {
      throw new Error('the database is gone');
    }
    await expect(whole(xlsxStream({ name: 'R', columns, rows: failing() }))).rejects.toThrow('the database is gone');
  });
});

describe('a report as a file', () => {
  let world: StatisticsWorld;
  beforeAll(async () => {
    world = await startStatisticsWorld();
    await world.query(`update station set name = '=cmd()' where identity = 'B2'`);
    await world.add({
      id: 1,
      station: 'B1',
      from: '2026-10-05T08:00:00Z',
      minutes: 90,
      wh: 10_500,
      price: ['10.00', '1.90'],
      supply: '2.5',
      outcome: 'hold',
    });
    await world.add({
      id: 2,
      station: 'B2',
      from: '2026-10-05T08:00:00Z',
      minutes: 90,
      idleMinutes: 30,
      wh: 10_500,
      price: ['10.00', '1.90'],
      supply: '2.5',
      co2: 1234.5,
    });
    await world.tell('session.checked', [1, 2]);
    await world.counted();
  });
  afterAll(() => world.stop());

  const file = async (path: string): Promise<{ type: string | null; name: string | null; bytes: Buffer }> => {
    const response = await fetch(`http://127.0.0.1:${world.context.config.port}/api/v1/${path}`, {
      headers: { authorization: `Bearer ${TEST_KEY}` },
    });
    expect(response.status).toBe(200);
    return {
      type: response.headers.get('content-type'),
      name: response.headers.get('content-disposition'),
      bytes: Buffer.from(await response.arrayBuffer()),
    };
  };
  const october = 'from=2026-10-01&until=2026-10-31';

  test('CSV: a line for each row and currency', async () => {
    const { type, name, bytes } = await file(`statistics.csv?${october}&by=station&and=day`);
    expect({ type, name }).toEqual({ type: 'text/csv; charset=utf-8', name: 'attachment; filename="report-2026-10-01-2026-10-31.csv"' });
    expect(bytes.toString().split('\r\n')).toEqual([
      'Station,Day,Currency,Sessions,Energy kWh,Duration h,Idle h,Net revenue,Tax,Gross revenue,Reservations without session,Gross from reservations,Supply cost,Margin,Sessions with supply cost,Sessions without price,CO2 kg,Held sessions,Held kWh,Held gross,Dropped sessions,Dropped kWh,Dropped gross',
      'B1,2026-10-05,EUR,0,0.000000,0.0000,0.0000,0.00,0.00,0.00,0,0.00,,,0,0,,1,10.500000,11.90,0,0.000000,0.00',
      "'=cmd(),2026-10-05,EUR,1,10.500000,1.5000,0.5000,10.00,1.90,11.90,0,0.00,2.50,7.50,1,0,1.2345,0,0.000000,0.00,0,0.000000,0.00",
      '',
    ]);
  });

  test('Excel, in German', async () => {
    const { type, name, bytes } = await file(`statistics.xlsx?${october}&by=month&and=station&language=de`);
    expect(type).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    expect(name).toBe('attachment; filename="bericht-2026-10-01-2026-10-31.xlsx"');
    const parts = await opened(bytes);
    const [head, , second] = cells(parts.get('xl/worksheets/sheet1.xml') ?? '');
    expect(head?.slice(0, 5)).toEqual(['1 Monat', '1 Ladestation', '1 Währung', '1 Ladevorgänge', '1 Energie kWh']);
    expect(second?.slice(0, 8)).toEqual(['7 46296', '0 =cmd()', '0 EUR', '2 1', '3 10.500000', '3 1.5000', '3 0.5000', '4 10.00']);
    expect(parts.get('xl/workbook.xml')).toContain('<sheet name="Bericht"');
  });

  test('a refused one is an error, no file', async () => {
    expect((await world.api('GET', '/statistics.xlsx?from=2026-10-02&until=2026-10-01')).body.error).toMatchObject({ code: 'badRequest' });
  });
});
