import type { Token } from '../../api.ts';

export type CardState = 'valid' | 'blocked' | 'notYet' | 'expired';

/** Whether a card may charge at `now` (epoch ms), as the server decides it. */
export function stateOf(card: Pick<Token, 'blocked' | 'validFrom' | 'validUntil'>, now: number): CardState {
  if (card.blocked) return 'blocked';
  if (card.validFrom !== null && now < Date.parse(card.validFrom)) return 'notYet';
  return card.validUntil !== null && now >= Date.parse(card.validUntil) ? 'expired' : 'valid';
}

/** An instant as the day it falls on here, for a date field. `last`: the moment ends a day, so midnight belongs to the day before. */
export function dayOf(instant: string | null, last = false): string {
  if (instant === null) return '';
  const at = new Date(Date.parse(instant) - (last ? 1 : 0));
  return [
    String(at.getFullYear()).padStart(4, '0'),
    String(at.getMonth() + 1).padStart(2, '0'),
    String(at.getDate()).padStart(2, '0'),
  ].join('-');
}

/** The first moment of a day here; with `last` the first moment after it, so that the last day counts whole. */
export function instantOf(day: string, last = false): string | null {
  const [year, month, date] = day.split('-').map(Number);
  if (!year || !month || !date) return null;
  return new Date(year, month - 1, date + (last ? 1 : 0)).toISOString();
}
