/**
 * What limits at one moment, worked out slowly and in another way than the product does: no spans, no sweeping, and every
 * figure as ampere on each phase. It knows 2.x alternating current; local time is that of the night of 2026-03-29 in Berlin.
 */
import type { CompositeQuestion } from '../composite-model.ts';
import type { ChargingProfile, SchedulePeriod } from '../profile.ts';

/** Mistakes to plant, so that a test can show that it would notice them. */
export const plants = [
  'validTo still counts',
  'validFrom does not count yet',
  'the lowest level leads',
  'the end of a duration still counts',
  'a period begins a second late',
  'the default goes before the transaction',
  'another transaction counts',
  'generation is forgotten',
  'phases are those of the station',
  'watts are for each phase',
  'weekly is daily',
  'local time is UTC',
  'the constraint is forgotten',
  'priority is never asked for',
  'a level without a period blocks the lower ones',
  'an EVSE sees only its own default',
] as const;
export type Plant = (typeof plants)[number] | null;

export const summerTime = Date.parse('2026-03-29T01:00:00Z');

export interface Moment {
  /** A on each phase; null: nothing limits. */
  perPhase: number[] | null;
  phases: number;
}

export function limitAt(moment: number, question: CompositeQuestion, plant: Plant = null): Moment {
  const { station, evseId, profiles } = question;
  const here = profiles.filter((profile) => profile.evseId === 0 || profile.evseId === evseId);
  const leaderOf = (purpose: ChargingProfile['purpose'], isMine: (profile: ChargingProfile) => boolean): Lead | null =>
    strongest(
      here.filter((profile) => profile.purpose === purpose && isMine(profile)),
      { moment, question, plant },
    );
  const transaction = question.transaction;
  const isOwn = (profile: ChargingProfile): boolean =>
    plant === 'another transaction counts' || profile.transactionId === undefined || profile.transactionId === transaction?.id;
  const isDefault = (profile: ChargingProfile): boolean => plant !== 'an EVSE sees only its own default' || profile.evseId === evseId;
  const own = transaction === null ? null : leaderOf('TxProfile', (profile) => profile.evseId === evseId && isOwn(profile));
  const usual = leaderOf('TxDefaultProfile', isDefault);
  const asked = transaction?.hasPriority && plant !== 'priority is never asked for' ? leaderOf('PriorityCharging', () => true) : null;
  const ofTransaction = plant === 'the default goes before the transaction' ? (asked ?? usual ?? own) : (asked ?? own ?? usual);
  const constraints = plant === 'the constraint is forgotten' ? [] : [0, evseId];
  const limiting = [
    leaderOf('ChargingStationMaxProfile', (profile) => profile.evseId === 0),
    ...constraints.map((scope) => leaderOf('ChargingStationExternalConstraints', (profile) => profile.evseId === scope)),
    ofTransaction,
  ].filter((lead) => lead !== null);

  let phases = station.phases;
  if (plant !== 'phases are those of the station') for (const { period } of limiting) phases = Math.min(phases, period.numberPhases ?? 3);
  const figures = limiting.flatMap((lead) => amperes(lead, station.voltage, plant) ?? []).map((each) => each.slice(0, phases));
  const added = plant === 'generation is forgotten' ? null : leaderOf('LocalGeneration', () => true);
  const hardware = station.maxCurrent ?? Number.POSITIVE_INFINITY;
  const perPhase = Array.from({ length: phases }, (_, phase) => {
    const least = Math.min(...figures.map((each) => each[phase] ?? 0));
    return Math.min(hardware, least + (added ? generated(added, { voltage: station.voltage, phases, phase }) : 0));
  });
  return { perPhase: perPhase.every(Number.isFinite) ? perPhase : null, phases };
}

interface Lead {
  unit: 'A' | 'W';
  period: SchedulePeriod;
}
interface Setting {
  moment: number;
  question: CompositeQuestion;
  plant: Plant;
}

