/** What a text of certificates may be: one, or a chain with the leaf first. */
export type PemKind = 'one' | 'chain';

/** What is wrong with a text that should hold certificates, in English; people with another language have words of their own by the code. */
export const certificateFaults = {
  pemEmpty: 'there is nothing in it',
  pemPrivateKey: 'it holds a private key, which must never leave its owner',
  pemRequest: 'it is a request for a certificate, not a certificate',
  pemMissing: 'it holds no certificate; one begins with the line -----BEGIN CERTIFICATE-----',
  pemCut: 'it is not whole: its end is missing',
  pemGarbled: 'between its first and its last line stands something other than a certificate',
  pemSeveral: 'it holds {value} certificates where one is wanted',
  certificateUnreadable: 'it cannot be read as a certificate',
  certificateOver: 'it has ended on {value}',
  certificateOrder: "the station's own certificate must come first, then those above it",
  certificateNotAuthority: 'it is not the certificate of an authority, so that nothing can be certified below it',
} as const;
export type CertificateFaultCode = keyof typeof certificateFaults;
export interface CertificateFault {
  code: CertificateFaultCode;
  value?: string | number;
}

const begin = '-----BEGIN CERTIFICATE-----';
const end = '-----END CERTIFICATE-----';

/** What can be seen without opening a certificate: whether the text is one, and whole. null: nothing is wrong so far. */
export function pemFault(text: string, kind: PemKind): CertificateFault | null {
  if (text.trim() === '') return { code: 'pemEmpty' };
  if (/PRIVATE KEY/.test(text)) return { code: 'pemPrivateKey' };
  const blocks = text.split(begin).slice(1);
  if (blocks.length === 0) return { code: /BEGIN (NEW )?CERTIFICATE REQUEST/.test(text) ? 'pemRequest' : 'pemMissing' };
  for (const block of blocks) {
    const code = bodyFault(block);
    if (code !== null) return { code };
  }
  return kind === 'one' && blocks.length > 1 ? { code: 'pemSeveral', value: blocks.length } : null;
}

/** As tools write it: what surrounds the certificates is left out, and lost or added line breaks are mended. Of a text without fault. */
export function tidyPem(text: string): string {
  const bodies = text.split(begin).slice(1).map(bodyOf);
  return bodies.map((body) => `${begin}\n${(body.match(/.{1,64}/g) ?? []).join('\n')}\n${end}\n`).join('');
}

function bodyFault(block: string): CertificateFaultCode | null {
  if (!block.includes(end)) return 'pemCut';
  const body = bodyOf(block);
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body)) return 'pemGarbled';
  const padding = body.length - body.replace(/=+$/, '').length;
  const bytes = Math.floor(((body.length - padding) * 6) / 8);
  const told = certificateLength(body);
  if (told === null || told < bytes) return 'pemGarbled';
  return told > bytes || body.length % 4 !== 0 ? 'pemCut' : null;
}

function bodyOf(block: string): string {
  return (block.split(end)[0] ?? '').replace(/\s+/g, '');
}

const sequence = 0x30;
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * How long a certificate says it is, its head included; null: it is none. A certificate is a sequence that begins with
 * another one, keys and files of keys begin with a number. [X.690 §8.1.3, RFC 5280 §4.1]
 */
function certificateLength(base64: string): number | null {
  const bits = [...base64.slice(0, 12)].map((digit) => Math.max(digits.indexOf(digit), 0).toString(2).padStart(6, '0')).join('');
  const [tag = 0, first = 0, ...more] = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  // Four bytes are 4 GB, and the standard's open length is not for certificates.
  const count = first < 0x80 ? 0 : first - 0x80;
  if (tag !== sequence || first === 0x80 || count > 4 || more[count] !== sequence) return null;
  if (count === 0) return 2 + first;
  return 2 + count + more.slice(0, count).reduce((sum, byte) => sum * 256 + byte, 0);
}
