import { derControlTypes } from '@stationmaster/contract';
import { checkRequest } from '@stationmaster/ocpp';
import { expect, test } from 'vitest';
import { emptyTariff, isComplete, tariffOf } from '../../apps/console/src/pages/station/display/station-tariff.ts';
import { type ControlForm, faultOf, settingsOf, startOf } from '../../apps/console/src/pages/station/grid/control-shape.ts';

/** Where each type has its settings on the wire; all others are curves. [2.1 SetDERControlRequest] */
const fields: Record<string, string> = {
  EnterService: 'enterService',
  FixedPFAbsorb: 'fixedPFAbsorb',
  FixedPFInject: 'fixedPFInject',
  FixedVar: 'fixedVar',
  FreqDroop: 'freqDroop',
  Gradients: 'gradient',
  LimitMaxDischarge: 'limitMaxDischarge',
};
const timed = { startTime: '2026-05-01T08:00:00.000Z', duration: 3600 };
const problems = (action: string, payload: object) => checkRequest('ocpp2.1', action, payload);

test.each(derControlTypes)('the form of %s makes a control as OCPP 2.1 wants it, at once, for a while and by default', (controlType) => {
  const start = startOf(controlType);
  expect(faultOf(start)).toBeNull();
  const payload = (form: ControlForm) => ({
    isDefault: form.isDefault,
    controlId: '1',
    controlType,
    [fields[controlType] ?? 'curve']: settingsOf(form),
  });
  for (const form of [start, { ...start, ...timed }, { ...start, ...timed, isDefault: true }])
    expect(problems('SetDERControl', payload(form)), JSON.stringify(form)).toMatchObject({ ok: true });
  expect(settingsOf({ ...start, ...timed, isDefault: true })).not.toHaveProperty('startTime');
});

test('a curve goes by its x, and a form that makes no control says why', () => {
  const start = startOf('VoltVar');
  const points = [
    { key: 1, x: 105, y: -44 },
    { key: 2, x: 95, y: 44 },
  ];
  expect(settingsOf({ ...start, points })).toMatchObject({ curveData: [{ x: 95 }, { x: 105 }], yUnit: 'PctMaxVar' });
  expect(faultOf({ ...start, points: [] })).toBe('noPoints');
  expect(faultOf({ ...start, points: points.map((point) => ({ ...point, x: 100 })) })).toBe('sameX');
  expect(faultOf({ ...startOf('Gradients'), figures: { gradient: null } })).toBe('missing');
  expect(settingsOf({ ...startOf('EnterService'), figures: { ...startOf('EnterService').figures, delay: null } })).not.toHaveProperty(
    'delay',
  );
});

test('a tariff of the form is one of OCPP 2.1', () => {
  const plain = emptyTariff(Date.UTC(2026, 4, 1, 8), 'EUR');
  expect(tariffOf(plain, 'en')).toEqual({ tariffId: 'price-202605010800', currency: 'EUR', energy: { prices: [{ priceKwh: 0.49 }] } });
  const full = { ...plain, chargingMinute: 0.02, idleMinute: 0.1, session: 1, taxPercent: 19, text: ' 49 ct ' };
  for (const form of [plain, full])
    expect(problems('SetDefaultTariff', { evseId: 0, tariff: tariffOf(form, 'de') })).toMatchObject({ ok: true });
  expect(tariffOf(full, 'de')).toMatchObject({
    description: [{ language: 'de', content: '49 ct' }],
    fixedFee: { prices: [{ priceFixed: 1 }], taxRates: [{ type: 'VAT', tax: 19 }] },
  });
  expect([plain, { ...plain, kwh: null }, { ...plain, name: ' ' }].map(isComplete)).toEqual([true, false, false]);
});
