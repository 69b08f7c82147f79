import { lookup } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** What is asked of a server whose address somebody else named. */
export interface Question {
  url: string;
  /** Absent: GET. */
  body?: { type: string; bytes: Buffer };
  mostBytes: number;
  timeoutMs: number;
  /** Host names that may have private addresses. */
  allowedHosts: readonly string[];
}
const isPrivate = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  isPrivate.addSubnet(net, bits, 'ipv4');
// Only global unicast is public; of it what carries other addresses inside (6to4, Teredo, NAT64) is not.
for (const [net, bits] of [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 32],
  ['2002::', 16],
] as const)
  isPrivate.addSubnet(net, bits, 'ipv6');

/**
 * One request to an address that a station or a certificate names: only http and https, only servers of the public Internet (or
 * allowed ones), no redirects, not more than so many bytes, not longer than so long. The name is looked up once, and the
 * connection goes to that very address. null: anything else.
 */
export function ask(question: Question): Promise<Buffer | null> {
  const url = URL.parse(question.url);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.username !== '') return Promise.resolve(null);
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const isAllowed = question.allowedHosts.includes(host);
  if (!isAllowed && isIP(host) !== 0 && isInside(host)) return Promise.resolve(null);
  return new Promise((resolve) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const { body } = question;
    const request = send(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: body === undefined ? {} : { 'content-type': body.type, 'content-length': body.bytes.length },
      lookup: isAllowed ? lookup : publicOnly,
      agent: false,
      signal: AbortSignal.timeout(question.timeoutMs),
    });
    request.on('error', () => resolve(null));
    request.on('response', (response) => {
      response.on('error', () => resolve(null));
      if (response.statusCode !== 200) {
        response.destroy();
        return resolve(null);
      }
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > question.mostBytes) {
          response.destroy();
          resolve(null);
        } else chunks.push(chunk);
      });
      response.on('end', () => resolve(Buffer.concat(chunks)));
      response.on('close', () => resolve(null));
    });
    request.end(body?.bytes);
  });
}

function isInside(address: string): boolean {
  return isPrivate.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** DNS without the addresses that are not public. */
const publicOnly: LookupFunction = (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '', 0);
    const outside = addresses.filter(({ address }) => !isInside(address));
    const [first] = outside;
    if (first === undefined) return callback(Object.assign(new Error(`${host} has no public address`), { code: 'ENOTFOUND' }), '', 0);
    if (options.all) callback(null, outside);
    else callback(null, first.address, first.family);
  });
};
