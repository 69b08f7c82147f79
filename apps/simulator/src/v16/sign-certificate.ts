import type { Message } from '../station/message.ts';
import type { Asked } from './calls.ts';

export function signCertificate({ csr }: Extract<Message, { kind: 'signCertificate' }>): Asked<'SignCertificate'> {
  return { csr };
}
