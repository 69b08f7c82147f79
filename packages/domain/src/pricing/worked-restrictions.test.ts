import { describe, expect, test } from 'vitest';
import type { Restrictions } from '../tariff/full-tariff.ts';
import { validateFullTariff } from '../tariff/validate-full-tariff.ts';
import { costOf } from './cost-of.ts';
import { session } from './testing/session.ts';
import { element, tariff } from './testing/tariff.ts';
import type { SessionPeriod, Surroundings } from './use.ts';

const berlin: Surroundings = { zone: 'Europe/Berlin' };
/** 1.00 a kWh where the restrictions hold, else 0.10; 10/h and 1/h. So 60 kWh in 60 min: each minute held costs 0.90. */
function costs(restrictions: Restrictions, periods: SessionPeriod[], around: Surroundings = berlin): { energy: string; time: string } {
  const of = (type: 'ENERGY' | 'TIME', high: string, low: string): string => {
    const by = tariff([element([{ type, price: high }], restrictions), element([{ type, price: low }])]);
    expect(validateFullTariff(by)).toEqual([]);
    return costOf({ periods, tariff: by, around }).total;
  };
  return { energy: of('ENERGY', '1', '0.1'), time: of('TIME', '10', '1') };
}
const energy = (...args: Parameters<typeof costs>): string => costs(...args).energy;
/** One hour, 60 kWh, on Monday 2 March 2026. */
const hourFrom = (time: string): SessionPeriod[] => session(`2026-03-02T${time}:00+01:00`, ['charging', 60, 60_000]);

describe('the clock on the wall, worked by hand', () => {
  test.each<[string, Restrictions, string, string]>([
    // 30 kWh × 1.00 + 30 × 0.10
    ['start', { startTime: '17:00' }, '16:30', '33.00'],
    ['end', { endTime: '17:00' }, '16:30', '33.00'],
    // 20 min inside
    ['window inside the hour', { startTime: '16:40', endTime: '17:00' }, '16:30', '24.00'],
    // Over midnight: 22:00 to 06:00. 23:30 to 00:30 is all inside, 05:30 to 06:30 half.
    ['over midnight', { startTime: '22:00', endTime: '06:00' }, '23:30', '60.00'],
    ['over midnight, towards its end', { startTime: '22:00', endTime: '06:00' }, '05:30', '33.00'],
    ['over midnight, outside', { startTime: '22:00', endTime: '06:00' }, '12:00', '6.00'],
    ['00:00 is the end of the day', { startTime: '23:45', endTime: '00:00' }, '23:30', '19.50'],
    ['equal times are the whole day', { startTime: '08:00', endTime: '08:00' }, '07:30', '60.00'],
    ['weekday, ending at midnight', { dayOfWeek: ['MONDAY'] }, '23:30', '33.00'],
    ['another weekday', { dayOfWeek: ['SATURDAY', 'SUNDAY'] }, '12:00', '6.00'],
    ['from a date', { startDate: '2026-03-03' }, '23:30', '33.00'],
    ['until a date, exclusive', { endDate: '2026-03-03' }, '23:30', '33.00'],
    ['weekday and time together', { dayOfWeek: ['MONDAY'], startTime: '22:00', endTime: '06:00' }, '23:30', '33.00'],
  ])('%s', (_, restrictions, time, expected) => {
    expect(energy(restrictions, hourFrom(time))).toBe(expected);
  });

  test('holidays by the site’s calendar', () => {
    const around = { ...berlin, holidays: new Set(['2026-03-03']) };
    expect(energy({ holidays: 'ONLY' }, hourFrom('23:30'), around)).toBe('33.00');
    expect(energy({ holidays: 'EXCEPT' }, hourFrom('23:30'), around)).toBe('33.00');
    expect(energy({ holidays: 'ONLY' }, hourFrom('12:00'), around)).toBe('6.00');
    expect(energy({ holidays: 'EXCEPT' }, hourFrom('12:00'), around)).toBe('60.00');
  });

  test('the site’s zone counts: 16:30 in Berlin is 15:30 in London and 21:00 in Kolkata', () => {
    expect(energy({ startTime: '17:00' }, hourFrom('16:30'), { zone: 'Europe/London' })).toBe('6.00');
    expect(energy({ startTime: '21:15' }, hourFrom('16:30'), { zone: 'Asia/Kolkata' })).toBe('46.50');
  });

  // 29 March 2026: at 02:00 the clock goes to 03:00. 01:30 to 03:30 on the wall is one hour.
  const spring = session('2026-03-29T00:30:00Z', ['charging', 60, 60_000]);
  // 25 October 2026: at 03:00 the clock goes back to 02:00. 02:00 to 03:00 comes twice.
  const autumn = session('2026-10-25T00:00:00Z', ['charging', 120, 120_000]);
  test.each<[string, Restrictions, SessionPeriod[], string]>([
    ['forward: 02:00 to 03:00 does not exist', { startTime: '02:00', endTime: '03:00' }, spring, '6.00'],
    ['forward: before 03:00 are 30 minutes', { endTime: '03:00' }, spring, '33.00'],
    ['forward: from 02:30 is from 03:00', { startTime: '02:30' }, spring, '33.00'],
    ['back: 02:00 to 03:00 is two hours', { startTime: '02:00', endTime: '03:00' }, autumn, '120.00'],
    // 02:30 to 03:00 twice: 60 of 120 kWh
    ['back: from 02:30 to 03:00 comes twice', { startTime: '02:30', endTime: '03:00' }, autumn, '66.00'],
  ])('clock change %s', (_, restrictions, periods, expected) => {
    expect(energy(restrictions, periods)).toBe(expected);
  });

  test('a day of 23 and one of 25 hours: 1/h on Sunday, 0.10 on other days', () => {
    const sunday = tariff([element([{ type: 'TIME', price: '1' }], { dayOfWeek: ['SUNDAY'] })]);
    const hours = (from: string): string => costOf({ periods: session(from, ['charging', 72 * 60]), tariff: sunday, around: berlin }).total;
    expect(hours('2026-03-27T23:00:00Z')).toBe('23.00');
    expect(hours('2026-10-23T22:00:00Z')).toBe('25.00');
    expect(hours('2026-06-19T22:00:00Z')).toBe('24.00');
  });
});

