import type { StationSigner } from './signer.ts';
import { x509 } from './x509.ts';

/** An authority that speaks Enrollment over Secure Transport (RFC 7030). */
export interface EstServer {
  /** Up to and without `/simpleenroll`, such as https://ca.example.org/.well-known/est. */
  url: string;
  /** For HTTP Basic; '' : none. */
  user: string;
  password: string;
}
const timeoutMs = 30_000;
const mostBytes = 256 * 1024;

/**
 * Has stations' certificates signed outside. `/simpleenroll` takes PKCS#10 and answers with PKCS#7, both DER in base64
 * (RFC 7030 §4.2). 202 means: later. Throws with what was wrong.
 */
export function estSigner({ url, user, password }: EstServer): StationSigner {
  const authorization = user === '' ? {} : { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
  return {
    origin: 'external',
    sign: async ({ csr }) => {
      const response = await fetch(`${url}/simpleenroll`, {
        method: 'POST',
        headers: { 'content-type': 'application/pkcs10', 'content-transfer-encoding': 'base64', ...authorization },
        body: csr.der.toString('base64'),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const body = await response.text();
      if (response.status !== 200) throw new Error(`the authority answered ${response.status}`);
      if (body.length > mostBytes) throw new Error('the answer of the authority is too large');
      return fromPkcs7(body, Buffer.from(csr.publicKey.rawData));
    },
  };
}

/** The certificate for this key, and those above it in order. */
function fromPkcs7(base64: string, publicKey: Buffer): { pem: string; chain: string; parentId: null } {
  const all = [...new x509.X509Certificates(Buffer.from(base64, 'base64'))];
  const leaf = all.find((one) => Buffer.from(one.publicKey.rawData).equals(publicKey));
  if (leaf === undefined) throw new Error('the authority answered with a certificate for another key');
  const above: typeof all = [];
  for (let last = leaf; ; ) {
    const issuer = all.find((one) => one.subject === last.issuer && one !== last && one.subject !== one.issuer && !above.includes(one));
    if (issuer === undefined) break;
    above.push(issuer);
    last = issuer;
  }
  return { pem: `${leaf.toString('pem')}\n`, chain: above.map((one) => `${one.toString('pem')}\n`).join(''), parentId: null };
}
