import type { Instant, Wh } from '../reading.ts';

/**
 * What makes a message belong to a session we already have, unique per station, whatever happened in between.
 * 1.6 §4.8: a station repeats StartTransaction until it is answered; place, card, time and meter are then the same.
 */
export function startKey16(start: { evseId: number; idToken: string; timestamp: string; meterStart: Wh }): string {
  return `16/${start.evseId}/${start.idToken.toLowerCase()}/${start.timestamp}/${start.meterStart}`;
}

/** A start from a clock that was never set may be a new one although it looks the same: it is told apart by when it came. */
export function unsetClockKey(key: string, receivedAt: Instant): string {
  return `${key}@${receivedAt}`;
}

/** A session of which only the number is known, from its readings or its stop. */
export function numberedKey16(transactionId: number): string {
  return `16/tx/${transactionId}`;
}

/** A stop without a number and without a session that fits. */
export function stopKey16(stop: { timestamp: string; meterStop: Wh; idToken: string | null }): string {
  return `16/stop/${stop.idToken?.toLowerCase() ?? ''}/${stop.timestamp}/${stop.meterStop}`;
}

/** 2.x: the station names its transactions and never uses a name again. */
export function startKey2x(transactionId: string): string {
  return `2x/${transactionId}`;
}
