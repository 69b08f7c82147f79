import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvText, parseCsv } from './csv.ts';

const cellsOf = (text: string): string[][] | undefined => parseCsv(text).rows?.map(({ cells }) => cells);

test.each<[string, string, string[][]]>([
  [
    'commas',
    'a,b\r\n1,2\r\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'no line end at the end',
    'a,b\n1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'semicolons',
    'a;b\n1,5;2',
    [
      ['a', 'b'],
      ['1,5', '2'],
    ],
  ],
  [
    'tabs',
    'a\tb\n1\t2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'byte order mark',
    '\uFEFFa,b\n1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'sep= line',
    'sep=;\r\na;b\r\n1;2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'old Mac',
    'a,b\r1,2\r',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'quotes',
    'a,b\n"x, ""y""\nz",2',
    [
      ['a', 'b'],
      ['x, "y"\nz', '2'],
    ],
  ],
  [
    'a separator in a quoted header',
    '"a,b,c";d\n1;2',
    [
      ['a,b,c', 'd'],
      ['1', '2'],
    ],
  ],
  [
    'empty cells',
    'a,b,c\n,,3\n1,,\n',
    [
      ['a', 'b', 'c'],
      ['', '', '3'],
      ['1', '', ''],
    ],
  ],
  [
    'blank rows and rows of separators',
    'a,b\n\n,\n  ,\n1,2\n\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  ['one column', 'a\n1\n2', [['a'], ['1'], ['2']]],
  [
    'empty quoted cell',
    'a,b\n"",2',
    [
      ['a', 'b'],
      ['', '2'],
    ],
  ],
  ['nothing', '', []],
])('reads %s', (_name, text, expected) => {
  expect(cellsOf(text)).toEqual(expected);
});

test.each([
  ['a quotation mark inside a cell', 'a,b\n1,2\n3,4"5\n', 3],
  ['text after a closing mark', 'a,b\n"1"x,2\n', 2],
  ['an open mark', 'a,b\n1,"2\n3,4\n', 2],
])('refuses %s', (_name, text, line) => {
  expect(parseCsv(text).fault).toEqual({ line, code: 'quotation', why: 'a quotation mark is missing or in the wrong place' });
});

test('counts lines within quoted cells, with a sep= line too', () => {
  expect(parseCsv('sep=,\na,b\n"1\n1",2\n3,4').rows?.map(({ line }) => line)).toEqual([2, 3, 5]);
});

test('a file of 20 MB, well or badly quoted, is read or refused', () => {
  const long = 'x'.repeat(20_000_000);
  expect(cellsOf(`a\n"${long}"`)?.[1]?.[0]?.length).toBe(20_000_000);
  expect(parseCsv(`a\n"${long}`).fault?.line).toBe(2);
});

describe('csvText', () => {
  test('no cell starts a formula', () => {
    for (const value of ['=1+1', '+49 171', '-cmd', '@SUM(A1)', '\t=1', "'=1"]) {
      const cell = csvText([[value]])
        .replace(/^\uFEFF/, '')
        .replace(/^"/, '');
      expect(cell).toMatch(/^'/);
    }
    expect(csvText([['-1.50']])).toBe('\uFEFF-1.50\r\n');
  });

  test('parseCsv gives back what was written', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('=', "'", '"', ',', ';', '\n', '\r', '\t', '-', '1', ' ') }),
    );
    const rows = fc.array(
      fc.array(cell, { minLength: 1, maxLength: 4 }).filter((cells) => cells.some((value) => value.trim() !== '')),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(rows, (table) => {
        expect(cellsOf(csvText([['a', 'b', 'c', 'd'], ...table]))?.slice(1)).toEqual(table);
      }),
      { numRuns: 2_000 },
    );
  });
});
