import { expect, test } from 'vitest';
import { type ShownMessage, stageOf } from './messages.ts';

const now = Date.parse('2026-05-01T10:00:00Z');
const message = (span: Partial<ShownMessage>): ShownMessage => ({
  id: 1,
  priority: 'InFront',
  message: { content: 'x', format: 'UTF8' },
  ...span,
});

test.each([
  [{}, 'shown'],
  [{ startDateTime: '2026-05-01T09:00:00Z' }, 'shown'],
  [{ startDateTime: '2026-05-01T10:00:00Z' }, 'shown'],
  [{ startDateTime: '2026-05-01T11:00:00Z' }, 'later'],
  [{ endDateTime: '2026-05-01T11:00:00Z' }, 'shown'],
  [{ endDateTime: '2026-05-01T10:00:00Z' }, 'over'],
  [{ startDateTime: '2026-05-01T08:00:00Z', endDateTime: '2026-05-01T09:00:00Z' }, 'over'],
])('%o is %s', (span, stage) => expect(stageOf(message(span), now)).toBe(stage));
