import { frameTime, withState } from '@stationmaster/domain';
import { noStep, type Step, type Turn } from '../stations/step.ts';
import { findLive, sessionStep } from './live.ts';
import { priced } from './price.ts';

/**
 * 1.6 tells by the status of the connector whether a car charges. It is written into its session where the tariff asks for the course
 * (idle time, charging time); any other session has nothing more to write.
 */
export function stateTold(
  turn: Turn,
  { evseId, reported, timestamp }: { evseId: number; reported: string; timestamp: string | undefined },
): Step {
  const { state, at } = turn;
  if (state.courses === undefined || evseId === 0) return noStep;
  const session = findLive(state, (one) => one.evseId === evseId && state.courses?.has(one.id) === true);
  if (session === undefined || session.status !== 'active') return noStep;
  const time = frameTime(timestamp, at).at;
  const told = withState(session, reported, { at: time });
  if (told === session) return noStep;
  return sessionStep(turn, priced(told, { state, until: Math.max(time, session.lastReadingAt ?? time) }), 'session.updated');
}
