import { type ScheduleUpdate, updatable } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import type { Step, Turn } from '../stations/step.ts';
import { limitChange } from './change.ts';
import { readFeed } from './knowledge.ts';

/** The values a Dynamic profile of ours has now, for a station that pulls them; null: we have set none of that id. */
export async function pullUpdate(
  { db }: Pick<Context, 'db'>,
  { state, at }: Turn,
  id: number,
): Promise<{ values: ScheduleUpdate; step: Step } | null> {
  const profile = state.limits?.set.get(id)?.profile;
  const period = profile?.schedules[0]?.periods[0];
  if (profile?.kind !== 'Dynamic' || period === undefined) return null;
  const values: ScheduleUpdate = Object.fromEntries(
    updatable.flatMap((name) => (period[name] === undefined ? [] : [[name, period[name]]])),
  );
  const feed = state.limits?.feed ?? (await readFeed(db, state.id));
  // Its duration counts from here.
  return { values, step: limitChange(state, { kind: 'updated', id, values, at }, { commandId: null, at, feed }) };
}
