import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunks } from './encoded.ts';
import { limitsOf } from './limits.ts';

test('five entries and a limit of four are two messages', () => {
  expect(chunks([1, 2, 3, 4, 5], { items: 4, bytes: null })).toEqual([[1, 2, 3, 4], [5]]);
  expect(chunks([], { items: 4, bytes: null })).toEqual([[]]);
  expect(chunks([1, 2, 3], { items: null, bytes: null })).toEqual([[1, 2, 3]]);
});

test('whatever the limits: every entry once and in order, no part above them but a single entry that is too large', () => {
  const limit = fc.record({ items: fc.option(fc.nat(6)), bytes: fc.option(fc.integer({ min: 0, max: 400 })) });
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 40 })), limit, (entries, { items, bytes }) => {
      const parts = chunks(entries, { items, bytes });
      expect(parts.flat()).toEqual(entries);
      for (const part of parts) {
        if (items !== null && items > 0) expect(part.length).toBeLessThanOrEqual(items);
        const size = Buffer.byteLength(JSON.stringify([2, 'x'.repeat(36), 'SetVariableMonitoring', { setMonitoringData: part }]));
        if (bytes !== null && bytes > 0 && part.length > 1) expect(size).toBeLessThanOrEqual(bytes);
      }
      expect(parts.slice(1).every((part) => part.length > 0)).toBe(true);
    }),
  );
});

test('limits of every spelling, the least counts', () => {
  const of = (component: string, variable: string, instance: string, value: number) => ({ component, variable, instance, value });
  const limits = limitsOf([
    of('DeviceDataCtrlr', 'ItemsPerMessage', 'GetVariables', 4),
    of('DeviceDataCtrlr', 'ItemsPerMessageGetVariables', '', 3),
    of('DeviceDataCtrlr', 'BytesPerMessage', 'SetVariables', 2000),
    of('MonitoringCtrlr', 'ItemsPerMessage', '', 7),
    of('MonitoringCtrlr', 'ItemsPerMessage', 'ClearVariableMonitoring', 2),
    of('LocalAuthListCtrlr', 'ItemsPerMessage', '', 1),
    of('DeviceDataCtrlr', 'ItemsPerMessage', 'SetVariables', 0),
  ]);
  expect(limits).toEqual({
    GetVariables: { items: 3, bytes: null },
    SetVariables: { items: null, bytes: 2000 },
    GetReport: { items: null, bytes: null },
    SetVariableMonitoring: { items: 7, bytes: null },
    ClearVariableMonitoring: { items: 2, bytes: null },
  });
  expect(limitsOf([of('', 'GetConfigurationMaxKeys', '', 10)]).GetVariables).toEqual({ items: 10, bytes: null });
});
