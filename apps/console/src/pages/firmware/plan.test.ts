import { campaignPlan } from '@stationmaster/contract';
import { expect, it } from 'vitest';
import { carefulPlan, planLimits, wavesIn } from './plan.ts';

it('begins with what the server takes where a field is left out', () => expect(carefulPlan).toEqual(campaignPlan.parse({})));

it.each(Object.entries(planLimits))('%s: the form allows what the server allows, and nothing else', (field, [least, most]) => {
  const isTaken = (value: number): boolean => campaignPlan.safeParse({ [field]: value }).success;
  expect([least - 1, least, most, most + 1].map(isTaken)).toEqual([false, true, true, false]);
});

it.each([
  ['10, 30, 60', [10, 30, 60]],
  ['5 95', [5, 95]],
  ['100', [100]],
  ['', null],
  ['0, 100', null],
  ['10, 101', null],
  ['ten', null],
  ['1 2 3 4 5 6 7 8 9 10 11', null],
])('groups written as %j', (text, waves) => expect(wavesIn(text)).toEqual(waves));
