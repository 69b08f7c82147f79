import { type Instant, withToldDetails } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import { noStep, type Step, type Turn } from '../stations/step.ts';
import { findByNumber } from './find.ts';
import { sessionStep } from './live.ts';

/** When the car left the connector, where a station tells it of a session of 1.6. null: it is no session of this station. */
export async function tellUnplugged(
  context: Pick<Context, 'db'>,
  turn: Turn,
  { transactionId, at }: { transactionId: number; at: Instant },
): Promise<{ sessionId: number; step: Step } | null> {
  const session = await findByNumber(context, turn.state, transactionId);
  if (session === null) return null;
  const after = withToldDetails(session, { unpluggedAt: at }, at);
  const step = after === session ? noStep : sessionStep(turn, after, 'session.updated');
  return { sessionId: session.id, step };
}
