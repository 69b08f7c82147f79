import { closeStale } from '@stationmaster/domain';
import { effectStep, joinSteps, type Step, type Turn } from '../stations/step.ts';
import { type LiveSession, priced, sessionStep } from './live.ts';

/** Ends sessions whose stop never came, with what is known of them; a true stop may still correct them. */
export function closeSessions(turn: Turn, sessions: readonly LiveSession[]): Step {
  return joinSteps(
    sessions.flatMap((session) => {
      const closed = closeStale(session);
      return [
        sessionStep(turn, priced(closed, turn.at), 'session.ended'),
        effectStep(turn, { kind: 'sessionEnded', sessionId: closed.id }),
      ];
    }),
  );
}
