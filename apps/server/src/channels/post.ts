import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { outerAddress } from './address-guard.ts';

export interface Post {
  url: string;
  headers: Record<string, string>;
  body: string | Buffer;
  /** Hosts of this machine and its network are allowed. */
  mayBeInner: boolean;
}
export interface PostAnswer {
  status: number;
  /** Its beginning. */
  text: string;
  retryAfterSeconds: number | null;
}

const timeoutMs = 15_000;
const mostRead = 2000;

/** Posts to an address that a person typed: http(s) only, no redirects, only its beginning is read, and inner addresses only where allowed. Throws when there is no answer. */
export async function post({ url, headers, body, mayBeInner }: Post): Promise<PostAnswer> {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') throw new Error(`${protocol} is not http or https`);
  const { address, family } = await outerAddress(hostname, mayBeInner);
  const begin = protocol === 'https:' ? requestHttps : requestHttp;
  return await new Promise((resolve, reject) => {
    const lookup = (_: string, options: { all?: boolean }, done: (error: null, found: unknown, family?: number) => void): void =>
      options.all === true ? done(null, [{ address, family }]) : done(null, address, family);
    const signal = AbortSignal.timeout(timeoutMs);
    const asked = begin(
      url,
      { method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(body) }, lookup: lookup as never, signal, agent: false },
      (answer) => {
        const parts: Buffer[] = [];
        let size = 0;
        answer.on('data', (part: Buffer) => {
          if (size < mostRead) parts.push(part);
          size += part.length;
          if (size > 1_000_000) answer.destroy();
        });
        answer.on('error', reject);
        answer.on('close', () => {
          const wait = Number(answer.headers['retry-after']);
          resolve({
            status: answer.statusCode ?? 0,
            text: Buffer.concat(parts).toString('utf8').slice(0, mostRead),
            retryAfterSeconds: Number.isFinite(wait) && wait > 0 ? wait : null,
          });
        });
      },
    );
    asked.on('error', (error) => reject(signal.aborted ? new Error(`no answer within ${timeoutMs / 1000} s`) : error));
    asked.end(body);
  });
}
