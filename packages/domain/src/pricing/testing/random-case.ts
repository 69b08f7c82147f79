import {
  type Dimension,
  daysOfWeek,
  dimensions,
  type FullComponent,
  type FullElement,
  type FullTariff,
  type Restrictions,
} from '../../tariff/full-tariff.ts';
import type { PeriodState, PriceSlot, SessionPeriod, Surroundings } from '../use.ts';

export interface Case {
  tariff: FullTariff;
  periods: SessionPeriod[];
  around: Surroundings;
}
/** The same seed makes the same case. */
interface Dice {
  /** From 0 (inclusive) to `below` (exclusive). */
  whole(below: number): number;
  chance(percent: number): boolean;
  pick<T>(from: readonly T[]): T;
}

const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Chatham', 'Africa/Casablanca', 'UTC'];
/** Changes of the clock in 2026 in those zones: half a day around them is half of the cases. */
const changes = [
  '2026-03-29T01:00Z',
  '2026-10-25T01:00Z',
  '2026-03-08T07:00Z',
  '2026-11-01T06:00Z',
  '2026-04-04T15:00Z',
  '2026-09-26T14:00Z',
];

/** Random sessions on the grid that `reference` needs, by tariffs that use everything. */
export function randomCase(seed: number): Case {
  const dice = toDice(seed);
  const start = randomStart(dice);
  const periods = randomPeriods(dice, start);
  const around = randomSurroundings(dice, start);
  return { tariff: randomTariff(dice, start), periods, around };
}

function toDice(seed: number): Dice {
  let state = (seed * 2_654_435_769) >>> 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
  for (let index = 0; index < 8; index++) next();
  const whole = (below: number): number => Math.floor(next() * below);
  return {
    whole,
    chance: (percent) => whole(100) < percent,
    pick: <T>(from: readonly T[]): T => from[whole(from.length)] as T,
  };
}

function randomStart(dice: Dice): number {
  if (dice.chance(50)) return Date.UTC(2026, 0, 1) + dice.whole(365 * 86_400) * 1000;
  return Date.parse(dice.pick(changes)) + (dice.whole(12 * 3600) - 6 * 3600) * 1000;
}

function randomPeriods(dice: Dice, start: number): SessionPeriod[] {
  let at = start;
  const add = (state: PeriodState): SessionPeriod => {
    const from = at;
    const hundreds = 1 + dice.whole(7);
    at += hundreds * 100_000;
    const whPerSecond = state === 'charging' ? dice.pick([1, 2, 5, 10]) : dice.chance(5) ? 1 : 0;
    const isReserved = state === 'reserved' || state === 'expired';
    const currentA = dice.chance(70) ? whPerSecond * 5 : null;
    return { start: from, end: at, state, energyWh: isReserved ? 0 : whPerSecond * hundreds * 100, currentA };
  };
  if (dice.chance(5)) return [add('expired')];
  const reserved = dice.chance(15) ? [add('reserved')] : [];
  const count = 1 + dice.whole(6);
  return [
    ...reserved,
    ...Array.from({ length: count }, () => add(dice.pick(['charging', 'charging', 'charging', 'idle', 'idle', 'paused']))),
  ];
}

function randomSurroundings(dice: Dice, start: number): Surroundings {
  const slots: PriceSlot[] = [];
  const quarter = 900_000;
  for (let at = Math.floor(start / quarter) * quarter - quarter; at < start + 12_000_000; at += quarter)
    if (!dice.chance(10)) slots.push({ from: at, until: at + quarter, price: text(dice.whole(60_000) - 10_000, 5) });
  return {
    zone: dice.pick(zones),
    holidays: new Set(dice.chance(30) ? [new Date(start).toISOString().slice(0, 10)] : []),
    series: { market: { slots } },
    ...(dice.chance(80) && { connector: dice.pick(['T2', 'CCS']) }),
    ...(dice.chance(80) && { powerType: dice.pick(['AC', 'DC']) }),
    ...(dice.chance(80) && { driverGroups: [dice.pick(['staff', 'guests'])] }),
    ...(dice.chance(80) && { paymentKind: dice.pick(['contract', 'adHoc']), paymentBrand: dice.pick(['Visa', 'Maestro']) }),
    ...(dice.chance(80) && { occupancy: dice.whole(101) }),
  };
}

function randomTariff(dice: Dice, start: number): FullTariff {
  const currency = dice.pick(['EUR', 'EUR', 'JPY', 'KWD']);
  const taxIncluded = dice.chance(50);
  const isOneRate = dice.chance(50);
  const rate = dice.pick(['19', '8.1', '0', '25.5']);
  const vat = (): string | null => (isOneRate ? rate : dice.pick(['19', '7', '7.0', null]));
  const special = Array.from({ length: 1 + dice.whole(4) }, () => randomElement(dice, start, vat));
  const always = dice.chance(70) ? [{ priceComponents: randomComponents(dice, dimensions, vat) }] : [];
  const elements = [...special, ...always];
  const digits = { EUR: 2, JPY: 0, KWD: 3 }[currency] ?? 2;
  const side = taxIncluded ? 'afterTaxes' : 'beforeTaxes';
  const least = dice.whole(1_000);
  return {
    ...{ id: 1, version: 1, name: 'random', currency, taxIncluded, elements },
    ...(isOneRate && dice.chance(30) && { minPrice: { [side]: text(least, digits) } }),
    ...(isOneRate && dice.chance(30) && { maxPrice: { [side]: text(least + dice.whole(3_000), digits) } }),
  };
}

