import { expect, test } from 'vitest';
import { deviationOf, deviations } from './deviations.ts';

// Reports and tickets quote the codes: a row may be added here, never changed.
const codes = {
  nullNamed: 'R1 note',
  noErrorCode: 'R2 note',
  nullDropped: 'R3 note',
  jsonInText: 'R4 warning',
  emptyListAsObject: 'R5 note',
  listAsObject: 'R6 note',
  elementWrapped: 'R7 note',
  elementUnwrapped: 'R8 note',
  numberAsText: 'R9 note',
  booleanAsText: 'R10 note',
  dataAsText: 'R11 note',
  textAsNumber: 'R12 note',
  textAsBoolean: 'R13 note',
  numberAsBoolean: 'R14 note',
  enumCase: 'R15 note',
  enumSpelling: 'R16 note',
  unitAlias: 'R17 note',
  timeZone: 'R18 warning',
  timeForm: 'R19 note',
  memberName: 'R20 note',
  paddingCut: 'R21 note',
  rounded: 'R30 note',
  textCut: 'R31 note',
  timeUnset: 'R32 serious',
  emptyDropped: 'R33 note',
  listAdded: 'R34 warning',
  extraDropped: 'R35 warning',
  statusOf16: 'R36 note',
  enumOther: 'R37 warning',
  customDataDropped: 'R38 note',
  signatureDropped: 'R39 serious',
  partDropped: 'R40 serious',
  kwhAssumed: 'R60 warning',
  kwAssumed: 'R61 warning',
  localTime: 'R62 warning',
};

test('each name has its code and its severity, for ever', () => {
  expect(Object.fromEntries(deviations.map(({ name, code, severity }) => [name, `${code} ${severity}`]))).toEqual(codes);
});

test('no code twice; what loses a part is serious', () => {
  expect(new Set(deviations.map(({ code }) => code)).size).toBe(deviations.length);
  expect(deviations.filter(({ loss, severity }) => loss === 'part' && severity !== 'serious')).toEqual([]);
});

test('a deviation by its name', () => {
  expect(deviationOf('nullDropped')).toEqual({
    name: 'nullDropped',
    code: 'R3',
    loss: 'form',
    severity: 'note',
    why: 'An absent member is written as null.',
    key: 'deviation.nullDropped',
  });
  expect(deviationOf('celsius')).toBeNull();
  expect(deviationOf('constructor')).toBeNull();
});
