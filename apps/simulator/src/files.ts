import { createHash } from 'node:crypto';
import { type IncomingHttpHeaders, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { buffer } from 'node:stream/consumers';

/** Nobody waits longer for a file, ms. */
const patienceMs = 60_000;
const statusesOfOtherMethod = new Set([404, 405, 501]);

/** Roots a station trusts, PEM; undefined: those of the machine. */
type Trusted = string | undefined;

/** Fetches a file; null when it cannot be had, or is not what the server says of it. Where it is not by HTTP, an empty file is made believe: nothing is read. */
export async function download(location: string, ca: Trusted): Promise<Uint8Array | null> {
  const place = placeOf(location);
  if (place === null) return null;
  if (!place.isHttp) return new Uint8Array();
  try {
    const { status, headers, content } = await ask(place.url, { headers: place.headers, ca });
    return status === 200 && isWhole(content, headers) ? content : null;
  } catch {
    return null;
  }
}

/** As long as was said, with the checksum that was said. [RFC 9530] */
function isWhole(content: Uint8Array, headers: IncomingHttpHeaders): boolean {
  const length = headers['content-length'];
  if (length !== undefined && headers['content-encoding'] === undefined && Number(length) !== content.byteLength) return false;
  const sum = /sha-256=:([^:]+):/.exec(String(headers['repr-digest'] ?? ''))?.[1];
  return sum === undefined || sum === createHash('sha256').update(content).digest('base64');
}

/** Puts a file there: PUT, or POST where that is not wanted. Where it is not by HTTP, success is made believe. */
export async function upload(location: string, { name, content, ca }: { name: string; content: string; ca: Trusted }): Promise<boolean> {
  const place = placeOf(location);
  if (place === null) return false;
  if (!place.isHttp) return true;
  const url = place.url.endsWith('/') ? `${place.url}${encodeURIComponent(name)}` : place.url;
  const sent = { body: content, headers: { ...place.headers, 'content-type': 'text/plain; charset=utf-8' }, ca };
  try {
    const put = await ask(url, { ...sent, method: 'PUT' });
    if (isTaken(put.status) || !statusesOfOtherMethod.has(put.status)) return isTaken(put.status);
    return isTaken((await ask(url, { ...sent, method: 'POST' })).status);
  } catch {
    return false;
  }
}

const isTaken = (status: number): boolean => status >= 200 && status < 300;

interface Asking {
  method?: string;
  headers: Record<string, string>;
  body?: string;
  ca: Trusted;
}
/** One request; rejects where no whole answer comes in time, or the server is not trusted. */
async function ask(
  url: string,
  { body, ca, ...options }: Asking,
): Promise<{ status: number; headers: IncomingHttpHeaders; content: Buffer }> {
  const over = url.startsWith('https:') ? overHttps : overHttp;
  return await new Promise((resolve, reject) => {
    const trust = ca === undefined ? {} : { ca };
    const asked = over(url, { ...options, ...trust, signal: AbortSignal.timeout(patienceMs) }, (response) => {
      const { statusCode: status = 0, headers } = response;
      buffer(response).then((content) => resolve({ status, headers, content }), reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

interface Place {
  url: string;
  isHttp: boolean;
  headers: Record<string, string>;
}

/** Name and password in an address go into the header. */
function placeOf(location: string): Place | null {
  if (!URL.canParse(location)) return null;
  const url = new URL(location);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const secret = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  return {
    url: url.href,
    isHttp: url.protocol === 'http:' || url.protocol === 'https:',
    headers: username === '' ? {} : { authorization: `Basic ${secret}` },
  };
}
