import { expect, test } from 'vitest';
import { decidePrepaid } from './credit.ts';

const known = { status: 'Accepted', reason: 'known' } as const;
test.each([
  ['0.01', known, known],
  ['0', known, { status: 'NoCredit', reason: 'noCredit' }],
  ['-3.20', known, { status: 'NoCredit', reason: 'noCredit' }],
  ['0', { status: 'Accepted', reason: 'openAccess' }, { status: 'Accepted', reason: 'openAccess' }],
  ['5', { status: 'Blocked', reason: 'blocked' }, { status: 'Blocked', reason: 'blocked' }],
] as const)('with %s left, %o becomes %o', (available, decision, expected) => {
  expect(decidePrepaid(decision, { available, currency: 'EUR' })).toEqual(expected);
});
