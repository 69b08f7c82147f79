import type { FullComponent, FullTariff, Restrictions } from '../../tariff/full-tariff.ts';
import type { SessionPeriod, Surroundings } from '../use.ts';

/**
 * The price of a session, second by second: slow, plain, and without a line in common with `costOf`. Only for sessions on a
 * grid: whole seconds, whole mWh a second, energy thresholds met at whole seconds, at most one tax a component, limits with
 * one rate only and given as the prices are (before or with tax).
 */
export interface Reference {
  net: bigint;
  tax: bigint;
}
interface Line {
  component: FullComponent;
  key: string;
  price: Fraction;
  /** mWh, s or 1. */
  quantity: number;
}
interface Moment {
  wall: { day: string; weekday: string; time: string };
  seconds: { session: number; charging: number; idle: number; sinceEnd: number };
  mWh: number;
  period: SessionPeriod;
}
interface Fraction {
  over: bigint;
  under: bigint;
}

const kinds = ['ENERGY', 'TIME', 'CHARGING_TIME', 'PARKING_TIME', 'IDLE_TIME', 'FLAT', 'reserved TIME', 'reserved FLAT'] as const;
type Kind = (typeof kinds)[number];

export function reference(periods: readonly SessionPeriod[], tariff: FullTariff, around: Surroundings): Reference {
  const lines = new Map<Kind, Line[]>();
  const last = new Map<Kind, Line>();
  const seconds = { session: 0, charging: 0, idle: 0, sinceEnd: 0 };
  let mWh = 0;
  const isCar = (period: SessionPeriod): boolean => period.state !== 'reserved' && period.state !== 'expired';
  const begin = periods.find(isCar)?.start ?? 0;
  for (const [index, period] of periods.entries()) {
    const length = (period.end - period.start) / 1000;
    const perSecond = isCar(period) ? (period.energyWh * 1000) / length : 0;
    const goesOn = periods.slice(index).some(({ state }) => state === 'charging' || state === 'paused');
    const hasEnded = period.state === 'idle' && !goesOn && periods.some(({ state }) => state === 'charging');
    if (isCar(period) !== isCar(periods[index - 1] ?? period)) seconds.session = 0;
    const asked = kindsOf(period.state, hasEnded).map((kind) => ({ kind, candidates: candidatesOf(kind, period.state, tariff) }));
    const moment: Moment = { wall: wallOf(around.zone, period.start), seconds, mWh, period };
    for (let second = 0; second < length; second++) {
      const at = period.start + second * 1000;
      if (at % 60_000 === 0) moment.wall = wallOf(around.zone, at);
      moment.mWh = mWh;
      for (const { kind, candidates } of asked) {
        if (isFlat(kind) && last.has(kind)) continue;
        const component = candidates.find((one) => !isFree(one.component, seconds) && holds(one.restrictions, around, moment))?.component;
        if (component === undefined) continue;
        const quantity = kind === 'ENERGY' ? perSecond : 1;
        const line = lineFor(lines, kind, { component, price: priceAt(component, around, { at, begin }) });
        line.quantity += quantity;
        if (quantity > 0 || !last.has(kind)) last.set(kind, line);
      }
      seconds.session++;
      if (period.state === 'charging') seconds.charging++;
      if (period.state === 'idle' || period.state === 'paused') seconds.idle++;
      if (hasEnded) seconds.sinceEnd++;
      mWh += perSecond;
    }
  }
  roundUp(lines, last);
  return settle([...lines.entries()], tariff, periods.some(isCar));
}

const isFlat = (kind: Kind): boolean => kind === 'FLAT' || kind === 'reserved FLAT';

function kindsOf(state: SessionPeriod['state'], hasEnded: boolean): Kind[] {
  if (state === 'reserved' || state === 'expired') return ['reserved TIME', 'reserved FLAT'];
  const specific: Kind[] = state === 'charging' ? ['CHARGING_TIME'] : ['PARKING_TIME'];
  return ['ENERGY', 'TIME', ...specific, ...(hasEnded ? (['IDLE_TIME'] as const) : []), 'FLAT'];
}

