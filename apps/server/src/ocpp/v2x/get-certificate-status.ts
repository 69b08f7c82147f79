import { statusAsked } from '../../certificates/asked.ts';
import type { Handler2x } from './handler.ts';

/** 2.x M06: we ask the OCSP responder in the station's place. */
export const getCertificateStatus: Handler2x<'GetCertificateStatus'> = async ({ request, ...turn }, { certificates }) => {
  const { responderURL, customData: _, ...hash } = request.ocspRequestData;
  const ocspResult = (await certificates.ocsp?.(hash, responderURL)) ?? null;
  const step = statusAsked(turn, [{ hash, source: 'OCSP', state: ocspResult === null ? 'Failed' : 'Accepted' }]);
  if (ocspResult === null) return { answer: { status: 'Failed', statusInfo: { reasonCode: 'NotEnabled' } }, ...step };
  return { answer: { status: 'Accepted', ocspResult }, ...step };
};
