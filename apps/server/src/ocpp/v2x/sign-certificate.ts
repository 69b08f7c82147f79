import { certificateRequested } from '../../certificates/requested.ts';
import type { Handler2x } from './handler.ts';

/** 2.x A02, A03. Without a type it is the station's certificate, or one for both purposes. */
export const signCertificate: Handler2x<'SignCertificate'> = ({ request, ...turn }, { certificates }) => {
  const { csr, certificateType: type = 'ChargingStationCertificate' } = request;
  const requestId = ('requestId' in request ? request.requestId : undefined) ?? null;
  const { isAccepted, step, after } = certificateRequested(turn, certificates, { csr, type, requestId });
  return { answer: isAccepted ? { status: 'Accepted' } : { status: 'Rejected', statusInfo: { reasonCode: 'NotEnabled' } }, ...step, after };
};
