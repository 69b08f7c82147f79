import { installRoot, type RootUse } from '../station/certificates.ts';
import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import type { Asked, Said } from './calls.ts';

type Use16 = Asked<'InstallCertificate'>['certificateType'];

/** What later versions call it. */
export const useOf: Readonly<Record<Use16, RootUse>> = {
  CentralSystemRootCertificate: 'CSMSRootCertificate',
  ManufacturerRootCertificate: 'ManufacturerRootCertificate',
};

export function installCertificate(
  draft: Draft,
  { certificateType, certificate }: Asked<'InstallCertificate'>,
): Obeyed<Said<'InstallCertificate'>> {
  const { status, after } = installRoot(draft, { use: useOf[certificateType], pem: certificate });
  return { answer: { status }, after };
}
