import { expect, test } from 'vitest';
import { fitsPattern, fittingInstructions } from './instructions.ts';

test.each([
  ['', 'KEBA AG', true],
  [' , ', null, true],
  ['keba*', 'KEBA AG', true],
  ['keba*', 'Not KEBA', false],
  ['keba', 'KEBA AG', false],
  ['*mennekes*', 'The MENNEKES Company', true],
  ['go-e*, goe*', 'GoE GmbH', true],
  ['go-e*, goe*', 'Gopher', false],
  ['a*b*c', 'a-b-c', true],
  ['a*b*c', 'acb', false],
  ['ab*ba', 'aba', false],
  ['*.*', 'version 1', false],
  ['keba*', null, false],
  [`${'a*'.repeat(60)}b`, 'a'.repeat(5000), false],
])('%s for %s: %s', (pattern, text, fits) => expect(fitsPattern(pattern, text)).toBe(fits));

const row = (name: string, vendor: string, model: string, own: boolean) => ({ name, vendor, model, own });
const delivered = [row('KEBA', 'keba*', '', false), row('KEBA P30', 'keba*', 'p30*', false), row('any', '', '', false)];
const named = (more: ReturnType<typeof row>[], vendor: string | null, model: string | null) =>
  fittingInstructions([...delivered, ...more], { vendor, model })?.name;

test('who names the maker wins, then the operator, then who names the model', () => {
  expect(named([], 'KEBA AG', 'P30 x')).toBe('KEBA P30');
  expect(named([], 'KEBA AG', 'P40')).toBe('KEBA');
  expect(named([], null, null)).toBe('any');
  expect(named([row('mine', 'keba*', '', true)], 'KEBA AG', 'P30 x')).toBe('mine');
  expect(named([row('mine for all', '', '', true)], 'KEBA AG', 'P40')).toBe('KEBA');
  expect(named([row('mine for all', '', '', true)], 'Acme', null)).toBe('mine for all');
  expect(named([row('old', 'keba*', '', true), row('new', 'keba*', '', true)], 'KEBA AG', null)).toBe('new');
  expect(fittingInstructions([row('KEBA', 'keba*', '', false)], { vendor: 'Acme', model: null })).toBeUndefined();
});
