import { recordStep } from '../reports/step.ts';
import type { Step, Turn } from '../stations/step.ts';
import type { CertificateHash, ContractRequest } from './services.ts';

/** 2.x M01, M02: a car's contract was asked for through this station; what the pool said is in the frame. */
export function contractAsked(turn: Turn, { exi: _, ...request }: ContractRequest, isAnswered: boolean): Step {
  const data = { ...request, status: isAnswered ? 'answered' : 'failed' };
  return recordStep(turn, [{ kind: 'certificateRequest', key: `contract/${request.action}`, evseId: 0, data }]);
}

/** 2.x M06: the state of a certificate was asked for. `state`: Accepted (an OCSP answer was passed on), Good, Revoked, Unknown or Failed. */
export function statusAsked(turn: Turn, asked: readonly { hash: CertificateHash; source: string; state: string }[]): Step {
  return recordStep(
    turn,
    asked.map(({ hash, source, state }) => ({
      kind: 'certificateRequest',
      key: `status/${hash.serialNumber}/${hash.issuerKeyHash}`,
      evseId: 0,
      data: { ...hash, source, status: state },
    })),
  );
}
