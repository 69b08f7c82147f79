import { hashOf } from '../station/certificates.ts';
import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import type { Asked, Said } from './calls.ts';
import { useOf } from './install-certificate.ts';

export function getInstalledCertificateIds(
  { state }: Draft,
  { certificateType }: Asked<'GetInstalledCertificateIds'>,
): Obeyed<Said<'GetInstalledCertificateIds'>> {
  const found = state.roots.filter(({ use }) => use === useOf[certificateType]);
  const certificateHashData = found.flatMap(({ pem }) => hashOf(state, pem, 'SHA256') ?? []);
  if (certificateHashData.length === 0) return { answer: { status: 'NotFound' } };
  return { answer: { status: 'Accepted', certificateHashData } };
}
