import type { CompositeQuestion } from './composite-model.ts';
import { cuts, type Leading, leader, stackOf } from './leading.ts';
import type { Span } from './local-time.ts';
import type { ChargingProfile } from './profile.ts';

/** What leads at one moment, by purpose and scope. */
export interface Leaders {
  stationMax: Leading | null;
  /** ChargingStationExternalConstraints for the whole station, and for the EVSE. */
  stationConstraint: Leading | null;
  constraint: Leading | null;
  /** PriorityCharging where it was asked for, else TxProfile, else TxDefaultProfile. */
  transaction: Leading | null;
  generation: Leading | null;
}

/** Cut where anything begins or ends; `at` must be asked in order of time. */
export interface LeadersOver {
  spans: Span[];
  at(moment: number): Leaders;
}

const roles = ['stationMax', 'stationConstraint', 'constraint', 'priority', 'own', 'byDefault', 'generation'] as const;
type Role = (typeof roles)[number];

export function leadersOver(question: CompositeQuestion, window: Span): LeadersOver {
  const circumstances = {
    startedAt: question.transaction?.startedAt ?? question.from,
    timeZone: question.station.timeZone ?? 'UTC',
    offlineSince: question.offlineSince ?? null,
    scheduleIndex: question.scheduleIndex ?? 0,
  };
  const groups = Map.groupBy(question.profiles, (profile) => roleOf(profile, question));
  const stacks = roles.map((role) => stackOf(groups.get(role) ?? [], window, circumstances));
  const soc = question.transaction?.stateOfCharge;
  const [stationMax, stationConstraint, constraint, priority, own, byDefault, generation] = stacks.map((stack) => leader(stack, soc));
  return {
    spans: cuts(
      window,
      stacks.flatMap((stack) => stack.map(({ segments }) => segments)),
    ),
    at: (moment) => ({
      stationMax: stationMax?.(moment) ?? null,
      stationConstraint: stationConstraint?.(moment) ?? null,
      constraint: constraint?.(moment) ?? null,
      transaction: priority?.(moment) ?? own?.(moment) ?? byDefault?.(moment) ?? null,
      generation: generation?.(moment) ?? null,
    }),
  };
}

/** null: it says nothing of this EVSE or this transaction, or stands where its purpose may not (2.1 K01.FR.16, K04.FR.03). */
function roleOf({ purpose, evseId, transactionId }: ChargingProfile, { evseId: asked, transaction }: CompositeQuestion): Role | null {
  if (evseId !== 0 && evseId !== asked) return null;
  switch (purpose) {
    case 'ChargingStationMaxProfile':
      return evseId === 0 ? 'stationMax' : null;
    case 'ChargingStationExternalConstraints':
      return evseId === 0 ? 'stationConstraint' : 'constraint';
    case 'PriorityCharging':
      return transaction?.hasPriority ? 'priority' : null;
    case 'TxProfile':
      return evseId !== 0 && transaction !== null && (transactionId ?? transaction.id) === transaction.id ? 'own' : null;
    case 'TxDefaultProfile':
      return 'byDefault';
    case 'LocalGeneration':
      return 'generation';
  }
}
