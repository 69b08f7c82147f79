/** A mistake somebody could make: one text of one file of the engine, and what would stand there instead. */
export interface PlantedError {
  name: string;
  /** Below `src`. */
  file: string;
  text: string;
  instead: string;
}

export const plantedErrors: readonly PlantedError[] = [
  {
    name: 'a threshold still holds when it is reached',
    file: 'pricing/measure.ts',
    text: 'value >= min && value < max',
    instead: 'value >= min && value <= max',
  },
  {
    name: 'a fee is charged again with each change of price',
    file: 'pricing/measure.ts',
    text: 'if (isFlat && this.last[lane] !== undefined) continue;',
    instead: '',
  },
  {
    name: 'a pause by the station ends the charge',
    file: 'pricing/measure.ts',
    text: "period.state === 'charging' || period.state === 'paused');",
    instead: "period.state === 'charging');",
  },
  { name: 'energy of a pause is free', file: 'pricing/measure.ts', text: 'paused: [laneOf.ENERGY, ', instead: 'paused: [' },
  {
    name: 'a market price of the start follows the market',
    file: 'pricing/measure.ts',
    text: "recipe.lock === 'market' ? at",
    instead: 'true ? at',
  },
  {
    name: 'energy between two readings flows at the beginning',
    file: 'pricing/cuts.ts',
    text: 'energy: interpolated(energy, at - start, end - start)',
    instead: 'energy',
  },
  {
    name: 'a window over midnight ends at midnight',
    file: 'pricing/conditions.ts',
    text: 'start !== end && minute < start && minute >= end',
    instead: 'start !== end && minute < start',
  },
  {
    name: 'the clock stays in summer time for the length of a session',
    file: 'clock/zone.ts',
    text: 'stretches(zone, at, at)[0]',
    instead: 'stretches(zone, at - 43_200_000, at)[0]',
  },
  { name: 'Sunday is the first day of the week', file: 'pricing/conditions.ts', text: '(day + 3) % 7', instead: '(day + 4) % 7' },
  {
    name: 'the end date is still a day of the tariff',
    file: 'pricing/conditions.ts',
    text: 'day >= wall.until',
    instead: 'day > wall.until',
  },
  {
    name: 'steps are rounded to the nearest',
    file: 'pricing/steps.ts',
    text: 'Math.ceil(used / step)',
    instead: 'Math.round(used / step)',
  },
  {
    name: 'charging time is rounded beside parking time',
    file: 'pricing/steps.ts',
    text: 'isParkingPaid ? rounded :',
    instead: 'false ? rounded :',
  },
  {
    name: 'grace of parking counts from the end of the charge',
    file: 'pricing/compile.ts',
    text: "type === 'IDLE_TIME' ? counterOf.sinceEnd : counterOf.idle",
    instead: 'counterOf.sinceEnd',
  },
  { name: 'caps are forgotten', file: 'pricing/cost-of.ts', text: 'if (over <= 0n) continue;', instead: 'continue;' },
  {
    name: 'a reservation nobody used costs the minimum',
    file: 'pricing/cost-of.ts',
    text: 'hasSession ? notBelow(sums, bill.tariff) : sums',
    instead: 'notBelow(sums, bill.tariff)',
  },
  {
    name: 'a gap of the market is bridged by the next slot',
    file: 'pricing/recipe.ts',
    text: 'slot !== undefined && slot.from <= at ? slot : null',
    instead: 'slot ?? null',
  },
  {
    name: 'a floor after a percentage is lost',
    file: 'pricing/recipe.ts',
    text: 'value < step.price * scale ? step.price * scale : value',
    instead: 'value < step.price * scale ? step.price : value',
  },
  {
    name: 'tax is taken out of the price as if it came on top',
    file: 'price/taxes.ts',
    text: 'divideHalfUp(sum * group.under, group.over)',
    instead: 'sum - divideHalfUp(sum * (group.over - group.under), group.under)',
  },
  {
    name: 'halves of a cent are rounded down',
    file: 'money.ts',
    text: 'const half = under / 2n;',
    instead: 'const half = (under - 1n) / 2n;',
  },
];
