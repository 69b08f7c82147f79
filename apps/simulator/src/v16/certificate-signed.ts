import { takeCertificate } from '../station/certificates.ts';
import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import type { Asked, Said } from './calls.ts';

export function certificateSigned(draft: Draft, { certificateChain }: Asked<'CertificateSigned'>): Obeyed<Said<'CertificateSigned'>> {
  const { status, after } = takeCertificate(draft, 'ChargingStationCertificate', certificateChain);
  return { answer: { status }, after };
}
