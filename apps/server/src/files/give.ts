import type { IncomingMessage, ServerResponse } from 'node:http';
import send from 'send';
import { attachment } from '../http/attachment.ts';
import type { Disk } from './disk.ts';
import type { StoredFile } from './store.ts';

/** A station that takes nothing for so long is gone. */
const patienceMs = 120_000;
export interface Given {
  bytes: number;
  /** The last byte of the file went out. */
  isDone: boolean;
}

/**
 * Gives a file to GET and HEAD: whole, or the one range that was asked for [RFC 9110 §14], conditional on its ETag. Resolves when the answer has gone out
 * or the caller has gone. The sums stand in Repr-Digest [RFC 9530], for stations that check.
 */
export function give(
  { request, response, headers }: { request: IncomingMessage; response: ServerResponse; headers: Record<string, string | string[]> },
  disk: Disk,
  { file, name }: { file: StoredFile; name: string },
): Promise<Given> {
  return new Promise((resolve) => {
    const given: Given = { bytes: 0, isDone: false };
    for (const [header, value] of Object.entries(headers)) response.setHeader(header, value);
    response.setHeader('etag', `"${file.sha256.toString('hex')}"`);
    response.setHeader('content-type', file.content_type);
    response.setHeader('content-disposition', attachment(name));
    response.setHeader('cache-control', 'private, no-transform');
    response.setHeader('repr-digest', `sha-256=:${file.sha256.toString('base64')}:`);
    response.setTimeout(patienceMs, () => response.destroy());
    response.once('close', () => {
      const range = String(response.getHeader('content-range') ?? '');
      const isToEnd = response.statusCode === 200 || range.endsWith(`-${file.size - 1}/${file.size}`);
      given.isDone = response.writableFinished && request.method === 'GET' && response.statusCode < 300 && isToEnd;
      resolve(given);
    });
    send(request, `/${file.key}`, { root: disk.store, cacheControl: false, dotfiles: 'allow', index: false })
      .on('stream', (stream: NodeJS.ReadableStream) =>
        stream.on('data', (chunk: Buffer) => {
          given.bytes += chunk.length;
        }),
      )
      .on('error', (error: { status?: number; headers?: Record<string, string> }) => {
        if (response.headersSent) return void response.destroy();
        // 404 would say that the address is wrong: the file itself is missing on the disk.
        const status = error.status === 404 ? 500 : (error.status ?? 500);
        response.removeHeader('repr-digest');
        response.writeHead(status, { ...error.headers, 'content-type': 'text/plain', 'content-length': 0 }).end();
      })
      .pipe(response);
  });
}