interface Candidate {
  component: FullComponent;
  restrictions: Restrictions;
}
/** Who may price this kind, in the order of the tariff; those for expired reservations first where nobody came. */
function candidatesOf(kind: Kind, state: SessionPeriod['state'], { elements }: FullTariff): Candidate[] {
  const type = kind.replace('reserved ', '');
  const expired = state === 'expired' ? (['RESERVATION_EXPIRES'] as const) : [];
  const wanted = kind.startsWith('reserved') ? [...expired, 'RESERVATION'] : [undefined];
  return wanted.flatMap((reservation) =>
    elements
      .filter(({ restrictions }) => restrictions?.reservation === reservation)
      .flatMap(({ priceComponents, restrictions = {} }) =>
        priceComponents.filter((component) => component.type === type).map((component) => ({ component, restrictions })),
      ),
  );
}

function isFree({ type, graceSeconds = 0 }: FullComponent, seconds: Moment['seconds']): boolean {
  return (type === 'IDLE_TIME' ? seconds.sinceEnd : seconds.idle) < graceSeconds;
}

function holds(r: Restrictions, around: Surroundings, { wall, seconds, mWh, period }: Moment): boolean {
  const power = period.powerW ?? (period.energyWh * 3_600_000) / (period.end - period.start);
  return (
    inWindow(wall.time, r.startTime ?? '00:00', r.endTime === undefined || r.endTime === '00:00' ? '24:00' : r.endTime) &&
    !(r.startDate !== undefined && wall.day < r.startDate) &&
    !(r.endDate !== undefined && wall.day >= r.endDate) &&
    (r.dayOfWeek === undefined || (r.dayOfWeek as readonly string[]).includes(wall.weekday)) &&
    (r.holidays === undefined || (around.holidays?.has(wall.day) ?? false) === (r.holidays === 'ONLY')) &&
    inRange(mWh / 1000, r.minEnergyWh, r.maxEnergyWh) &&
    inRange(power, r.minPowerW, r.maxPowerW) &&
    inRange(period.currentA, r.minCurrentA, r.maxCurrentA) &&
    inRange(seconds.session, r.minDuration, r.maxDuration) &&
    inRange(seconds.charging, r.minChargingTime, r.maxChargingTime) &&
    inRange(seconds.idle, r.minIdleTime, r.maxIdleTime) &&
    inRange(around.occupancy, r.minOccupancy, r.maxOccupancy) &&
    (r.connectors === undefined || r.connectors.includes(around.connector ?? '')) &&
    (r.powerTypes === undefined || r.powerTypes.includes(around.powerType ?? '')) &&
    (r.paymentKinds === undefined || r.paymentKinds.includes(around.paymentKind ?? '')) &&
    (r.paymentBrands === undefined || r.paymentBrands.includes(around.paymentBrand ?? '')) &&
    (r.driverGroups === undefined || r.driverGroups.some((group) => (around.driverGroups ?? []).includes(group)))
  );
}

/** What is not known is in no range. */
function inRange(value: number | null | undefined, min: number | undefined, max: number | undefined): boolean {
  if (min === undefined && max === undefined) return true;
  return value !== null && value !== undefined && value >= (min ?? value) && (max === undefined || value < max);
}

/** Times as text, `24:00` for the end of the day. */
function inWindow(time: string, start: string, end: string): boolean {
  if (start === end) return true;
  return start < end ? time >= start && time < end : time >= start || time < end;
}

const formats = new Map<string, Intl.DateTimeFormat>();
function wallOf(zone: string, at: number): Moment['wall'] {
  const two = '2-digit';
  const options: Intl.DateTimeFormatOptions = { weekday: 'long', year: 'numeric', month: two, day: two, hour: two, minute: two };
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options });
  formats.set(zone, format);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const { year, month, day, weekday = '', hour, minute: minutes } = parts;
  return { day: `${year}-${month}-${day}`, weekday: weekday.toUpperCase(), time: `${hour}:${minutes}` };
}

function priceAt({ price, recipe }: FullComponent, around: Surroundings, { at, begin }: { at: number; begin: number }): Fraction {
  if (recipe === undefined) return fraction(price);
  const moment = recipe.lock === 'start' ? begin : at;
  const slot = around.series?.[recipe.series]?.slots.find(({ from, until }) => from <= moment && moment < until);
  if (slot === undefined) return fraction(price);
  let value = fraction(slot.price);
  for (const step of recipe.steps) {
    if (step.kind === 'add') value = plus(value, fraction(step.price));
    else if (step.kind === 'percent')
      value = product(value, plus({ over: 1n, under: 1n }, product(fraction(step.percent), { over: 1n, under: 100n })));
    else if (step.kind === 'atLeast') value = isLess(value, fraction(step.price)) ? fraction(step.price) : value;
    else value = isLess(fraction(step.price), value) ? fraction(step.price) : value;
  }
  return { over: rounded(value, 6), under: 1_000_000n };
}

