import { recordStep } from '../reports/step.ts';
import { effectStep, joinSteps, type Step, type Turn } from '../stations/step.ts';
import type { CertificateServices, SigningRequest } from './services.ts';

/** What a station asks for; 1.6 knows one type only. */
export type Requested = Omit<SigningRequest, 'stationId' | 'tenantId'>;
export interface Taken {
  /** null: it will be signed. */
  refusal: string | null;
  step: Step;
  after: (() => Promise<void>)[];
}

/** 2.x A02, A03: looked at, and kept as an open request of its type. Accepted only when somebody is there who can sign it. */
export async function certificateRequested(turn: Turn, { sign }: CertificateServices, requested: Requested): Promise<Taken> {
  const { id: stationId, tenantId } = turn.state;
  const request = { ...requested, stationId, tenantId };
  const refusal = sign === null ? 'notAvailable' : await sign.check(request);
  const data = { ...requested, status: refusal === null ? 'pending' : 'refused', reason: refusal };
  return {
    refusal,
    step: joinSteps([
      recordStep(turn, [{ kind: 'certificateRequest', key: requested.type, evseId: 0, data }]),
      effectStep(turn, { kind: 'message', action: 'SignCertificate', evseId: null }),
    ]),
    after: sign === null || refusal !== null ? [] : [() => sign.issue(request)],
  };
}
