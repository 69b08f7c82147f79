import type { Context } from '../context.ts';
import type { Authorization } from '../stations/state.ts';
import type { Step, Turn } from '../stations/step.ts';
import { authorize } from '../tokens/authorize.ts';
import { tapStep } from './evidence.ts';

/** A card asks whether it may charge; kept with its answer, so that "why was it refused?" has one. */
export async function tapCard(
  context: Pick<Context, 'db'>,
  turn: Turn,
  card: { idToken: string; type: string | null },
): Promise<{ authorization: Authorization; step: Step }> {
  const { state, at } = turn;
  const authorization = await authorize(context, { tenantId: state.tenantId, ...card, openAccess: state.openAccess, at });
  return { authorization, step: tapStep(turn, { ...card, evseId: null, purpose: 'authorize', sessionId: null }, authorization) };
}
