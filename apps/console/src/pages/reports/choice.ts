import { type ReportDimension, reportDimensions } from '@stationmaster/domain';

export const choiceNames = [
  'by',
  'and',
  'period',
  'from',
  'until',
  'siteId',
  'stationId',
  'companyId',
  'driverId',
  'costCentreId',
  'tariffId',
] as const;
export type Choice = Record<(typeof choiceNames)[number], string>;
export const periods = ['thisMonth', 'lastMonth', 'lastWeek', 'last30', 'thisYear', 'own'] as const;
export type Period = (typeof periods)[number];

/** What the address bar says, as the API wants it; what it does not know is left out. `now` in epoch ms, days as the viewer counts them. */
export function queryOf(choice: Choice, now: number) {
  const by = dimensionOf(choice.by) ?? 'site';
  const and = dimensionOf(choice.and);
  return {
    by,
    ...(and === null || and === by ? {} : { and }),
    ...daysOf(choice, now),
    ...(choice.stationId ? { stationId: choice.stationId } : {}),
    ...idOf('siteId', choice.siteId),
    ...idOf('companyId', choice.companyId),
    ...idOf('driverId', choice.driverId),
    ...idOf('costCentreId', choice.costCentreId),
    ...idOf('tariffId', choice.tariffId),
  };
}
export type ReportAsked = ReturnType<typeof queryOf>;

export function periodOf(text: string): Period {
  return periods.find((period) => period === text) ?? 'thisMonth';
}

/** First and last day of the period, ISO 8601. Weeks begin on Monday. */
export function daysOf({ period, from, until }: Pick<Choice, 'period' | 'from' | 'until'>, now: number): { from: string; until: string } {
  const at = new Date(now);
  const [year, month, day] = [at.getFullYear(), at.getMonth(), at.getDate()];
  const today = iso(year, month, day);
  switch (periodOf(period)) {
    case 'thisMonth':
      return { from: iso(year, month, 1), until: today };
    case 'lastMonth':
      return { from: iso(year, month - 1, 1), until: iso(year, month, 0) };
    case 'lastWeek': {
      const monday = day - ((at.getDay() + 6) % 7);
      return { from: iso(year, month, monday - 7), until: iso(year, month, monday - 1) };
    }
    case 'last30':
      return { from: iso(year, month, day - 29), until: today };
    case 'thisYear':
      return { from: iso(year, 0, 1), until: today };
    case 'own': {
      const last = isDay(until) ? until : today;
      const first = isDay(from) ? from : iso(year, month, 1);
      return first > last ? { from: last, until: first } : { from: first, until: last };
    }
  }
}

/** What a period of the calendar is, whatever time it is: no zone moves it. */
function iso(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
}
const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
const dimensionOf = (text: string): ReportDimension | null => reportDimensions.find((known) => known === text) ?? null;

function idOf<K extends string>(name: K, text: string): { [P in K]?: number } {
  const id = Number(text);
  return (Number.isInteger(id) && id > 0 ? { [name]: id } : {}) as { [P in K]?: number };
}
