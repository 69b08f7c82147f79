import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import tar from 'tar-stream';
import { type Entry, openPromise } from 'yauzl';

/** A small archive can unpack to more than any disk holds: what is behind this is not read. */
const mostBytes = 512 * 1024 * 1024;

export interface Unpacked {
  /** Of a file within an archive. */
  name: string | null;
  content: AsyncIterable<Buffer>;
}

type Packing = 'gzip' | 'zip' | 'tar' | null;
function packingOf(head: Buffer): Packing {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) return 'zip';
  return head.subarray(257, 262).toString('latin1') === 'ustar' ? 'tar' : null;
}

/** The files of a log one after the other: itself, or what is packed in it (gzip, tar, tar.gz, zip). Each must be read before the next. Throws where it is broken. */
export async function* unpack(path: string): AsyncGenerator<Unpacked> {
  const packing = packingOf(await headOf(path));
  if (packing === 'zip') return yield* unzip(path);
  if (packing === 'tar') return yield* untar(createReadStream(path));
  if (packing === null) return yield { name: null, content: createReadStream(path) as AsyncIterable<Buffer> };
  const isTar = packingOf(await firstOf(gunzip(path), 512)) === 'tar';
  if (isTar) return yield* untar(gunzip(path));
  yield { name: null, content: limited(gunzip(path)) };
}

function gunzip(path: string): Readable {
  const file = createReadStream(path);
  const plain = createGunzip();
  file.on('error', (error) => plain.destroy(error));
  return file.pipe(plain);
}

async function* untar(source: Readable): AsyncGenerator<Unpacked> {
  const archive = tar.extract();
  source.on('error', (error) => archive.destroy(error));
  source.pipe(archive as unknown as NodeJS.WritableStream);
  try {
    for await (const entry of archive) {
      const { name, type } = entry.header;
      if (type === 'file') yield { name, content: limited(entry as AsyncIterable<Buffer>) };
      entry.resume();
    }
  } finally {
    source.destroy();
  }
}

async function* unzip(path: string): AsyncGenerator<Unpacked> {
  const archive = await openPromise(path);
  try {
    for await (const entry of archive.eachEntry() as AsyncIterable<Entry>) {
      if (entry.fileName.endsWith('/')) continue;
      const content = await archive.openReadStreamPromise(entry);
      yield { name: entry.fileName, content: limited(content as AsyncIterable<Buffer>) };
    }
  } finally {
    archive.close();
  }
}

async function* limited(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let left = mostBytes;
  for await (const chunk of source) {
    left -= chunk.length;
    if (left < 0) return;
    yield chunk;
  }
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The first bytes; the source is given up then. */
export async function firstOf(source: AsyncIterable<Buffer>, count: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= count) break;
  }
  if (source instanceof Readable) source.destroy();
  return Buffer.concat(chunks).subarray(0, count);
}
