import { parseDay } from '../clock/zone.ts';
import type { TariffFault } from '../price/validate-tariff.ts';
import { daysOfWeek, type Restrictions } from './full-tariff.ts';

const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/;
/** In pairs: from (inclusive), until (exclusive). */
const ranges = [
  ['minEnergyWh', 'maxEnergyWh'],
  ['minPowerW', 'maxPowerW'],
  ['minCurrentA', 'maxCurrentA'],
  ['minDuration', 'maxDuration'],
  ['minChargingTime', 'maxChargingTime'],
  ['minIdleTime', 'maxIdleTime'],
  ['minOccupancy', 'maxOccupancy'],
] as const satisfies readonly (readonly [keyof Restrictions, keyof Restrictions])[];
const lists = ['dayOfWeek', 'connectors', 'powerTypes', 'driverGroups', 'paymentKinds', 'paymentBrands'] as const;
/** A session of which nothing can be known but time and energy would never meet these: they are told once, or measured. */
const ofReservations: readonly (keyof Restrictions)[] = [
  'minEnergyWh',
  'maxEnergyWh',
  'minPowerW',
  'maxPowerW',
  'minCurrentA',
  'maxCurrentA',
];

export function restrictionFaults(restrictions: Restrictions, path: string): TariffFault[] {
  const faults: TariffFault[] = [];
  const add = (key: keyof Restrictions, message: string): void => {
    faults.push({ path: `${path}.${key}`, message });
  };
  for (const key of ['startTime', 'endTime'] as const)
    if (!timePattern.test(restrictions[key] ?? '00:00')) add(key, 'must be a time of day such as 07:30');
  for (const key of ['startDate', 'endDate'] as const)
    if (parseDay(restrictions[key] ?? '2026-01-01') === null) add(key, 'must be a date such as 2026-12-24');
  const { startDate, endDate, dayOfWeek = [], reservation } = restrictions;
  if (startDate !== undefined && endDate !== undefined && startDate >= endDate) add('endDate', 'must be later than startDate');
  if (dayOfWeek.some((day) => !daysOfWeek.includes(day))) add('dayOfWeek', `must be among ${daysOfWeek.join(', ')}`);
  for (const key of lists) if (restrictions[key]?.length === 0) add(key, 'an empty list would never hold');
  for (const [min, max] of ranges) {
    const [least, most] = [restrictions[min], restrictions[max]];
    if (least !== undefined && !(least >= 0 && least < 1e12)) add(min, 'must be a number, 0 or more');
    if (most !== undefined && !(most > 0 && most < 1e12)) add(max, 'must be a number above 0');
    if (least !== undefined && most !== undefined && least >= most) add(max, `must be above ${min}`);
  }
  if (reservation !== undefined)
    for (const key of ofReservations) if (restrictions[key] !== undefined) add(key, 'says nothing about a reservation');
  return faults;
}
