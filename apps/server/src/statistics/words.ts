import type { reportLanguages } from '@stationmaster/contract';
import type { ReportDimension, ReportSpan } from '@stationmaster/domain';

export type Language = (typeof reportLanguages)[number];

/** The words of report files and mails; the console has its own. */
export interface Words {
  dimensions: Readonly<Record<ReportDimension, string>>;
  none: string;
  columns: Readonly<Record<ReportColumn, string>>;
  /** The sheet's and the file's name. */
  report: string;
  spans: Readonly<Record<ReportSpan, string>>;
  test: string;
  by: string;
  attached: string;
  sessions: string;
  reservations: string;
  held: string;
  dropped: string;
  incomplete: string;
  why: string;
}
export type ReportColumn =
  | 'currency'
  | 'sessions'
  | 'energy'
  | 'duration'
  | 'idle'
  | 'net'
  | 'tax'
  | 'gross'
  | 'reservations'
  | 'reservationsGross'
  | 'supply'
  | 'margin'
  | 'supplied'
  | 'unpriced'
  | 'co2'
  | 'held'
  | 'heldEnergy'
  | 'heldGross'
  | 'dropped'
  | 'droppedEnergy'
  | 'droppedGross';

export const words: Readonly<Record<Language, Words>> = {
  en: {
    dimensions: {
      site: 'Site',
      station: 'Station',
      driver: 'Driver',
      company: 'Company',
      costCentre: 'Cost centre',
      tariff: 'Tariff',
      hour: 'Hour of day',
      day: 'Day',
      week: 'Week from',
      month: 'Month',
    },
    none: 'none',
    columns: {
      currency: 'Currency',
      sessions: 'Sessions',
      energy: 'Energy kWh',
      duration: 'Duration h',
      idle: 'Idle h',
      net: 'Net revenue',
      tax: 'Tax',
      gross: 'Gross revenue',
      reservations: 'Reservations without session',
      reservationsGross: 'Gross from reservations',
      supply: 'Supply cost',
      margin: 'Margin',
      supplied: 'Sessions with supply cost',
      unpriced: 'Sessions without price',
      co2: 'CO2 kg',
      held: 'Held sessions',
      heldEnergy: 'Held kWh',
      heldGross: 'Held gross',
      dropped: 'Dropped sessions',
      droppedEnergy: 'Dropped kWh',
      droppedGross: 'Dropped gross',
    },
    report: 'Report',
    spans: { lastDay: 'the day before', lastWeek: 'last week', lastMonth: 'last month' },
    test: 'Test',
    by: 'By {x}, {from} to {until}',
    attached: 'The whole report is attached.',
    sessions: 'Sessions: {n}, {kwh} kWh',
    reservations: 'Reservations without a session, counted in the revenue: {n}, {money}',
    held: 'Held and not counted: sessions {n}, {kwh} kWh, {money}',
    dropped: 'Dropped and not counted: sessions {n}, {kwh} kWh',
    incomplete: 'Older sessions are still being counted: this report may change.',
    why: 'You get this mail because the report "{name}" is sent to you. Whoever runs it changes that here:',
  },
  de: {
    dimensions: {
      site: 'Standort',
      station: 'Ladestation',
      driver: 'Fahrer',
      company: 'Firma',
      costCentre: 'Kostenstelle',
      tariff: 'Tarif',
      hour: 'Stunde',
      day: 'Tag',
      week: 'Woche ab',
      month: 'Monat',
    },
    none: 'ohne',
    columns: {
      currency: 'Währung',
      sessions: 'Ladevorgänge',
      energy: 'Energie kWh',
      duration: 'Dauer h',
      idle: 'Standzeit h',
      net: 'Umsatz netto',
      tax: 'Steuer',
      gross: 'Umsatz brutto',
      reservations: 'Reservierungen ohne Ladevorgang',
      reservationsGross: 'Brutto aus Reservierungen',
      supply: 'Stromkosten',
      margin: 'Marge',
      supplied: 'Ladevorgänge mit Stromkosten',
      unpriced: 'Ladevorgänge ohne Preis',
      co2: 'CO2 kg',
      held: 'Zurückgehaltene Ladevorgänge',
      heldEnergy: 'Zurückgehalten kWh',
      heldGross: 'Zurückgehalten brutto',
      dropped: 'Verworfene Ladevorgänge',
      droppedEnergy: 'Verworfen kWh',
      droppedGross: 'Verworfen brutto',
    },
    report: 'Bericht',
    spans: { lastDay: 'der Tag davor', lastWeek: 'letzte Woche', lastMonth: 'letzter Monat' },
    test: 'Test',
    by: 'Nach {x}, {from} bis {until}',
    attached: 'Der ganze Bericht hängt an.',
    sessions: 'Ladevorgänge: {n}, {kwh} kWh',
    reservations: 'Im Umsatz enthaltene Reservierungen ohne Ladevorgang: {n}, {money}',
    held: 'Zurückgehalten und nicht gezählt: Ladevorgänge {n}, {kwh} kWh, {money}',
    dropped: 'Verworfen und nicht gezählt: Ladevorgänge {n}, {kwh} kWh',
    incomplete: 'Ältere Ladevorgänge werden noch gezählt: Dieser Bericht kann sich ändern.',
    why: 'Sie bekommen diese Mail, weil der Bericht „{name}“ an Sie geht. Wer ihn eingerichtet hat, ändert das hier:',
  },
};
