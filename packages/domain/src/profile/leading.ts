import type { Span } from './local-time.ts';
import type { ChargingProfile, ChargingSchedule, SchedulePeriod } from './profile.ts';
import { type Circumstances, type Segment, segmentsOf } from './segments.ts';

/** The period of a profile that leads its purpose at some moment. */
export interface Leading {
  profile: ChargingProfile;
  schedule: ChargingSchedule;
  period: SchedulePeriod;
  /** In the unit of the schedule; null: the car is not that full, or there is no such limit. */
  soCLimit: number | null;
}

/** Profiles of one purpose and scope, each with what it executes in the window, the strongest first. */
export type Stack = readonly { profile: ChargingProfile; segments: readonly Segment[] }[];

/**
 * 2.1 §3.6: the leading schedule is the one of the highest stack level that has a period at that moment. A profile of the
 * EVSE itself goes before one of EVSE 0 (1.6 §3.13.1); of two at one level, which no station may hold, the higher id does.
 */
export function stackOf(profiles: readonly ChargingProfile[], window: Span, circumstances: Circumstances): Stack {
  return profiles
    .toSorted((a, b) => b.stackLevel - a.stackLevel || b.evseId - a.evseId || b.id - a.id)
    .map((profile) => ({ profile, segments: segmentsOf(profile, window, circumstances) }))
    .filter(({ segments }) => segments.length > 0);
}

/** Tells what leads at a moment. Moments must not go back. */
export function leader(stack: Stack, stateOfCharge?: number): (at: number) => Leading | null {
  const cursors = stack.map(() => 0);
  return (at) => {
    for (const [index, { profile, segments }] of stack.entries()) {
      let cursor = cursors[index] ?? 0;
      while ((segments[cursor]?.until ?? Number.POSITIVE_INFINITY) <= at) cursor += 1;
      cursors[index] = cursor;
      const segment = segments[cursor];
      if (segment === undefined || segment.from > at) continue;
      const { schedule, period } = segment;
      const { limitAtSoC } = schedule;
      const isFull = limitAtSoC !== undefined && stateOfCharge !== undefined && stateOfCharge >= limitAtSoC.soc;
      return { profile, schedule, period, soCLimit: isFull ? limitAtSoC.limit : null };
    }
    return null;
  };
}

/** The window, cut wherever one of the spans begins or ends. */
export function cuts(window: Span, tracks: readonly (readonly Span[])[]): Span[] {
  const edges = new Set([window.from, window.until]);
  for (const track of tracks) {
    for (const { from, until } of track) edges.add(from).add(until);
  }
  const sorted = [...edges].filter((at) => at >= window.from && at <= window.until).sort((a, b) => a - b);
  return sorted.flatMap((from, index) => {
    const until = sorted[index + 1];
    return until === undefined ? [] : [{ from, until }];
  });
}
