import type { Message } from '../station/message.ts';
import type { StationState } from '../station/state.ts';
import type { Sent } from './calls.ts';

/** 2.1 numbers its requests and knows one more kind of certificate. [P2 A02, 21P2 A02] */
export function signCertificate(
  { use, csr, requestId }: Extract<Message, { kind: 'signCertificate' }>,
  { version }: StationState,
): Sent<'SignCertificate'> & { requestId?: number } {
  const certificateType = (version === 'ocpp2.0.1' && use === 'V2G20Certificate' ? 'V2GCertificate' : use) as NonNullable<
    Sent<'SignCertificate'>['certificateType']
  >;
  return { csr, certificateType, ...(version === 'ocpp2.1' ? { requestId } : {}) };
}
