import { issuerHashes, issuerParts, plainSerial } from './hash-data.ts';
import { type AskedFor, ocspRequest, parseOcspAnswer } from './ocsp-message.ts';
import { ask } from './outgoing.ts';
import type { CertificateState } from './services.ts';
import { isBelieved } from './signature.ts';
import { x509 } from './x509.ts';

/** A station waits for its answer as long as its own call time-out; the asking must be over before. */
const timeoutMs = 5_000;
/** GetCertificateStatus carries 5,500 characters of base64; what is larger could not be passed on. */
const mostOcspBytes = 32 * 1024;
const mostListBytes = 4 * 1024 * 1024;
/** Clocks of responders may be ahead of ours. */
const skewMs = 5 * 60_000;
const urlsTried = 3;
/** What says nothing of when to ask again is kept this long. */
const shortMs = 5 * 60_000;
const mostKept = 5_000;

interface Found {
  state: CertificateState;
  /** Epoch ms. */
  until: number;
  /** OCSP: the answer itself, DER. */
  der: Buffer | null;
}
export interface OthersWorld {
  clock: () => number;
  allowedHosts: readonly string[];
  /** Certificates that may be the issuer's, PEM. */
  known: () => Promise<string[]>;
}
export interface Others {
  /** By OCSP; null: not found out, or not to be believed. */
  byOcsp: (asked: AskedFor, urls: readonly string[]) => Promise<Found | null>;
  /** By a revocation list of an issuer that we know. */
  byList: (asked: AskedFor, urls: readonly string[]) => Promise<Found | null>;
}

/** The state of certificates of other authorities, asked for where they say, and kept until they say to ask again. */
export function createOthers({ clock, allowedHosts, known }: OthersWorld): Others {
  const kept = new Map<string, Found>();
  const asking = new Map<string, Promise<Found | null>>();
  /** One question at a time for the same thing; the newest answers are kept. */
  const once = (kind: string, asked: AskedFor, find: () => Promise<Found | null>): Promise<Found | null> => {
    const key = [kind, asked.hashAlgorithm, asked.issuerNameHash, asked.issuerKeyHash, asked.serialNumber].join('/').toLowerCase();
    const found = kept.get(key);
    if (found !== undefined && clock() < found.until) return Promise.resolve(found);
    const running = asking.get(key) ?? find().finally(() => asking.delete(key));
    asking.set(key, running);
    return running.then((answer) => {
      kept.delete(key);
      if (answer !== null) kept.set(key, answer);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      return answer;
    });
  };
  const world = { clock, allowedHosts, known };
  return {
    byOcsp: (asked, urls) => once('ocsp', asked, () => firstOf(urls, (url) => askResponder(world, plain(asked), url))),
    byList: (asked, urls) => once('crl', asked, () => firstOf(urls, (url) => readList(world, plain(asked), url))),
  };
}

const plain = (asked: AskedFor): AskedFor => ({
  ...asked,
  issuerNameHash: asked.issuerNameHash.toLowerCase(),
  issuerKeyHash: asked.issuerKeyHash.toLowerCase(),
  serialNumber: plainSerial(asked.serialNumber),
});

async function firstOf(urls: readonly string[], find: (url: string) => Promise<Found | null>): Promise<Found | null> {
  for (const url of urls.slice(0, urlsTried)) {
    // What a server sends may be anything; what cannot be read is no answer.
    const found = await find(url).catch(() => null);
    if (found !== null) return found;
  }
  return null;
}

async function askResponder({ clock, allowedHosts, known }: OthersWorld, asked: AskedFor, url: string): Promise<Found | null> {
  const body = { type: 'application/ocsp-request', bytes: ocspRequest(asked) };
  const der = await ask({ url, body, mostBytes: mostOcspBytes, timeoutMs, allowedHosts });
  if (der === null) return null;
  const answer = parseOcspAnswer(der);
  const at = clock();
  const one = answer.answers.find((each) => each.serialNumber === asked.serialNumber && each.issuerKeyHash === asked.issuerKeyHash);
  if (one === undefined || one.thisUpdate > at + skewMs || (one.nextUpdate !== null && one.nextUpdate <= at)) return null;
  if (!isBelieved(answer, asked, { known: await known(), at })) return null;
  return { state: one.state, until: one.nextUpdate ?? at + shortMs, der };
}

async function readList({ clock, allowedHosts, known }: OthersWorld, asked: AskedFor, url: string): Promise<Found | null> {
  const issuer = (await known()).find((pem) => issuerHashes(issuerParts(pem), asked.hashAlgorithm).issuerKeyHash === asked.issuerKeyHash);
  // A list brings no certificates: without the issuer's own it cannot be believed.
  if (issuer === undefined) return null;
  const der = await ask({ url, mostBytes: mostListBytes, timeoutMs, allowedHosts });
  if (der === null) return null;
  const list = new x509.X509Crl(new Uint8Array(der));
  const at = clock();
  const isCurrent = list.thisUpdate.getTime() <= at + skewMs && (list.nextUpdate === undefined || at < list.nextUpdate.getTime());
  const isOf = issuerHashes(issuerParts(issuer), asked.hashAlgorithm).issuerNameHash === asked.issuerNameHash;
  if (!isCurrent || !isOf || !(await list.verify({ publicKey: new x509.X509Certificate(issuer) }))) return null;
  const isRevoked = list.entries.some(({ serialNumber }) => plainSerial(serialNumber) === asked.serialNumber);
  return { state: isRevoked ? 'Revoked' : 'Good', until: list.nextUpdate?.getTime() ?? at + shortMs, der: null };
}
