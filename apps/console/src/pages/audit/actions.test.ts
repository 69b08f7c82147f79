import { expect, test } from 'vitest';
import de from '../../locales/de/people.json';
import en from '../../locales/en/people.json';
import { actions } from './actions.ts';

test('every action that the log can hold has words', () => {
  expect(actions).toContain('sendCommand');
  for (const words of [en, de]) expect(actions.filter((action) => !(action in words.audit.action))).toEqual([]);
});
