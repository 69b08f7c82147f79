import { type ContractStatus, decideContract } from '@stationmaster/domain';
import type { CertificateVerdict } from '../certificates/contract.ts';
import type { Context } from '../context.ts';
import type { Authorization } from '../stations/state.ts';
import type { Step, Turn } from '../stations/step.ts';
import { authorize } from '../tokens/authorize.ts';
import { tapStep } from './evidence.ts';

/** A card or a contract asks whether it may charge; kept with its answer, so that "why was it refused?" has one. */
export async function tapCard(
  context: Pick<Context, 'db'>,
  turn: Turn,
  { certificate, ...card }: { idToken: string; type: string | null; certificate?: CertificateVerdict },
): Promise<{ authorization: Authorization; certificateStatus: ContractStatus | null; step: Step }> {
  const { state, at } = turn;
  const token = await authorize(context, { tenantId: state.tenantId, ...card, openAccess: state.openAccess, at });
  const { certificateStatus, ...decision } = certificate === undefined ? { certificateStatus: null } : decideContract(certificate, token);
  const authorization: Authorization = { ...token, ...decision };
  return {
    authorization,
    certificateStatus,
    step: tapStep(turn, { ...card, evseId: null, purpose: 'authorize', sessionId: null }, authorization),
  };
}
