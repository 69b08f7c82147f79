import { billingActions } from '@stationmaster/domain';

/** What a figure of a report narrows the list by, as the address bar has it. `of`: what the row was called. */
export const reportFilterNames = [
  'outcome',
  'fromDay',
  'untilDay',
  'hour',
  'driverId',
  'companyId',
  'costCentreId',
  'tariffId',
  'without',
  'of',
] as const;
export type ReportFilters = Record<(typeof reportFilterNames)[number], string>;
export const noReportFilters: ReportFilters = {
  outcome: '',
  fromDay: '',
  untilDay: '',
  hour: '',
  driverId: '',
  companyId: '',
  costCentreId: '',
  tariffId: '',
  without: '',
  of: '',
};

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

/** The same as the API wants it; what it does not know is left out. */
export function reportQueryOf(filters: ReportFilters) {
  const outcome = billingActions.find((known) => known === filters.outcome);
  const hour = filters.hour === '' ? Number.NaN : Number(filters.hour);
  return {
    ...(outcome ? { outcome } : {}),
    ...(isDay(filters.fromDay) ? { fromDay: filters.fromDay } : {}),
    ...(isDay(filters.untilDay) ? { untilDay: filters.untilDay } : {}),
    ...(Number.isInteger(hour) && hour >= 0 && hour < 24 ? { hour } : {}),
    ...ids(filters),
    ...(/^[a-zA-Z]+(,[a-zA-Z]+)*$/.test(filters.without) ? { without: filters.without } : {}),
  };
}

type Ids = { [K in 'driverId' | 'companyId' | 'costCentreId' | 'tariffId']?: number };
function ids(filters: ReportFilters): Ids {
  const known = (['driverId', 'companyId', 'costCentreId', 'tariffId'] as const).filter((name) => /^[1-9]\d*$/.test(filters[name]));
  return Object.fromEntries(known.map((name) => [name, Number(filters[name])]));
}
