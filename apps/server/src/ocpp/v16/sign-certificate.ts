import { certificateRequested } from '../../certificates/requested.ts';
import type { Handler16 } from './handler.ts';

/** Security whitepaper of 1.6, A02, A03: its only certificate is that of the station. */
export const signCertificate: Handler16<'SignCertificate'> = async ({ request: { csr }, ...turn }, { certificates }) => {
  const requested = { csr, type: 'ChargingStationCertificate', requestId: null };
  const { refusal, step, after } = await certificateRequested(turn, certificates, requested);
  return { answer: { status: refusal === null ? 'Accepted' : 'Rejected' }, ...step, after };
};
