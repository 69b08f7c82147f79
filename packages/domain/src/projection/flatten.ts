import { Decimal } from '../decimal.ts';
import { holdsFor } from '../pricing/conditions.ts';
import type { Surroundings } from '../pricing/use.ts';
import type { FullComponent, FullElement, FullTariff, Restrictions } from '../tariff/full-tariff.ts';
import type { Loss } from './loss.ts';

/** For whom and where a tariff is told; what is given here need not be told with it. */
export type Audience = Pick<Surroundings, 'connector' | 'powerType' | 'driverGroups' | 'paymentKind' | 'paymentBrand' | 'occupancy'>;

/** A component and where it came from. */
export interface Placed {
  component: FullComponent;
  path: string;
}
/** An element in the dimensions that OCPI and OCPP share: ENERGY, FLAT, CHARGING_TIME, PARKING_TIME; TIME for reservations only. */
export interface FlatElement {
  restrictions: Restrictions;
  components: Placed[];
  path: string;
}

const staticKeys = {
  connectors: 'connector',
  powerTypes: 'powerType',
  driverGroups: 'driverGroups',
  paymentKinds: 'paymentKind',
  paymentBrands: 'paymentBrand',
  minOccupancy: 'occupancy',
  maxOccupancy: 'occupancy',
} as const satisfies Partial<Record<keyof Restrictions, keyof Audience>>;
type StaticKey = keyof typeof staticKeys;

/** The elements that concern this audience, without what it is known to meet, and with time in two kinds. */
export function flattened(tariff: FullTariff, audience: Audience, losses: Loss[]): FlatElement[] {
  const elements = tariff.elements.flatMap((element, index) => forAudience(element, audience, `elements.${index}`));
  const session = elements.filter(({ restrictions }) => restrictions.reservation === undefined);
  const twofold = withoutTime(session, losses);
  const reserved = elements.filter(({ restrictions }) => restrictions.reservation !== undefined);
  return [...reserved, ...twofold].filter(({ components }) => components.length > 0);
}

/** None, when the audience does not meet a restriction; what it is not known to meet stays in. */
function forAudience({ priceComponents, restrictions = {} }: FullElement, audience: Audience, path: string): FlatElement[] {
  const known = Object.keys(staticKeys).filter((key): key is StaticKey => {
    const name = staticKeys[key as StaticKey];
    return restrictions[key as StaticKey] !== undefined && audience[name] !== undefined;
  });
  const asked: Restrictions = Object.fromEntries(known.map((key) => [key, restrictions[key]]));
  if (!holdsFor(asked, { ...audience, zone: 'UTC' })) return [];
  const left: Restrictions = Object.fromEntries(Object.entries(restrictions).filter(([key]) => !known.includes(key as StaticKey)));
  const components = priceComponents.map((component, index) => ({ component, path: `${path}.priceComponents.${index}` }));
  return [{ restrictions: left, components, path }];
}

/**
 * TIME, from start to end, said as time charging and time not charging. One TIME without restrictions is added to every other
 * price of time; otherwise two prices for the same minute cannot be told.
 */
function withoutTime(elements: readonly FlatElement[], losses: Loss[]): FlatElement[] {
  const all = elements.flatMap((element) => element.components.map((placed) => ({ ...placed, element })));
  const times = all.filter(({ component }) => component.type === 'TIME');
  const isOther = ({ component }: Placed): boolean => component.type === 'CHARGING_TIME' || isParking(component);
  const others = all.filter(isOther);
  const [only] = times;
  const isBase = times.length === 1 && only !== undefined && others.length > 0 && isUnrestricted(only.element);
  if (times.length > 0 && others.length > 0 && !isBase)
    losses.push({
      path: only?.path ?? '',
      kind: 'changed',
      message: 'two prices for the same time cannot be told: TIME is left out where another price holds',
    });
  const base = isBase ? only : undefined;
  const flat = elements.map((element) => ({
    ...element,
    components: unique(
      element.components.flatMap((placed) => (placed.component.type === 'TIME' ? inTwo(placed, losses) : [raised(placed, base, losses)])),
      losses,
    ),
  }));
  // The others come first wherever TIME stood: it holds where they do not.
  if (base === undefined) return times.length > 0 && others.length > 0 ? lastOf(flat, times) : flat;
  return lastOf(flat, [base]);
}

/** Moves what was made of these TIME components behind all others. */
function lastOf(elements: readonly FlatElement[], times: readonly Placed[]): FlatElement[] {
  const paths = new Set(times.map(({ path }) => path));
  const isMoved = ({ path }: Placed): boolean => paths.has(path);
  const first = elements.map((element) => ({ ...element, components: element.components.filter((placed) => !isMoved(placed)) }));
  const moved = elements.map((element) => ({ ...element, components: element.components.filter(isMoved) }));
  return [...first, ...moved].filter(({ components }) => components.length > 0);
}

function inTwo({ component, path }: Placed, losses: Loss[]): Placed[] {
  if (component.stepSize > 1)
    losses.push({
      path: `${path}.stepSize`,
      kind: 'changed',
      message: 'steps round the time charging and not charging, no longer the whole',
    });
  if (component.maxAmount !== undefined)
    losses.push({ path: `${path}.maxAmount`, kind: 'changed', message: 'the cap holds for the whole time; it cannot be told' });
  const { maxAmount: _, ...rest } = component;
  return (['CHARGING_TIME', 'PARKING_TIME'] as const).map((type) => ({ component: { ...rest, type }, path }));
}

function raised(placed: Placed, base: Placed | undefined, losses: Loss[]): Placed {
  const { component, path } = placed;
  const own = component.type === 'IDLE_TIME' ? asParking(placed, losses) : placed;
  if (base === undefined || own.component.type === 'ENERGY' || own.component.type === 'FLAT') return own;
  const isSameTax = JSON.stringify([component.vat, component.taxes]) === JSON.stringify([base.component.vat, base.component.taxes]);
  if (!isSameTax)
    losses.push({ path: `${path}.vat`, kind: 'changed', message: 'added to the price for the whole time, which bears other taxes' });
  if (component.stepSize > 1 || base.component.stepSize > 1)
    losses.push({ path: `${path}.stepSize`, kind: 'changed', message: 'steps round the sum of both prices' });
  if (component.graceSeconds !== undefined || component.maxAmount !== undefined)
    losses.push({ path, kind: 'changed', message: 'grace and cap would hold for the price of the whole time too' });
  const price = new Decimal(component.price).plus(base.component.price).toFixed();
  return { ...own, component: { ...own.component, price } };
}

function asParking({ component, path }: Placed, losses: Loss[]): Placed {
  losses.push({ path: `${path}.type`, kind: 'changed', message: 'idle time after the charge is told as all time without charging' });
  return { component: { ...component, type: 'PARKING_TIME' }, path };
}

/** Of two prices for one kind of time in one element only the first can be told. */
function unique(components: readonly Placed[], losses: Loss[]): Placed[] {
  return components.filter(({ component, path }, index) => {
    const isRepeated = components.findIndex((other) => other.component.type === component.type) < index;
    if (isRepeated) losses.push({ path, kind: 'changed', message: 'a second price for the same time cannot be told' });
    return !isRepeated;
  });
}

function isParking({ type }: FullComponent): boolean {
  return type === 'PARKING_TIME' || type === 'IDLE_TIME';
}
function isUnrestricted({ restrictions }: FlatElement): boolean {
  return Object.keys(restrictions).length === 0;
}
