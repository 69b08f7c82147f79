import type { Restrictions } from '../tariff/full-tariff.ts';
import type { FlatElement, Placed } from './flatten.ts';
import type { Loss } from './loss.ts';
import type { OcppConditions, OcppFixedConditions } from './ocpp-types.ts';

type Key = keyof Restrictions;
interface Told extends Placed {
  element: FlatElement;
}

export const wallKeys = {
  startTime: 'startTimeOfDay',
  endTime: 'endTimeOfDay',
  startDate: 'validFromDate',
  endDate: 'validToDate',
} as const satisfies Partial<Record<Key, keyof OcppFixedConditions>>;
export const growingKeys = {
  minEnergyWh: 'minEnergy',
  maxEnergyWh: 'maxEnergy',
  minCurrentA: 'minCurrent',
  maxCurrentA: 'maxCurrent',
  minPowerW: 'minPower',
  maxPowerW: 'maxPower',
  minDuration: 'minTime',
  maxDuration: 'maxTime',
  minChargingTime: 'minChargingTime',
  maxChargingTime: 'maxChargingTime',
  minIdleTime: 'minIdleTime',
  maxIdleTime: 'maxIdleTime',
} as const satisfies Partial<Record<Key, keyof OcppConditions>>;
/** OCPI PowerType by OCPP EvseKindEnumType. */
export const powerTypesOf = { AC: ['AC_1_PHASE', 'AC_2_PHASE', 'AC_2_PHASE_SPLIT', 'AC_3_PHASE'], DC: ['DC'] } as const;
/** Told by both kinds of conditions in a way of their own. */
const shaped: readonly Key[] = ['dayOfWeek', 'powerTypes', 'reservation'];

/**
 * The conditions under which a price for energy or time holds: one set, or several of which any may hold. null: OCPP cannot say
 * them, and the price is left out.
 */
export function conditionsOf(told: Told, losses: Loss[]): OcppConditions[] | null {
  const { restrictions } = told.element;
  if (!canSay(told, [...Object.keys(wallKeys), ...Object.keys(growingKeys), ...shaped], losses)) return null;
  const growing = Object.fromEntries(
    Object.entries(growingKeys).flatMap(([key, name]) => {
      const value = restrictions[key as keyof typeof growingKeys];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  // The first seconds without charging are free: the price begins to hold after them.
  const { graceSeconds = 0 } = told.component;
  if (graceSeconds > (restrictions.minIdleTime ?? 0)) growing['minIdleTime'] = graceSeconds;
  return withEvseKind(told, { ...wallOf(restrictions), ...growing }, losses);
}

/** The same for a fee, which OCPP decides when the transaction starts. */
export function fixedConditionsOf(told: Told, losses: Loss[]): OcppFixedConditions[] | null {
  const { restrictions } = told.element;
  if (!canSay(told, [...Object.keys(wallKeys), ...shaped, 'paymentKinds', 'paymentBrands'], losses)) return null;
  const sets = withEvseKind(told, wallOf(restrictions), losses);
  return sets.flatMap((set) =>
    (restrictions.paymentKinds ?? [undefined]).flatMap((kind) =>
      (restrictions.paymentBrands ?? [undefined]).map((brand) => ({
        ...set,
        ...(kind !== undefined && { paymentRecognition: kind }),
        ...(brand !== undefined && { paymentBrand: brand }),
      })),
    ),
  );
}

function canSay({ element, path }: Told, known: readonly string[], losses: Loss[]): boolean {
  const unknown = Object.keys(element.restrictions).find((key) => !known.includes(key));
  if (unknown === undefined) return true;
  losses.push({
    path: `${element.path}.restrictions.${unknown}`,
    kind: 'changed',
    message: `OCPP has no such condition here; ${path} is left out`,
  });
  return false;
}

function wallOf(r: Restrictions): OcppFixedConditions {
  const times = Object.entries(wallKeys).flatMap(([key, name]) => {
    const value = r[key as keyof typeof wallKeys];
    return value === undefined ? [] : [[name, value]];
  });
  const days = r.dayOfWeek?.map((day) => day.charAt(0) + day.slice(1).toLowerCase());
  return { ...Object.fromEntries(times), ...(days && { dayOfWeek: days }) };
}

/** OCPP knows AC and DC; a list of both asks nothing. */
function withEvseKind<T extends OcppFixedConditions>({ element }: Told, conditions: T, losses: Loss[]): T[] {
  const types = element.restrictions.powerTypes;
  if (types === undefined) return [conditions];
  const isAc = types.some((type) => type.startsWith('AC'));
  if (isAc && !powerTypesOf.AC.every((type) => types.includes(type)))
    losses.push({
      path: `${element.path}.restrictions.powerTypes`,
      kind: 'changed',
      message: 'OCPP knows AC and DC, not the number of phases',
    });
  if (isAc && types.includes('DC')) return [conditions];
  return [{ ...conditions, evseKind: isAc ? 'AC' : 'DC' }];
}