function lineFor(lines: Map<Kind, Line[]>, kind: Kind, { component, price }: { component: FullComponent; price: Fraction }): Line {
  const known = lines.get(kind) ?? [];
  lines.set(kind, known);
  const key = `${price.over}/${price.under}`;
  const found = known.find((line) => line.component === component && line.key === key);
  if (found) return found;
  const made = { component, key, price, quantity: 0 };
  known.push(made);
  return made;
}

function roundUp(lines: Map<Kind, Line[]>, last: Map<Kind, Line>): void {
  const used = (kind: Kind): number => (lines.get(kind) ?? []).reduce((sum, line) => sum + line.quantity, 0);
  for (const [kind, line] of last) {
    if (isFlat(kind) || line.component.stepSize === 1) continue;
    if (kind === 'CHARGING_TIME' && used('PARKING_TIME') + used('IDLE_TIME') > 0) continue;
    const step = line.component.stepSize * (kind === 'ENERGY' ? 1000 : 1);
    while (used(kind) % step !== 0) line.quantity += step - (used(kind) % step);
  }
}

function settle(all: readonly [Kind, Line[]][], tariff: FullTariff, hasCar: boolean): Reference {
  const digits = tariff.currency === 'JPY' ? 0 : tariff.currency === 'KWD' ? 3 : 2;
  const amounts = all.flatMap(([kind, lines]) => {
    const per = isFlat(kind) ? 1n : kind === 'ENERGY' ? 1_000_000n : 3600n;
    return lines.map(({ component, price, quantity }) => ({ component, amount: product(price, { over: BigInt(quantity), under: per }) }));
  });
  const groups = new Map<string, Fraction>();
  const group = (vat: string | undefined): string => (vat === undefined ? 'none' : String(Number(vat)));
  for (const component of new Set(amounts.map((entry) => entry.component))) {
    const own = amounts.filter((entry) => entry.component === component).reduce((sum, entry) => plus(sum, entry.amount), fraction('0'));
    const cap = component.maxAmount === undefined ? null : fraction(component.maxAmount);
    const key = group(component.vat);
    groups.set(key, plus(groups.get(key) ?? fraction('0'), cap !== null && isLess(cap, own) ? cap : own));
  }
  // A session that nothing was used of still costs the minimum, at the tariff's one rate.
  if (groups.size === 0) groups.set(group(tariff.elements[0]?.priceComponents[0]?.vat), fraction('0'));
  let net = 0n;
  let tax = 0n;
  for (const [vat, exact] of groups) {
    const sum = limited(rounded(exact, digits), { tariff, digits, hasCar });
    const rate = vat === 'none' ? fraction('0') : product(fraction(vat), { over: 1n, under: 100n });
    const whole = plus({ over: 1n, under: 1n }, rate);
    const before = tariff.taxIncluded ? rounded(product({ over: sum, under: 1n }, { over: whole.under, under: whole.over }), 0) : sum;
    net += before;
    tax += tariff.taxIncluded ? sum - before : rounded(product({ over: sum, under: 1n }, rate), 0);
  }
  return { net, tax };
}

function limited(sum: bigint, { tariff, digits, hasCar }: { tariff: FullTariff; digits: number; hasCar: boolean }): bigint {
  const side = tariff.taxIncluded ? 'afterTaxes' : 'beforeTaxes';
  const [min, max] = [tariff.minPrice?.[side], tariff.maxPrice?.[side]].map((text) =>
    text === undefined ? null : rounded(fraction(text), digits),
  );
  const raised = hasCar && min !== null && min !== undefined && sum < min ? min : sum;
  return max !== null && max !== undefined && raised > max ? max : raised;
}

function fraction(text: string): Fraction {
  const [whole = '', digits = ''] = text.split('.');
  return { over: BigInt(whole + digits), under: 10n ** BigInt(digits.length) };
}
const plus = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.under + b.over * a.under, under: a.under * b.under });
const product = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.over, under: a.under * b.under });
const isLess = (a: Fraction, b: Fraction): boolean => a.over * b.under < b.over * a.under;
/** Half away from zero, at so many digits. */
function rounded({ over, under }: Fraction, digits: number): bigint {
  const doubled = (over < 0n ? -over : over) * 10n ** BigInt(digits) * 2n;
  const result = (doubled + under) / (under * 2n);
  return over < 0n ? -result : result;
}
