import type { ReportDimension } from '@stationmaster/domain';
import type { ReportAsked } from './choice.ts';
import type { Row } from './figures.ts';

export type Key = { value: string | null; name: string };
const ids = {
  site: 'siteId',
  station: 'stationId',
  driver: 'driverId',
  company: 'companyId',
  costCentre: 'costCentreId',
  tariff: 'tariffId',
} as const;

/** The filter of the list of sessions that shows what a figure counts: the address bar of `/sessions`. */
export function sessionsOf(asked: ReportAsked, keys: readonly Key[], outcome: 'bill' | 'hold' | 'drop'): Record<string, string> {
  const { by, and, from, until, ...narrowed } = asked;
  const search: Record<string, string> = { outcome, fromDay: from, untilDay: until };
  for (const [name, value] of Object.entries(narrowed)) search[name] = String(value);
  const without: string[] = [];
  for (const [index, dimension] of [by, ...(and === undefined ? [] : [and])].entries()) {
    const value = keys[index]?.value;
    if (value === undefined) continue;
    if (value === null) without.push(dimension);
    else narrow(search, dimension, value);
  }
  const of = keys.flatMap(({ value, name }) => (value !== null && name !== '' ? [name] : [])).join(', ');
  return { ...search, ...(without.length > 0 ? { without: without.join(',') } : {}), ...(of === '' ? {} : { of }) };
}

/** What the dialog of reservations shows: names and values of the filter of their list, `of` what the row is called. */
export type ReservationsOpened = Readonly<Record<string, string>>;
export function reservationsOf(asked: ReportAsked, keys: readonly Key[]): ReservationsOpened {
  const { outcome: _, ...search } = sessionsOf(asked, keys, 'bill');
  return search;
}

/** What a row opens as a whole: the sessions it counts, where it counts none those held apart, and where there are none its reservations. */
export function opensOf(
  asked: ReportAsked,
  { keys, sessions, held, dropped, reservations }: Pick<Row, 'keys' | 'sessions' | 'held' | 'dropped' | 'reservations'>,
): { sessions: Record<string, string> } | { reservations: ReservationsOpened } {
  const outcome = sessions > 0 ? 'bill' : held.sessions > 0 ? 'hold' : dropped.sessions > 0 ? 'drop' : null;
  if (outcome === null && reservations > 0) return { reservations: reservationsOf(asked, keys) };
  return { sessions: sessionsOf(asked, keys, outcome ?? 'bill') };
}

function narrow(search: Record<string, string>, dimension: ReportDimension, value: string): void {
  if (dimension === 'hour') search['hour'] = value;
  else if (dimension === 'day') within(search, value, value);
  else if (dimension === 'week') within(search, value, later(value, 6));
  else if (dimension === 'month') within(search, value, lastOfMonth(value));
  else search[ids[dimension]] = value;
}

/** The days that both spans have: a week may begin before the report does. */
function within(search: Record<string, string>, from: string, until: string): void {
  if (from > (search['fromDay'] ?? '')) search['fromDay'] = from;
  if (until < (search['untilDay'] ?? '9')) search['untilDay'] = until;
}

function later(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
function lastOfMonth(first: string): string {
  const at = new Date(`${first}T00:00:00Z`);
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).toISOString().slice(0, 10);
}
