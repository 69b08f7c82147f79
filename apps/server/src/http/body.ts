import type { IncomingMessage } from 'node:http';
import { fail } from '../errors.ts';

const mebibyte = 1024 * 1024;

/** The body as text. Throws `tooLarge` beyond the limit: 1 MiB, CSV 5 MiB. */
export async function readBody(request: IncomingMessage, isCsv: boolean): Promise<string> {
  const limit = (isCsv ? 5 : 1) * mebibyte;
  const tooLarge = () => fail('tooLarge', { limit: `${limit / mebibyte} MiB` });
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function contentType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
