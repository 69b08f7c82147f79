import { toChargingProfile } from '@stationmaster/contract';
import { type ChargingKnowledge, changedProfiles, compositeSchedule, questionOf, type ReportedSchedule } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import { recordStep } from '../reports/step.ts';
import type { StationState } from '../stations/state.ts';
import type { Step, Turn } from '../stations/step.ts';
import { knowledgeOf, noLimits, readFeed } from './knowledge.ts';
import { planNeeded } from './needs.ts';
import { selectOnTheWay } from './store.ts';

export interface CarPlanTold {
  evseId: number;
  schedule: ReportedSchedule;
  /** As it was said, kept whole. */
  said: object;
}
export interface CarPlanTaken {
  isWithin: boolean;
  step: Step;
  after: (() => Promise<void>)[];
}
type Needs = Pick<Context, 'config' | 'db' | 'gateway' | 'clock' | 'commit' | 'tell' | 'log'>;

/** Share of a limit: figures travel rounded. */
const slack = 0.01;

/** 2.x K15: what the car makes of its limits. One that wants more than it may is refused, and gets its profile once more. */
export async function carPlanTold(context: Needs, turn: Turn, { evseId, schedule, said }: CarPlanTold): Promise<CarPlanTaken> {
  const { state } = turn;
  const known = knowledgeOf(state, state.limits ?? noLimits(await readFeed(context.db, state.id)));
  const isWithin = keepsTo(known, evseId, schedule) || keepsTo(await withThoseOnTheWay(context, state, known), evseId, schedule);
  const data = { ...said, isWithin };
  const step = recordStep(turn, [{ kind: 'chargingSchedule', key: String(evseId), evseId, data }]);
  return { isWithin, step, after: isWithin ? [] : [() => planNeeded(context, state, evseId)] };
}

function keepsTo(known: ChargingKnowledge, evseId: number, { from, until, unit, periods }: ReportedSchedule): boolean {
  const window = { evseId, from, durationSeconds: Math.max(0, (until - from) / 1000), unit };
  const ours = compositeSchedule(questionOf(known, window));
  return periods.every((plan) => {
    const meanwhile = ours.periods.filter((period) => period.from < plan.until && plan.from < period.until);
    return meanwhile.every(({ limit }) => limit === null || (plan.limit ?? 0) <= limit * (1 + slack));
  });
}

/** The car may be faster than the station's answer to the profile that it plans with. */
async function withThoseOnTheWay({ db }: Needs, { id, version }: StationState, known: ChargingKnowledge): Promise<ChargingKnowledge> {
  const sent = (await selectOnTheWay(db, id)).map(toChargingProfile);
  const profiles = sent.reduce((held, profile) => changedProfiles(version, held, { kind: 'set', profile }), [...known.profiles]);
  return { ...known, profiles };
}
