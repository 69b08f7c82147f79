import { type Amount, amountOf, highest, lowest, type Measure, phasesOf, type Quantity, spread, sum, supplied } from './amount.ts';
import type { CompositePeriod, CompositeQuestion, Decision, Supply } from './composite-model.ts';
import type { Leaders } from './leaders.ts';
import type { Leading } from './leading.ts';

export type Merged = Omit<CompositePeriod, 'from' | 'until'>;

/**
 * 2.1 K08.FR.04, SC.01, §3.8: the lowest limit and the fewest phases of all that lead, local generation on top, never more
 * than the hardware gives. Setpoints and what else belongs to an operation mode come from the transaction's profile.
 */
export function merged(leaders: Leaders, { station, unit }: Pick<CompositeQuestion, 'station' | 'unit'>): Merged {
  const { stationMax, stationConstraint, constraint, transaction, generation } = leaders;
  const limiting = [stationMax, stationConstraint, constraint, transaction].filter((each) => each !== null);
  const decisions: Decision[] = [];
  const phases = fewestPhases(limiting, station, decisions);
  const measure = measureOf(phases, { station, unit });
  const profiles = limitOf(limiting, measure, decisions);
  const capacity = generation === null || profiles === null ? null : amountOf(generation, 'limit', measure);
  if (generation !== null && capacity !== null) decisions.push(decision('addition', generation));
  const limit = withinHardware(profiles === null || capacity === null ? profiles : sum(profiles, capacity, measure), {
    measure,
    station,
    decisions,
  });
  const discharge = dischargeOf(limiting, measure, decisions);
  return {
    ...named('limit', limit),
    limit: firstOf(limit),
    ...(phases > 0 && { numberPhases: phases }),
    ...(phases === 1 && phaseToUse(limiting, decisions)),
    ...named('dischargeLimit', discharge),
    ...setpoints(leaders, { measure, limit, discharge, decisions, externalFirst: station.setpointPriority !== 'transaction' }),
    ...modeOf(transaction, decisions),
    decisions,
  };
}

export function measureOf(phases: number, { station, unit }: Pick<CompositeQuestion, 'station' | 'unit'>): Measure {
  return {
    unit,
    phases: Math.max(1, phases),
    voltage: station.voltage,
    isDirect: station.phases === 0,
    gridVoltage: station.phases === 0 && station.grid ? station.grid.phases * station.grid.voltage : null,
    isWattAsGiven: station.version === 'ocpp1.6',
  };
}

export function fewestPhases(limiting: readonly Leading[], station: Supply, decisions: Decision[]): number {
  if (station.phases === 0) return 0;
  const phases = Math.min(station.phases, ...limiting.map(phasesOf));
  if (phases === station.phases) return phases;
  for (const each of limiting) if (phasesOf(each) === phases) decisions.push(decision('phases', each));
  return phases;
}

export function limitOf(limiting: readonly Leading[], measure: Measure, decisions: Decision[]): Amount | null {
  const offers = limiting.flatMap((leading) => {
    const amount = amountOf(leading, 'limit', measure);
    return amount === null ? [] : [{ leading, amount }];
  });
  if (offers.length === 0) return null;
  const least = offers.map(({ amount }) => amount).reduce((a, b) => lowest(a, b, measure));
  for (const { leading, amount } of offers) if (touches(amount, least, measure)) decisions.push(decision('limit', leading));
  return least;
}

/** On some phase the two are the same. */
export function touches(a: Amount, b: Amount, measure: Measure): boolean {
  const right = spread(b, measure);
  return spread(a, measure).some((value, index) => value === right[index]);
}

interface Within {
  measure: Measure;
  station: Supply;
  decisions: Decision[];
}

