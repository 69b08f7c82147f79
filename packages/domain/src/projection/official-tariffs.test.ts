import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { costOf } from '../pricing/cost-of.ts';
import { session } from '../pricing/testing/session.ts';
import type { SessionPeriod } from '../pricing/use.ts';
import { fromOcpiTariff } from './from-ocpi.ts';

/** The examples of the EV Roaming Foundation, beside the repository where they may not be copied into it. */
const official = new URL('../../../../../shared/protocol/ocpi/examples/', import.meta.url);
const isHere = existsSync(official);
const versions = ['2.2.1', '2.3.0-core'];

const monday = '2026-03-02T09:30:00+01:00';
const saturday = '2026-03-07T13:30:00+01:00';
const at = (time: string): string => `2026-03-02T${time}:00+01:00`;
const charged = (wh: number): SessionPeriod[] => session(monday, ['charging', 120, wh]);

/**
 * Sessions and sums as in the text of OCPI 2.2.1 and 2.3.0, mod_tariffs and mod_cdrs, with its later corrections. Before tax
 * all agree. After tax the text adds up unrounded taxes; we round each rate (EN 16931), which is a cent more where noted.
 */
const examples: [file: string, what: string, periods: SessionPeriod[], net: string, total?: string][] = [
  ['tariff_8_simple_025kwh', '20 kWh', charged(20_000), '5.00', '5.50'],
  ['tariff_9_025kwh_start', '20 kWh', charged(20_000), '5.50', '6.10'],
  ['tariff_12_025kwh_min_price', '20 kWh', charged(20_000), '5.00', '5.50'],
  ['tariff_12_025kwh_min_price', 'less than 2 kWh', charged(1_999), '0.50', '0.55'],
  ['tariff_10_025kwh_parking_start', '20 kWh, 40 min parked', session(monday, ['charging', 120, 20_000], ['idle', 40]), '7.00', '7.90'],
  ['tariff_6_025kwh_start_max_price', '50 kWh', charged(50_000), '10.00', '11.00'],
  ['tariff_6_025kwh_start_max_price', '30 kWh', charged(30_000), '8.00', '8.85'],
  ['tariff_1_simple_2hour', '2.5 h', session(monday, ['charging', 150]), '5.00', '5.50'],
  ['tariff_13_simple_3hour_5parking', '150 + 42 min', session(monday, ['charging', 150], ['idle', 42]), '11.25', '12.75'],
  ['tariff_2_alt_text', '2.5 h', session(monday, ['charging', 150]), '4.75', '5.00'],
  ['tariff_3_alt_url', '20.45 kWh', charged(20_450), '5.63', '6.24'],
  // 2.50 at 15 % = 0.375, 2.75 at 20 % = 0.55, 3.75 at 10 % = 0.375: 10.30 in the text, 0.38 + 0.55 + 0.38 here.
  [
    'tariff_4_complex',
    'Monday, 16 A',
    session(monday, ['charging', 165, 9_000, { currentA: 16 }], ['idle', 42, 0, { currentA: 0 }]),
    '9.00',
    '10.31',
  ],
  // The text says 2.28 for 1.9 h × 1.25, which is 2.375 → 2.38; 0.38 + 0.48 + 0.75 of tax.
  [
    'tariff_4_complex',
    'Saturday, 43 A',
    session(saturday, ['charging', 114, 18_000, { currentA: 43 }], ['idle', 71, 0, { currentA: 0 }]),
    '12.38',
    '13.99',
  ],
  ['tariff_5_free_of_charge', 'anything', charged(20_000), '0.00', '0.00'],
  ['tariff_15_reservation_5_euro_per_hour', '15 min reserved', session(monday, ['reserved', 15], ['charging', 60, 20_000]), '6.75', '7.60'],
  [
    'tariff_16_reservation_2_euro_fee_5_euro_per_hour',
    '13 min reserved',
    session(monday, ['reserved', 13], ['charging', 60, 20_000]),
    '8.75',
    '10.00',
  ],
  ['tariff_17_reservation_with_expire_fee', '22 min reserved', session(monday, ['reserved', 22], ['charging', 60, 20_000]), '6.50', '7.30'],
  ['tariff_17_reservation_with_expire_fee', 'expired after 1 h', session(monday, ['expired', 60]), '6.00', '7.20'],
  [
    'tariff_18_reservation_with_expire_time',
    '22 min reserved',
    session(monday, ['reserved', 22], ['charging', 60, 20_000]),
    '7.00',
    '7.90',
  ],
  ['tariff_18_reservation_with_expire_time', 'expired after 1.5 h', session(monday, ['expired', 90]), '9.00', '10.80'],
  ['tariff_14_step_size', 'example 1', session(at('16:55'), ['charging', 10], ['idle', 2]), '0.55'],
  ['tariff_14_step_size', 'example 2', session(at('16:35'), ['charging', 35]), '1.30'],
  // The text takes its prices from the wrong lines (0.80). By its own tariff: 12 min × 2.40 + 15 min × 1.00 = 0.48 + 0.25.
  ['tariff_14_step_size', 'free after 20:00', session(at('19:40'), ['charging', 12], ['idle', 20]), '0.73'],
  [
    'tariffrestriction_example_max_power',
    '6, 48 and 4 kW',
    session(monday, ['charging', 10, 1_000], ['charging', 50, 40_000], ['charging', 7.5, 500]),
    '20.30',
  ],
  ['tariffrestriction_example_max_duration', '40 min', session(monday, ['charging', 30, 5_000], ['charging', 10, 1_200]), '0.30'],
];

describe.skipIf(!isHere)(`official OCPI tariffs${isHere ? '' : ' (skipped: ../shared is not here)'}`, () => {
  describe.each(versions)('%s', (version) => {
    test.each(examples)('%s: %s', (file, _, periods, net, total) => {
      const tariff = JSON.parse(readFileSync(new URL(`${version}/${file}.json`, official), 'utf8'));
      const { value, losses } = fromOcpiTariff(tariff, { id: 1, version: 1 });
      expect(losses).toEqual([]);
      expect(costOf({ periods, tariff: value, around: { zone: 'Europe/Berlin' } })).toMatchObject({
        net,
        ...(total !== undefined && { total }),
      });
    });
  });
});
