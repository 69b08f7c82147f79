import { describe, expect, it } from 'vitest';
import { type Sample, toReading } from './to-reading.ts';

const at = Date.UTC(2026, 0, 1);

describe('toReading', () => {
  it.each<[string, Sample, object]>([
    [
      '1.6 defaults',
      { value: '1234' },
      {
        measurand: 'Energy.Active.Import.Register',
        context: 'Sample.Periodic',
        location: 'Outlet',
        phase: '',
        unit: 'Wh',
        value: 1234,
        raw: '1234 Wh',
      },
    ],
    ['kWh without float noise', { value: '12.345', unit: 'kWh' }, { unit: 'Wh', value: 12345, raw: '12.345 kWh' }],
    ['a value that binary cannot hold', { value: '4.35', unit: 'kWh' }, { value: 4350 }],
    ['kW', { value: '7.36', unit: 'kW', measurand: 'Power.Active.Import' }, { unit: 'W', value: 7360 }],
    ['2.x multiplier', { value: 16.2, unit: 'Wh', multiplier: 3 }, { unit: 'Wh', value: 16200, raw: '16.2e3 Wh' }],
    ['2.x multiplier on kWh', { value: 123, unit: 'kWh', multiplier: -1 }, { value: 12300 }],
    ['a number in exponent form', { value: 1e21 }, { value: 1e21 }],
    ['exponent and scale', { value: '1.5e1', unit: 'kWh' }, { value: 15000 }],
    ['mA', { value: '16000', unit: 'mA', measurand: 'Current.Import' }, { unit: 'A', value: 16 }],
    ['the misspelling of 1.6', { value: '21', unit: 'Celcius', measurand: 'Temperature' }, { unit: 'Celsius', value: 21 }],
    ['unit of a current when left out', { value: '6', measurand: 'Current.Import' }, { unit: 'A' }],
    ['unit of a state of charge', { value: '80', measurand: 'SoC' }, { unit: 'Percent', value: 80 }],
    [
      'signed data of 1.6 verbatim',
      { value: 'OCMF|{"a":1}|{"SD":"30"} ', isSigned: true },
      { value: null, signed: 'OCMF|{"a":1}|{"SD":"30"} ' },
    ],
    ['signed data of 2.x beside the value', { value: 10, signed: 'MTIz==' }, { value: 10, signed: 'MTIz==' }],
    ['no number', { value: 'n/a' }, { value: null, raw: 'n/a Wh' }],
    ['nothing', { value: '' }, { value: null }],
    ['a unit of its own', { value: 5, unit: 'constructor' }, { value: 5, unit: 'constructor' }],
    ['hex is no number', { value: '0x10' }, { value: null }],
  ])('%s', (_, sample, expected) => {
    expect(toReading(sample, at)).toMatchObject({ at, ...expected });
  });
});
