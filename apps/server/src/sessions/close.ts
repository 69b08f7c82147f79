import { closeStale } from '@stationmaster/domain';
import { effectStep, joinSteps, type Step, type Turn } from '../stations/step.ts';
import { type LiveSession, sessionStep } from './live.ts';
import { priced } from './price.ts';

/** Ends sessions whose stop never came, with what is known of them; a true stop may still correct them. */
export function closeSessions(turn: Turn, sessions: readonly LiveSession[]): Step {
  return joinSteps(
    sessions.flatMap((session) => {
      const closed = closeStale(session);
      return [
        sessionStep(turn, priced(closed, { state: turn.state, until: turn.at }), 'session.ended'),
        effectStep(turn, { kind: 'sessionEnded', sessionId: closed.id }),
      ];
    }),
  );
}
