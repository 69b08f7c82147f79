import { type ContractStatus, canonicalToken, decideContract } from '@stationmaster/domain';
import type { CertificateVerdict } from '../certificates/contract.ts';
import type { Context } from '../context.ts';
import type { Authorization, StationState } from '../stations/state.ts';
import type { Step, Turn } from '../stations/step.ts';
import { authorize } from '../tokens/authorize.ts';
import { tapStep } from './evidence.ts';
import { findLive } from './live.ts';

/** A card or a contract asks whether it may charge; kept with its answer, so that "why was it refused?" has one. */
export async function tapCard(
  context: Pick<Context, 'db'>,
  turn: Turn,
  { certificate, ...card }: { idToken: string; type: string | null; certificate?: CertificateVerdict },
): Promise<{ authorization: Authorization; certificateStatus: ContractStatus | null; step: Step }> {
  const { state, at } = turn;
  const token = await authorize(context, {
    tenantId: state.tenantId,
    ...card,
    openAccess: state.openAccess,
    place: placeOf(state, card.idToken),
    at,
  });
  const { certificateStatus, ...decision } = certificate === undefined ? { certificateStatus: null } : decideContract(certificate, token);
  const authorization: Authorization = { ...token, ...decision };
  return {
    authorization,
    certificateStatus,
    step: tapStep(turn, { ...card, evseId: null, purpose: 'authorize', sessionId: null }, authorization),
  };
}

/** A card whose session runs here is held up to end it, at any hour; with another of them the limits have their say at its start. */
function placeOf(state: StationState, idToken: string): StationState | undefined {
  const key = canonicalToken(idToken);
  const isRunning = ({ status, idToken: running }: { status: string; idToken: string | null }): boolean =>
    status === 'active' && running !== null && canonicalToken(running) === key;
  return findLive(state, isRunning) === undefined ? state : undefined;
}
