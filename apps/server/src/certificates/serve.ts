import type { IncomingMessage, ServerResponse } from 'node:http';
import { respond } from '../http/respond.ts';
import type { AuthorityWorld } from './authority.ts';
import { ocspAnswerFor, revocationList } from './own-state.ts';

/** A request for one certificate has about 120 bytes. */
const mostBytes = 4 * 1024;
const mostKept = 1_000;
const keptMs = 60_000;

interface Ask {
  pathname: string;
  headers: Record<string, string | string[]>;
}

/**
 * Public, without a credential, as every authority's: OCSP at POST /ocsp and GET /ocsp/{base64} (RFC 6960 appendix A), revocation
 * lists at GET /crl/{authority}.crl. They tell only whether a serial number is good. Answers are kept for a minute, so that
 * asking costs no signature each time.
 */
export function createRevocationServer(world: AuthorityWorld): {
  serve: (request: IncomingMessage, response: ServerResponse, ask: Ask) => Promise<boolean>;
} {
  const kept = new Map<string, { until: number; body: Buffer | null }>();
  const once = async (key: string, make: () => Promise<Buffer | null>): Promise<Buffer | null> => {
    const at = world.clock();
    const found = kept.get(key);
    if (found !== undefined && at < found.until) return found.body;
    const body = await make();
    kept.delete(key);
    kept.set(key, { until: at + keptMs, body });
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return body;
  };
  return {
    serve: async (request, response, { pathname, headers }) => {
      const list = /^\/crl\/(\d{1,15})\.crl$/.exec(pathname);
      const isOcsp = pathname === '/ocsp' || pathname.startsWith('/ocsp/');
      if (list === null && !isOcsp) return false;
      const method = request.method ?? '';
      const answer = (body: Buffer | null, type: string): true => {
        const status = body === null ? 404 : 200;
        respond(response, { status, headers: { ...headers, 'content-type': type, 'cache-control': 'no-store' }, body: body ?? '' });
        return true;
      };
      if (list !== null) {
        if (method !== 'GET' && method !== 'HEAD') return notAllowed(response, headers, 'GET, HEAD');
        return answer(await once(pathname, () => revocationList(world, Number(list[1]))), 'application/pkix-crl');
      }
      if (method !== 'POST' && method !== 'GET') return notAllowed(response, headers, 'GET, POST');
      const der = method === 'POST' ? await bodyOf(request) : Buffer.from(decoded(pathname.slice('/ocsp/'.length)), 'base64');
      if (der === null) {
        respond(response, { status: 413, headers: { ...headers, connection: 'close' } });
        return true;
      }
      return answer(await once(`ocsp/${der.toString('base64')}`, () => ocspAnswerFor(world, der)), 'application/ocsp-response');
    },
  };
}

function notAllowed(response: ServerResponse, headers: Record<string, string | string[]>, allow: string): true {
  respond(response, { status: 405, headers: { ...headers, allow } });
  return true;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path).slice(0, 2 * mostBytes);
  } catch {
    return '';
  }
}

/** null: too large. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