/** Where the hardware gives less than the profiles allow, it alone decides. */
export function withinHardware(limit: Amount | null, { measure, station, decisions }: Within): Amount | null {
  const most = supplied(station, measure);
  if (most === null) return limit;
  const within = limit === null ? most : lowest(limit, most, measure);
  if (!touches(within, most, measure)) return limit;
  const isHardwareOnly = limit === null || !touches(within, limit, measure);
  const kept = isHardwareOnly ? decisions.filter(({ part }) => part !== 'limit' && part !== 'addition') : [...decisions];
  decisions.splice(0, decisions.length, ...kept, { part: 'limit', by: 'station' });
  return within;
}

function dischargeOf(limiting: readonly Leading[], measure: Measure, decisions: Decision[]): Amount | null {
  let least: Amount | null = null;
  for (const each of limiting) {
    const amount = amountOf(each, 'dischargeLimit', measure);
    if (amount !== null) least = least === null ? amount : highest(least, amount, measure);
  }
  for (const each of limiting) {
    const amount = amountOf(each, 'dischargeLimit', measure);
    if (least !== null && amount !== null && touches(amount, least, measure)) decisions.push(decision('dischargeLimit', each));
  }
  return least;
}

interface Frame {
  measure: Measure;
  limit: Amount | null;
  discharge: Amount | null;
  decisions: Decision[];
  externalFirst: boolean;
}

/** 2.1 §3.2: an external setpoint goes before that of the transaction, by default. K08.FR.08: both stay within the limits. */
function setpoints({ stationConstraint, constraint, transaction }: Leaders, frame: Frame): Partial<Merged> {
  const { measure, limit, discharge, decisions, externalFirst } = frame;
  const external = [constraint, stationConstraint];
  const sources = externalFirst ? [...external, transaction] : [transaction, ...external];
  const parts: Partial<Merged> = {};
  for (const quantity of ['setpoint', 'setpointReactive'] as const) {
    const source = sources.find((each) => each !== null && amountOf(each, quantity, measure) !== null);
    const said = source ? amountOf(source, quantity, measure) : null;
    if (!source || said === null) continue;
    decisions.push(decision(quantity, source));
    const below = limit === null || quantity === 'setpointReactive' ? said : lowest(said, limit, measure);
    const within = discharge === null || quantity === 'setpointReactive' ? below : highest(below, discharge, measure);
    Object.assign(parts, named(quantity, within));
  }
  return parts;
}

/** A conflict is refused by every station (2.1 K01.FR.141); should there be one, the wider scope goes first. */
function phaseToUse(limiting: readonly Leading[], decisions: Decision[]): Partial<Merged> {
  const chooser = limiting.find(({ period }) => period.phaseToUse !== undefined);
  if (chooser?.period.phaseToUse === undefined) return {};
  decisions.push(decision('phaseToUse', chooser));
  return { phaseToUse: chooser.period.phaseToUse };
}

const ofMode = ['operationMode', 'preconditioningRequest', 'evseSleep', 'v2xBaseline', 'v2xFreqWattCurve', 'v2xSignalWattCurve'] as const;

function modeOf(transaction: Leading | null, decisions: Decision[]): Partial<Merged> {
  if (transaction === null) return {};
  const said = ofMode.filter((key) => transaction.period[key] !== undefined);
  if (said.length > 0) decisions.push(decision('mode', transaction));
  return Object.fromEntries(said.map((key) => [key, transaction.period[key]]));
}

export function decision(part: Decision['part'], { profile: { id, evseId, purpose, stackLevel } }: Leading): Decision {
  return { part, by: { id, evseId, purpose, stackLevel } };
}

export const firstOf = (amount: Amount | null): number | null => (typeof amount === 'number' ? amount : (amount?.[0] ?? null));

/** The amount by the names of the standard. */
export function named(quantity: Quantity, amount: Amount | null): Partial<Record<Quantity | `${Quantity}_L2` | `${Quantity}_L3`, number>> {
  if (amount === null) return {};
  if (typeof amount === 'number') return { [quantity]: amount };
  const [first = 0, second, third] = amount;
  return {
    [quantity]: first,
    ...(second !== undefined && { [`${quantity}_L2`]: second }),
    ...(third !== undefined && { [`${quantity}_L3`]: third }),
  };
}