describe('what grows in a session, worked by hand', () => {
  // 60 min charging 30 kWh, 30 min idle; thresholds are met in the middle of a period.
  const visit = session('2026-03-02T10:00:00Z', ['charging', 60, 30_000], ['idle', 30]);
  test.each<[string, Restrictions, string, string]>([
    // ENERGY: 20 kWh × 1.00 + 10 × 0.10. TIME: 20 kWh after 40 min: 50 min × 10/h + 40 min × 1/h
    ['from 10 kWh', { minEnergyWh: 10_000 }, '21.00', '12.00'],
    ['until 10 kWh', { maxEnergyWh: 10_000 }, '12.00', '4.50'],
    ['10 to 20 kWh', { minEnergyWh: 10_000, maxEnergyWh: 20_000 }, '12.00', '4.50'],
    // 7.5 kWh × 1.00 + 22.5 × 0.10; 45 min × 10/h + 45 min × 1/h
    ['from 45 min', { minDuration: 2_700 }, '9.75', '8.25'],
    ['until 75 min', { maxDuration: 4_500 }, '30.00', '12.75'],
    // 20 min charged: 20 kWh and 70 min after it
    ['from 20 min of charging', { minChargingTime: 1_200 }, '21.00', '12.00'],
    ['until 20 min of charging', { maxChargingTime: 1_200 }, '12.00', '4.50'],
    // 10 min idle are reached 20 min before the end
    ['from 10 min idle', { minIdleTime: 600 }, '3.00', '4.50'],
    ['until 10 min idle', { maxIdleTime: 600 }, '30.00', '12.00'],
    // Both: 10 kWh at 20 min, 40 min of duration: 20 min and 10 kWh
    ['from 10 kWh and until 40 min', { minEnergyWh: 10_000, maxDuration: 2_400 }, '12.00', '4.50'],
  ])('%s', (_, restrictions, energyCost, timeCost) => {
    expect(costs(restrictions, visit)).toEqual({ energy: energyCost, time: timeCost });
  });

  // 10 min at 60 kW, 20 min at 30 kW, 30 min idle.
  const tapering = session(
    '2026-03-02T10:00:00Z',
    ['charging', 10, 10_000, { currentA: 90 }],
    ['charging', 20, 10_000, { currentA: 45 }],
    ['idle', 30, 0, { currentA: 0 }],
  );
  test.each<[string, Restrictions, string, string]>([
    // 10 kWh × 1.00 + 10 × 0.10; 10 min × 10/h + 50 min × 1/h
    ['from 60 kW', { minPowerW: 60_000 }, '11.00', '2.50'],
    ['below 60 kW', { maxPowerW: 60_000 }, '11.00', '8.50'],
    ['from 30 to below 60 kW', { minPowerW: 30_000, maxPowerW: 60_000 }, '11.00', '4.00'],
    ['from 45 A', { minCurrentA: 45 }, '20.00', '5.50'],
    ['below 45 A', { maxCurrentA: 45 }, '2.00', '5.50'],
  ])('%s', (_, restrictions, energyCost, timeCost) => {
    expect(costs(restrictions, tapering)).toEqual({ energy: energyCost, time: timeCost });
  });

  test('a current that was not measured meets no condition on it', () => {
    expect(energy({ minCurrentA: 0 }, visit)).toBe('3.00');
    expect(energy({ maxCurrentA: 1_000 }, visit)).toBe('3.00');
  });
});

