import { reportedSchedule } from '@stationmaster/domain';
import { carPlanTold } from '../../charging/car-plan.ts';
import type { Handler2x } from './handler.ts';
import { versionOf } from './smart-charging.ts';

/** A car that does not say how long its plan is, plans for a day. */
const planSeconds = 86_400;

/** 2.x K15: the plan the car has made within its limits. */
export const notifyEvChargingSchedule: Handler2x<'NotifyEVChargingSchedule'> = async ({ request, ...turn }, context) => {
  const { evseId, timeBase, chargingSchedule } = request;
  const { duration = planSeconds } = chargingSchedule;
  const plan = { ...chargingSchedule, scheduleStart: timeBase, duration };
  const schedule = reportedSchedule(
    versionOf(turn.state),
    { status: 'Accepted', schedule: plan },
    { from: turn.at, durationSeconds: duration },
  );
  // Accepted with a schedule always gives one.
  if (schedule === null) return { answer: { status: 'Rejected' } };
  const { isWithin, step, after } = await carPlanTold(context, turn, { evseId, schedule, said: request });
  return { answer: { status: isWithin ? 'Accepted' : 'Rejected' }, ...step, after };
};