function randomElement(dice: Dice, start: number, vat: () => string | null): FullElement {
  const isReservation = dice.chance(15);
  const types = isReservation ? (['TIME', 'FLAT'] as const) : dimensions;
  const restrictions: Restrictions = isReservation
    ? { reservation: dice.pick(['RESERVATION', 'RESERVATION', 'RESERVATION_EXPIRES']), ...(dice.chance(20) && { minDuration: 300 }) }
    : randomRestrictions(dice, start);
  const priceComponents = randomComponents(dice, types, vat);
  return { priceComponents, ...(Object.keys(restrictions).length > 0 && { restrictions }) };
}

/** Some of these dimensions, at least one. */
function randomComponents(dice: Dice, types: readonly Dimension[], vat: () => string | null): FullComponent[] {
  const first = dice.whole(types.length);
  const chosen = types.filter((_, index) => index === first || dice.chance(35));
  return chosen.map((type): FullComponent => {
    const rate = vat();
    return {
      type,
      price: dice.chance(90) ? text(dice.whole(100_000), 4) : text(-dice.whole(100_000), 5),
      ...(rate !== null && { vat: rate }),
      stepSize: dice.chance(60) ? 1 : dice.pick([60, 100, 300, 500, 900, 7_000]),
      ...((type === 'IDLE_TIME' || type === 'PARKING_TIME') && dice.chance(40) && { graceSeconds: dice.whole(1_200) }),
      ...(dice.chance(15) && { maxAmount: text(dice.whole(50_000), 4) }),
      ...(type === 'ENERGY' && dice.chance(25) && { recipe: randomRecipe(dice) }),
    };
  });
}

function randomRecipe(dice: Dice): NonNullable<FullComponent['recipe']> {
  const kinds = [
    { kind: 'add' as const, name: 'mark-up', price: text(dice.whole(2_000), 4) },
    { kind: 'percent' as const, name: 'margin', percent: text(dice.whole(6_000) - 2_000, 2) },
    { kind: 'atLeast' as const, price: '0.01' },
    { kind: 'atMost' as const, price: '0.45' },
    { kind: 'percent' as const, name: 'tax', percent: '5.5' },
  ];
  return {
    series: dice.pick(['market', 'market', 'nobody']),
    lock: dice.pick(['start', 'market']),
    steps: kinds.filter(() => dice.chance(60)),
  };
}

function randomRestrictions(dice: Dice, start: number): Restrictions {
  if (dice.chance(35)) return {};
  const [low, high] = [dice.whole(20), 1 + dice.whole(20)];
  const time = (): string => `${text2(dice.whole(24))}:${text2(dice.pick([0, 0, 30, 15, 59]))}`;
  const date = (days: number): string => new Date(start + days * 86_400_000).toISOString().slice(0, 10);
  const all: (() => Restrictions)[] = [
    () => ({ startTime: time(), endTime: time() }),
    () => (dice.chance(50) ? { startTime: time() } : { endTime: time() }),
    () => ({ dayOfWeek: daysOfWeek.filter((_, index) => index === low % 7 || dice.chance(50)) }),
    () => (dice.chance(50) ? { startDate: date(dice.whole(3) - 1) } : { endDate: date(dice.whole(3)) }),
    () => ({ holidays: dice.pick(['ONLY', 'EXCEPT']) }),
    () => ({ minEnergyWh: low * 300, ...(dice.chance(60) && { maxEnergyWh: (low + high) * 300 }) }),
    () => ({ minPowerW: dice.pick([1, 3_600, 7_000]), ...(dice.chance(50) && { maxPowerW: dice.pick([18_000, 18_001]) }) }),
    () => ({ minCurrentA: dice.pick([0, 5, 10]), maxCurrentA: dice.pick([25, 26, 51]) }),
    () => ({ minDuration: low * 97, ...(dice.chance(50) && { maxDuration: (low + high) * 97 }) }),
    () => ({ minChargingTime: low * 101, ...(dice.chance(50) && { maxChargingTime: (low + high) * 101 }) }),
    () => ({ minIdleTime: low * 53, ...(dice.chance(50) && { maxIdleTime: (low + high) * 53 }) }),
    () => ({ connectors: ['CCS'] }),
    () => ({ powerTypes: ['AC', 'AC_1_PHASE'] }),
    () => ({ driverGroups: ['staff', 'tenants'] }),
    () => ({ paymentKinds: ['adHoc'] }),
    () => ({ paymentBrands: ['Visa'] }),
    () => ({ minOccupancy: low * 4, ...(dice.chance(50) && { maxOccupancy: (low + high) * 4 }) }),
  ];
  const first = dice.whole(all.length);
  const chosen = all.filter((_, index) => index === first || dice.chance(6));
  return Object.assign({}, ...chosen.map((make) => make()));
}

const text2 = (value: number): string => String(value).padStart(2, '0');
/** `(-1234, 2)` → `-12.34`. */
function text(value: number, digits: number): string {
  return (value / 10 ** digits).toFixed(digits).replace(/^-(0(?:\.0*)?)$/, '$1');
}
