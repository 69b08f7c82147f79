import { expect, it } from 'vitest';
import { statusOf2x, statusOf16 } from './status.ts';

it.each([
  ['Available', 'Available'],
  ['SuspendedEV', 'PausedByCar'],
  ['SuspendedEVSE', 'PausedByStation'],
  ['Finishing', 'Finishing'],
  ['Broken', 'Unknown'],
  ['toString', 'Unknown'],
])('1.6 %s is %s', (word, expected) => {
  expect(statusOf16(word)).toBe(expected);
});
it.each([
  ['Available', null, 'Available'],
  ['Occupied', null, 'Preparing'],
  ['Occupied', { chargingState: 'Charging', ended: false }, 'Charging'],
  ['Occupied', { chargingState: 'SuspendedEV', ended: false }, 'PausedByCar'],
  ['Occupied', { chargingState: 'SuspendedEVSE', ended: false }, 'PausedByStation'],
  ['Occupied', { chargingState: 'EVConnected', ended: false }, 'Preparing'],
  ['Occupied', { chargingState: 'Charging', ended: true }, 'Finishing'],
  ['Faulted', { chargingState: 'Charging', ended: false }, 'Faulted'],
] as const)('2.x %s with %o is %s', (word, session, expected) => {
  expect(statusOf2x(word, session)).toBe(expected);
});
