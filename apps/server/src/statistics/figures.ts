import type { reportFigures, statisticsRoutes } from '@stationmaster/contract';
import { fixedText, minorUnit, type ReportDimension } from '@stationmaster/domain';
import type { z } from 'zod';
import type { Output } from '../http/handler.ts';
import { moneyDigits } from './facts-store.ts';
import type { Named, SumRow } from './report-store.ts';

type Figures = z.input<typeof reportFigures>;
type Key = Output<(typeof statisticsRoutes)['getReport']>['rows'][number]['keys'][number];

/** Ten-thousandths as the currency shows them; what is finer than its coins (a supply cost may be) keeps its digits. */
export function amountText(sum: string, currency: string): string {
  const value = BigInt(sum);
  const digits = minorUnit(currency);
  const coin = 10n ** BigInt(moneyDigits - digits);
  return value % coin === 0n ? fixedText(value / coin, digits) : fixedText(value, moneyDigits);
}
const sumOf = (rows: readonly SumRow[], name: keyof SumRow & string): bigint =>
  rows.reduce((sum, row) => sum + BigInt(row[name] as string), 0n);

/** One group: its rows, one a currency. Money stays apart by currency. */
export function figuresOf(rows: readonly SumRow[]): Figures {
  const sum = (name: Parameters<typeof sumOf>[1]): bigint => sumOf(rows, name);
  const apart = (name: 'held' | 'dropped'): Figures['held'] => ({
    sessions: Number(sum(name)),
    energyWh: Number(sum(`${name}_mwh`)) / 1000,
    money: rows
      .filter((row) => row.currency !== '' && row[name] !== '0')
      .map((row) => ({ currency: row.currency, gross: amountText(row[`${name}_gross`], row.currency) })),
  });
  return {
    sessions: Number(sum('sessions')),
    energyWh: Number(sum('energy_mwh')) / 1000,
    durationSeconds: Number(sum('duration_ms')) / 1000,
    idleSeconds: Number(sum('idle_ms')) / 1000,
    co2Grams: sum('co2_known') === 0n ? null : Number(sum('co2_dg')) / 10,
    unpriced: Number(sum('sessions') - sum('priced')),
    reservations: Number(sum('reserved')),
    money: rows.filter(({ currency, priced, reserved }) => currency !== '' && (priced !== '0' || reserved !== '0')).map(moneyOf),
    held: apart('held'),
    dropped: apart('dropped'),
  };
}

function moneyOf(row: SumRow): Figures['money'][number] {
  const { currency, priced, net, tax, gross, reserved, reserved_gross: reservedGross, supplied, supply } = row;
  const text = (sum: string): string => amountText(sum, currency);
  return {
    currency,
    sessions: Number(priced),
    net: text(net),
    tax: text(tax),
    gross: text(gross),
    reservations: Number(reserved),
    reservationsGross: text(reservedGross),
    supplied: Number(supplied),
    supplyCost: supplied === '0' ? null : text(supply),
    margin: supplied === '0' ? null : text(marginOf(row)),
  };
}

/** Of the sessions whose supply cost is known: a margin over the others would be their whole revenue. */
export function marginOf({ supplied_net: net, supply }: SumRow): string {
  return String(BigInt(net) - BigInt(supply));
}

/** A key as a filter takes it, with its name. Names of time are the client's. */
export function keyOf(dimension: ReportDimension, key: string, names: ReadonlyMap<string, Named>): Key {
  if (dimension === 'hour') return { value: key, name: '' };
  if (dimension === 'day' || dimension === 'week' || dimension === 'month') return { value: isoDay(Number(key) * 86_400_000), name: '' };
  return key === '0' ? { value: null, name: '' } : (names.get(key) ?? { value: key, name: `#${key}` });
}

const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);
