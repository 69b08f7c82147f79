import { csvText } from '@stationmaster/domain';
import { columns } from './csv-columns.ts';
import type { Driver } from './store.ts';

/** All drivers as CSV; where each has a reference, `importDrivers` of the same text changes nothing. */
export function driversCsv(drivers: readonly (Driver & { tokens: readonly string[] })[]): string {
  return csvText([[...columns], ...drivers.map(toCells)]);
}

function toCells(driver: Driver & { tokens: readonly string[] }): string[] {
  return [
    driver.reference ?? '',
    driver.name,
    driver.email,
    driver.language,
    driver.company?.name ?? '',
    driver.costCentre?.name ?? '',
    driver.groups.map(({ name }) => name).join('|'),
    driver.tokens.join('|'),
    String(driver.blocked),
    driver.note,
  ];
}
