import { expect, test } from 'vitest';
import { csvLine, csvText } from './csv.ts';

test.each([
  [['a', 'b'], 'a,b\r\n'],
  [['a,b', 'say "hi"', 'two\nlines', ''], '"a,b","say ""hi""","two\nlines",\r\n'],
])('the fields %j become one line of RFC 4180', (fields, line) => {
  expect(csvLine(fields)).toBe(line);
});

test.each([
  ['=1+1', "'=1+1"],
  ['+49', "'+49"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['\rx', "'\rx"],
  ['Garage = Nord', 'Garage = Nord'],
  ['', ''],
  [null, ''],
])('the text %j cannot become a formula', (text, cell) => {
  expect(csvText(text)).toBe(cell);
});