function strongest(profiles: readonly ChargingProfile[], setting: Setting): Lead | null {
  let best: { profile: ChargingProfile; lead: Lead } | null = null;
  let top = -1;
  for (const profile of profiles) {
    const lead = executed(profile, setting);
    if (setting.plant === 'a level without a period blocks the lower ones') top = Math.max(top, profile.stackLevel);
    if (lead !== null && (best === null || isStronger(profile, best.profile, setting.plant))) best = { profile, lead };
  }
  return best !== null && best.profile.stackLevel >= top ? best.lead : null;
}

function isStronger(a: ChargingProfile, b: ChargingProfile, plant: Plant): boolean {
  if (a.stackLevel !== b.stackLevel) return a.stackLevel > b.stackLevel !== (plant === 'the lowest level leads');
  return a.evseId === b.evseId ? a.id > b.id : a.evseId > b.evseId;
}

function executed(profile: ChargingProfile, { moment, question, plant }: Setting): Lead | null {
  const { validFrom, validTo, kind, recurrencyKind, schedules } = profile;
  if (validFrom !== undefined && (plant === 'validFrom does not count yet' ? moment <= validFrom : moment < validFrom)) return null;
  if (validTo !== undefined && (plant === 'validTo still counts' ? moment > validTo : moment >= validTo)) return null;
  const schedule = schedules[0];
  if (schedule === undefined) return null;
  const relative = question.transaction?.startedAt ?? question.from;
  const start =
    kind === 'Relative' ? relative : kind === 'Dynamic' ? (profile.dynUpdateTime ?? relative) : (schedule.startSchedule ?? relative);
  const hasStart = schedule.startSchedule !== undefined && (kind === 'Absolute' || kind === 'Recurring');
  const isLocal = hasStart && schedule.useLocalTime && plant !== 'local time is UTC';
  const ahead = isLocal ? (moment < summerTime ? 1 : 2) : 0;
  let elapsed = moment / 1000 + ahead * 3600 - start / 1000;
  if (elapsed < 0) return null;
  if (kind === 'Recurring') elapsed %= recurrencyKind === 'Weekly' && plant !== 'weekly is daily' ? 7 * 86400 : 86400;
  const { duration } = schedule;
  if (duration !== undefined && (plant === 'the end of a duration still counts' ? elapsed > duration : elapsed >= duration)) return null;
  let current: SchedulePeriod | null = null;
  for (const period of schedule.periods) {
    const begins = period.startPeriod + (plant === 'a period begins a second late' && period.startPeriod > 0 ? 1 : 0);
    if (begins <= elapsed && (current === null || period.startPeriod >= current.startPeriod)) current = period;
  }
  return current === null ? null : { unit: schedule.unit, period: current };
}

/** On L1, L2, L3; null: it sets no limit. */
function amperes({ unit, period }: Lead, voltage: number, plant: Plant): [number[]] | null {
  const { limit, limit_L2, limit_L3, numberPhases = 3 } = period;
  if (period.operationMode === 'Idle') return [[0, 0, 0]];
  if (limit === undefined) return null;
  if (limit_L2 !== undefined || limit_L3 !== undefined) {
    const each = [limit, limit_L2 ?? limit, limit_L3 ?? limit];
    return [unit === 'A' ? each : each.map((watt) => watt / voltage)];
  }
  const one = unit === 'A' ? limit : limit / voltage / (plant === 'watts are for each phase' ? 1 : numberPhases);
  return [[one, one, one]];
}

/** Its power is spread over the phases in use, and on none of them is there more than it gives there. */
function generated(lead: Lead, { voltage, phases, phase }: { voltage: number; phases: number; phase: number }): number {
  const { limit, limit_L2, limit_L3, numberPhases = 3 } = lead.period;
  const own = amperes(lead, voltage, null)?.[0][phase] ?? 0;
  if (limit === undefined || limit_L2 !== undefined || limit_L3 !== undefined) return own;
  return (own * Math.min(numberPhases, phases)) / phases;
}
