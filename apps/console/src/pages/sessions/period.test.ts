import { expect, test } from 'vitest';
import { spanOf } from './period.ts';

const noon = new Date(2026, 2, 30, 12, 0).getTime();
const local = (...date: [number, number, number]) => new Date(...date).toISOString();

test.each([
  ['no period', { period: '', from: '2026-03-01', to: '' }, {}],
  ['today begins at the viewer’s midnight', { period: 'today', from: '', to: '' }, { from: local(2026, 2, 30) }],
  ['a week is today and six days before, across the change of clocks', { period: 'week', from: '', to: '' }, { from: local(2026, 2, 24) }],
  [
    'own days hold the last day whole',
    { period: 'own', from: '2026-03-01', to: '2026-03-31' },
    { from: local(2026, 2, 1), to: local(2026, 3, 1) },
  ],
  ['half a range is a range', { period: 'own', from: '', to: '2026-12-31' }, { to: local(2027, 0, 1) }],
  ['a mistyped day is no limit', { period: 'own', from: 'yesterday', to: '' }, {}],
])('%s', (_, url, span) => expect(spanOf(url, noon)).toEqual(span));
