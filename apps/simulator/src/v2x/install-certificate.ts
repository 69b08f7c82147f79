import { installRoot } from '../station/certificates.ts';
import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import type { Asked, Said } from './calls.ts';

export function installCertificate(
  draft: Draft,
  { certificateType, certificate }: Asked<'InstallCertificate'>,
): Obeyed<Said<'InstallCertificate'>> {
  const { status, after } = installRoot(draft, { use: certificateType, pem: certificate });
  return { answer: { status, ...(status === 'Rejected' ? { statusInfo: { reasonCode: 'InvalidCertificate' } } : {}) }, after };
}
