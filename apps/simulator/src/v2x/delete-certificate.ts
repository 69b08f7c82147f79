import { deleteCertificate as remove } from '../station/certificates.ts';
import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import type { Asked, Said } from './calls.ts';

export function deleteCertificate(draft: Draft, { certificateHashData }: Asked<'DeleteCertificate'>): Obeyed<Said<'DeleteCertificate'>> {
  return { answer: { status: remove(draft, certificateHashData) } };
}