describe('what stays as it is, worked by hand', () => {
  test.each<[string, Restrictions, Partial<Surroundings>, Partial<Surroundings>]>([
    ['connector', { connectors: ['IEC_62196_T2_COMBO', 'CHADEMO'] }, { connector: 'CHADEMO' }, { connector: 'IEC_62196_T2' }],
    ['power type', { powerTypes: ['DC'] }, { powerType: 'DC' }, { powerType: 'AC_3_PHASE' }],
    ['group of drivers', { driverGroups: ['staff', 'tenants'] }, { driverGroups: ['guests', 'tenants'] }, { driverGroups: ['guests'] }],
    ['kind of payment', { paymentKinds: ['adHoc', 'CC'] }, { paymentKind: 'CC' }, { paymentKind: 'Debit' }],
    ['brand of card', { paymentBrands: ['Visa'] }, { paymentBrand: 'Visa' }, { paymentBrand: 'Maestro' }],
    ['occupancy from', { minOccupancy: 80 }, { occupancy: 80 }, { occupancy: 79.9 }],
    ['occupancy below', { maxOccupancy: 80 }, { occupancy: 79.9 }, { occupancy: 80 }],
  ])('%s', (_, restrictions, meets, fails) => {
    expect(energy(restrictions, hourFrom('12:00'), { ...berlin, ...meets })).toBe('60.00');
    expect(energy(restrictions, hourFrom('12:00'), { ...berlin, ...fails })).toBe('6.00');
    // Not told: not met.
    expect(energy(restrictions, hourFrom('12:00'))).toBe('6.00');
  });
});

describe('a fee, worked by hand', () => {
  const flat = (restrictions: Restrictions, periods: SessionPeriod[]): string =>
    costOf({
      periods,
      tariff: tariff([element([{ type: 'FLAT', price: '5' }], restrictions), element([{ type: 'FLAT', price: '1' }])]),
      around: berlin,
    }).total;
  test('is charged once, by the element that holds when the session starts', () => {
    expect(flat({ startTime: '22:00', endTime: '06:00' }, hourFrom('21:30'))).toBe('1.00');
    expect(flat({ startTime: '22:00', endTime: '06:00' }, hourFrom('22:30'))).toBe('5.00');
  });
  test('where nothing holds at the start, when something first does', () => {
    const penalty = tariff([element([{ type: 'FLAT', price: '20' }], { minDuration: 1_800 })]);
    const after = (minutes: number): string =>
      costOf({ periods: session(0, ['charging', minutes]), tariff: penalty, around: berlin }).total;
    expect([after(30), after(31), after(600)]).toEqual(['0.00', '20.00', '20.00']);
  });
});
