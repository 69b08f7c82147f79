import { certificateRequested } from '../../certificates/requested.ts';
import type { Handler2x } from './handler.ts';

/** 2.x A02, A03. Without a type it is the station's certificate, or one for both purposes. */
export const signCertificate: Handler2x<'SignCertificate'> = async ({ request, ...turn }, { certificates }) => {
  const { csr, certificateType: type = 'ChargingStationCertificate' } = request;
  const requestId = ('requestId' in request ? request.requestId : undefined) ?? null;
  const { refusal, step, after } = await certificateRequested(turn, certificates, { csr, type, requestId });
  if (refusal === null) return { answer: { status: 'Accepted' }, ...step, after };
  // 2.x appendix 5: NotEnabled, InvalidCSR; what is wrong with it stands beside.
  const statusInfo = refusal === 'notAvailable' ? { reasonCode: 'NotEnabled' } : { reasonCode: 'InvalidCSR', additionalInfo: refusal };
  return { answer: { status: 'Rejected', statusInfo }, ...step };
};
