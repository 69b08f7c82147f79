import { describe, expect, test } from 'vitest';
import { type AcceptanceStep, type Hands, judgeClock, judgeMeter, judgeRecord, nextStep, type StepStatus } from './acceptance.ts';

describe('what comes next', () => {
  const steps = (text: string) =>
    text.split(' ').map((part) => {
      const [name, status = 'pending'] = part.split(':');
      return { name: name as AcceptanceStep, status: status as StepStatus };
    });
  test.each<[string, Hands, object]>([
    ['connection security', 'person', { kind: 'step', place: 0 }],
    ['connection:passed security:running boot', 'person', { kind: 'step', place: 1 }],
    ['connection:passed security:failed boot', 'person', { kind: 'end', status: 'failed' }],
    ['connection:passed security:failed boot', 'none', { kind: 'step', place: 2 }],
    ['connection:failed security', 'none', { kind: 'end', status: 'failed' }],
    ['connection:passed refused start', 'none', { kind: 'skip', place: 1, code: 'needsHands' }],
    ['start:skipped meter', 'person', { kind: 'skip', place: 1, code: 'needsSession' }],
    ['start:failed meter', 'none', { kind: 'skip', place: 1, code: 'needsSession' }],
    ['start:passed meter', 'none', { kind: 'step', place: 1 }],
    ['connection:passed boot:skipped', 'person', { kind: 'end', status: 'passed' }],
    ['connection:passed boot:failed clock:passed', 'none', { kind: 'end', status: 'failed' }],
  ])('%s, %s', (text, hands, expected) => expect(nextStep(steps(text), hands)).toEqual(expected));
});

test.each([
  [null, true, 'clockNotTold'],
  [30_400, true, 'clockRight'],
  [-31_000, false, 'clockOff'],
])('a clock off by %s ms', (skew, isPassed, code) => expect(judgeClock(skew)).toMatchObject({ isPassed, code }));

test.each([
  ['counts', { energyWh: 12, powerW: 7000, readings: 2, marks: [] }, false, 'meterCounts'],
  ['tells nothing yet', { energyWh: 0, powerW: null, readings: 0, marks: [] }, false, null],
  ['told nothing', { energyWh: 0, powerW: null, readings: 0, marks: [] }, true, 'noReadings'],
  ['stands still', { energyWh: 0, powerW: 0, readings: 5, marks: [] }, true, 'meterStill'],
  ['fell back', { energyWh: 12, powerW: 1, readings: 5, marks: ['meterReset' as const] }, false, 'meterStrange'],
  ['tells too much power', { energyWh: 12, powerW: 7_000_000, readings: 5, marks: [] }, false, 'powerImplausible'],
])('a meter that %s', (_, facts, isLate, code) => expect(judgeMeter(facts, isLate)?.code ?? null).toBe(code));

test.each([
  ['priced', {}, 'recordPriced'],
  ['free', { hasTariff: false, total: null }, 'recordFree'],
  ['without a price', { total: null }, 'noPrice'],
  ['without energy', { energyWh: 0 }, 'noEnergy'],
  ['that its meter denies', { stopWh: 5000 }, 'energyDiffers'],
  ['without readings of its ends', { startWh: null }, 'recordPriced'],
])('a record %s', (_, change, code) => {
  const right = { energyWh: 500, startWh: 1000, stopWh: 1500, seconds: 60, total: '0.20', currency: 'EUR', hasTariff: true };
  expect(judgeRecord({ ...right, ...change }).code).toBe(code);
});
