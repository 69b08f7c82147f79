import { recordStep } from '../reports/step.ts';
import { effectStep, joinSteps, type Step, type Turn } from '../stations/step.ts';
import type { CertificateServices, SigningRequest } from './services.ts';

/** What a station asks for; 1.6 knows one type only. */
export type Requested = Omit<SigningRequest, 'stationId'>;
export interface Taken {
  isAccepted: boolean;
  step: Step;
  after: (() => Promise<void>)[];
}

/** 2.x A03: kept as an open request of its type. Accepted only when somebody is there who can sign it. */
export function certificateRequested(turn: Turn, { sign }: CertificateServices, requested: Requested): Taken {
  const isAccepted = sign !== null;
  const data = { ...requested, status: isAccepted ? 'pending' : 'refused' };
  return {
    isAccepted,
    step: joinSteps([
      recordStep(turn, [{ kind: 'certificateRequest', key: requested.type, evseId: 0, data }]),
      effectStep(turn, { kind: 'message', action: 'SignCertificate', evseId: null }),
    ]),
    after: sign === null ? [] : [() => sign({ ...requested, stationId: turn.state.id })],
  };
}
