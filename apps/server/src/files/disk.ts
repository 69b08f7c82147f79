import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { fail } from '../errors.ts';

/** What a whole file is: bytes, and the sums over them. */
export interface Measured {
  size: number;
  sha256: Buffer;
  md5: Buffer;
}
/** Where files lie: whole ones by key below `store`, what is still coming below `incoming`. */
export interface Disk {
  store: string;
  incoming: string;
  /** Bytes that stay free for the database, whatever is brought. */
  reserve: number;
}

export function diskOf({ dataDir, filesReserveBytes }: { dataDir: string; filesReserveBytes: number }): Disk {
  const root = join(dataDir, 'files');
  return { store: join(root, 'store'), incoming: join(root, 'incoming'), reserve: filesReserveBytes };
}

/** A place for a file that nobody guesses: two letters of folder, so that none grows too large. */
export function newFileKey(): string {
  const name = randomBytes(16).toString('hex');
  return `${name.slice(0, 2)}/${name}`;
}
export const partOf = (disk: Disk, name: string): string => join(disk.incoming, name);
export const placeOf = (disk: Disk, key: string): string => join(disk.store, key);

/** How many bytes of a part are there; 0 where there is none. */
export async function sizeOf(path: string): Promise<number> {
  return await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

/** How often the room on the disk is looked at while a file comes, bytes. */
const lookEvery = 8 * 1024 * 1024;

export interface Appending {
  path: string;
  /** Where the bytes go: what stands behind is cut off. */
  offset: number;
  /** The part may become this large. */
  most: number;
}

/**
 * Writes what comes at its place in the part; what has come stays when it ends too early. Returns the size of the part then. Failures: tooLarge, diskFull.
 * Never holds more than a few buffers of it.
 */
export async function append(disk: Disk, source: Readable, { path, offset, most }: Appending): Promise<number> {
  await mkdir(dirname(path), { recursive: true });
  await mustHaveRoom(disk, 0);
  const handle = await open(path, offset === 0 ? 'w' : 'r+');
  await handle.truncate(offset);
  let size = offset;
  let lookAt = offset + lookEvery;
  try {
    // The source stays open when this ends early: its caller still gets an answer.
    for await (const chunk of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (size + chunk.length > most) throw fail('tooLarge', { limit: `${Math.floor(most / 1_048_576)} MiB` });
      for (let written = 0; written < chunk.length; ) {
        const { bytesWritten } = await handle.write(chunk, written, chunk.length - written, size + written);
        written += bytesWritten;
      }
      size += chunk.length;
      if (size < lookAt) continue;
      lookAt = size + lookEvery;
      await mustHaveRoom(disk, 0);
    }
    return size;
  } catch (error) {
    throw isFull(error) ? fail('diskFull') : error;
  } finally {
    await handle.close();
  }
}

/** Failure diskFull where so many bytes more would leave less than the reserve. */
export async function mustHaveRoom(disk: Disk, bytes: number): Promise<void> {
  await mkdir(disk.incoming, { recursive: true });
  const { bavail, bsize } = await statfs(disk.incoming);
  if (bavail * bsize - bytes < disk.reserve) throw fail('diskFull');
}

function isFull(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** Makes a whole part a file of the store, on disk for certain: sums of what really lies there, fsync, rename, fsync of the folder. */
export async function keep(disk: Disk, part: string, key: string): Promise<Measured> {
  const handle = await open(part, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  const measured = await measure(part);
  const place = placeOf(disk, key);
  await mkdir(dirname(place), { recursive: true });
  await rename(part, place);
  await syncFolder(dirname(place));
  return measured;
}

async function measure(path: string): Promise<Measured> {
  const [sha256, md5] = [createHash('sha256'), createHash('md5')];
  let size = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    size += chunk.length;
    sha256.update(chunk);
    md5.update(chunk);
  }
  return { size, sha256: sha256.digest(), md5: md5.digest() };
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder; its file system writes the name itself.
  const handle = await open(path, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

export function read(disk: Disk, key: string): ReadStream {
  return createReadStream(placeOf(disk, key));
}

export async function discard(path: string): Promise<void> {
  await rm(path, { force: true });
}

/** Keys of all files of the store, with the moment of their last change, epoch ms. */
export async function listStored(disk: Disk): Promise<{ key: string; at: number }[]> {
  const found = await namesIn(disk.store);
  return found.map(({ name, at }) => ({ key: name.replaceAll('\\', '/'), at }));
}
/** Parts that are still coming, or never went on. */
export function listParts(disk: Disk): Promise<{ name: string; at: number }[]> {
  return namesIn(disk.incoming);
}

async function namesIn(folder: string): Promise<{ name: string; at: number }[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return await Promise.all(
    files.map(async (path) => ({
      name: path.slice(folder.length + 1),
      at: await stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => Number.POSITIVE_INFINITY,
      ),
    })),
  );
}
