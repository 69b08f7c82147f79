import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { fail } from '../errors.ts';
import { notBuiltPage } from './not-built-page.ts';
import { respond } from './respond.ts';

interface File {
  plain: Buffer;
  etag: string;
  /** Made at first use. */
  packed: Map<Encoding, Promise<Buffer>>;
}
type Encoding = 'br' | 'gzip';

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
const packable = /\.(css|html|js|json|map|svg|txt|webmanifest)$/;
/** The console is some 2 MB; what is larger than this in all is read from the disk each time. */
const maxKeptBytes = 64 * 1024 * 1024;
const forever = 'public, max-age=31536000, immutable';

interface Ask {
  pathname: string;
  headers: Record<string, string | string[]>;
}

/** The built console: hashed files for ever, index.html always asked for anew and given for every page of the app. */
export function createConsole(dir: string): { serve: (request: IncomingMessage, response: ServerResponse, ask: Ask) => Promise<void> } {
  const read = cachedFiles(dir);
  return {
    serve: async (request, response, { pathname, headers }) => {
      if (request.method !== 'GET' && request.method !== 'HEAD')
        throw fail('methodNotAllowed', { method: request.method ?? '', path: pathname });
      const path = safePath(pathname);
      const isPage = extname(path) === '';
      const file = isPage ? null : await read(path);
      if (file)
        return send(request, response, {
          file,
          path,
          headers: { ...headers, 'cache-control': path.startsWith('assets/') ? forever : 'no-cache' },
        });
      if (!isPage && !accepts(request, 'text/html')) throw fail('routeNotFound', { path: pathname });
      // A page's address has no dot, or (a station's id may) the browser says that it wants a page.
      if (path.startsWith('assets/')) throw fail('routeNotFound', { path: pathname });
      const index = await read('index.html');
      if (index) return send(request, response, { file: index, path: 'index.html', headers: { ...headers, 'cache-control': 'no-cache' } });
      respond(response, {
        status: 503,
        headers: { ...headers, 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
        body: notBuiltPage,
      });
    },
  };
}

function safePath(pathname: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    throw fail('routeNotFound', { path: pathname });
  }
  const path = normalize(decoded).split(sep).join('/').replace(/^\/+/, '');
  if (decoded.includes('\0') || path.split('/').includes('..')) throw fail('routeNotFound', { path: pathname });
  return path;
}

function cachedFiles(dir: string): (path: string) => Promise<File | null> {
  const kept = new Map<string, File>();
  let bytes = 0;
  return async (path) => {
    const known = kept.get(path);
    if (known) return known;
    const plain = await readFile(join(dir, path)).catch(() => null);
    if (!plain) return null;
    const file: File = { plain, etag: await etagOf(plain), packed: new Map() };
    // Only hashed files never change under a running server.
    if (path.startsWith('assets/') && bytes + plain.length <= maxKeptBytes) {
      kept.set(path, file);
      bytes += plain.length;
    }
    return file;
  };
}

async function etagOf(content: Buffer): Promise<string> {
  return `"${Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(content)))
    .toString('base64url')
    .slice(0, 22)}"`;
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  { file, path, headers }: { file: File; path: string; headers: Record<string, string | string[]> },
): Promise<void> {
  const base = { ...headers, etag: file.etag, vary: 'accept-encoding' };
  if (request.headers['if-none-match'] === file.etag) return respond(response, { status: 304, headers: base });
  const encoding = packable.test(path) && file.plain.length > 1024 ? encodingOf(request) : null;
  const body = encoding ? await packed(file, encoding) : file.plain;
  const type = types[extname(path)] ?? 'application/octet-stream';
  respond(response, {
    status: 200,
    headers: { ...base, 'content-type': type, ...(encoding ? { 'content-encoding': encoding } : {}) },
    body,
  });
}

const pack = {
  br: (plain: Buffer) => promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (plain: Buffer) => promisify(gzip)(plain, { level: 9 }),
};
function packed(file: File, encoding: Encoding): Promise<Buffer> {
  const done = file.packed.get(encoding) ?? pack[encoding](file.plain);
  file.packed.set(encoding, done);
  return done;
}

function encodingOf(request: IncomingMessage): Encoding | null {
  const offered = String(request.headers['accept-encoding'] ?? '');
  if (/\bbr\b/.test(offered)) return 'br';
  return /\bgzip\b/.test(offered) ? 'gzip' : null;
}

function accepts(request: IncomingMessage, type: string): boolean {
  return String(request.headers.accept ?? '').includes(type);
}
