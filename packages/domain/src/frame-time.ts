import { parseMoment } from './moment.ts';
import type { Instant } from './reading.ts';

/** Nothing that speaks OCPP over WebSocket is older; a clock that shows less was never set. */
const earliest = Date.UTC(2015, 0, 1);
const day = 86_400_000;
/** A clock further off than this is marked on the sessions it timed. */
export const skewLimit = 60_000;

export interface FrameTime {
  /** When it happened, as far as can be told. */
  at: Instant;
  /** Station clock minus our clock at reception; null when the station's time was unusable and `at` is the time of reception. */
  offset: number | null;
}

/** When something happened, by the station's timestamp (absent, no date, before 2015 or a day ahead: by the time of reception). */
export function frameTime(text: string | undefined, receivedAt: Instant): FrameTime {
  const moment = text === undefined ? null : parseMoment(text);
  if (moment === null || moment < earliest || moment > receivedAt + day) return { at: receivedAt, offset: null };
  return { at: moment, offset: moment - receivedAt };
}

/**
 * The station's skew after one more timestamp of something that has just happened. A timestamp may be old because the
 * message waited, never young: of large offsets the highest is nearest to the clock. A small one proves the clock right.
 */
export function nextSkew(known: number | null, offset: number | null): number | null {
  if (offset === null) return known;
  if (Math.abs(offset) <= skewLimit) return offset;
  return known === null || offset > known ? offset : known;
}

/** What a late timestamp means: the clock is off, or the message waited while the station was offline. */
export function timing(time: FrameTime, skew: number | null): { clockSkew: boolean; offline: boolean } {
  if (time.offset === null || time.offset > skewLimit) return { clockSkew: true, offline: false };
  const off = skew ?? 0;
  const clockSkew = Math.abs(off) > skewLimit;
  return { clockSkew, offline: time.offset - (clockSkew ? off : 0) < -skewLimit };
}
