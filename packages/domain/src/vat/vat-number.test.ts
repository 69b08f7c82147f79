import { expect, test } from 'vitest';
import { vatForm } from './vat-number.ts';

test.each([
  ['DE123456789', 'wellFormed'],
  ['de 123 456 789', 'wellFormed'],
  ['DE12345678', 'malformed'],
  ['DE023456789', 'malformed'],
  ['ATU12345678', 'wellFormed'],
  ['AT12345678', 'malformed'],
  ['BE 0123.456.789', 'wellFormed'],
  ['CHE-123.456.789 MWST', 'wellFormed'],
  ['GR123456789', 'wellFormed'],
  ['EL123456789', 'wellFormed'],
  ['ESX1234567X', 'wellFormed'],
  ['ES12345678Z', 'wellFormed'],
  ['ES123456789', 'malformed'],
  ['FRXX123456789', 'wellFormed'],
  ['FROI123456789', 'malformed'],
  ['IE1234567WA', 'wellFormed'],
  ['NL123456789B01', 'wellFormed'],
  ['SE123456789001', 'wellFormed'],
  ['SE123456789002', 'malformed'],
  ['XIGD123', 'wellFormed'],
  ['US12-3456789', 'unknownCountry'],
  ['', 'unknownCountry'],
  ['__proto__', 'unknownCountry'],
])('%s is %s', (text, form) => expect(vatForm(text)).toBe(form));
