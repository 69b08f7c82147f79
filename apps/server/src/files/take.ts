import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Kysely } from 'kysely';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { Failure, fail } from '../errors.ts';
import { contentType } from '../http/body.ts';
import { safeName } from './address.ts';
import { append, type Disk, discard, keep, mustHaveRoom, newFileKey, partOf, placeOf, sizeOf } from './disk.ts';
import { type Part, takeForm } from './multipart.ts';
import { type AddressRow, insertFile, type Purpose, type StoredFile } from './store.ts';

/** A caller that sends nothing for so long is gone; what has come stays, and can be gone on with. */
const patienceMs = 120_000;
/** Larger than this is nothing that an address without a limit takes. */
const largest = 4 * 1024 ** 3;

export interface ArrivedFile extends Omit<StoredFile, 'stored_at' | 'content_type'> {
  tenantId: number;
}
/** What a whole file means for the thing it was brought for; in the transaction that makes its row. A Failure refuses it. */
export type Arrival = (db: Kysely<Tables>, file: ArrivedFile, address: AddressRow) => Promise<void>;
export type Arrivals = Readonly<Record<Exclude<Purpose, 'fetch'>, Arrival>>;

export interface Taking {
  context: Pick<Context, 'db' | 'clock' | 'tell' | 'log'>;
  disk: Disk;
  arrivals: Arrivals;
}
interface Brought {
  request: IncomingMessage;
  address: AddressRow;
  /** Behind the address. */
  name: string;
}
export interface Taken {
  status: number;
  headers: Record<string, string>;
  bytes: number;
  isDone: boolean;
}

/** Of each address the newest upload wins: a station that begins again has given up the one before. */
const underWay = new Map<number, { request: IncomingMessage; over: Promise<unknown> }>();

/** Takes an upload: PUT or POST, of the file itself (also in pieces, with Content-Range) or of a form. */
export async function take(taking: Taking, brought: Brought): Promise<Taken> {
  const { address, request } = brought;
  const before = underWay.get(address.id);
  before?.request.destroy();
  await before?.over.catch(() => undefined);
  const work = contentType(request) === 'multipart/form-data' ? takeFiles(taking, brought) : takePiece(taking, brought);
  const mine = { request, over: work };
  underWay.set(address.id, mine);
  try {
    return await work;
  } finally {
    if (underWay.get(address.id) === mine) underWay.delete(address.id);
  }
}

/** How much of it is there, for HEAD and for `Content-Range: bytes *\/n`. */
export async function stateOf({ disk }: Pick<Taking, 'disk'>, address: AddressRow): Promise<Record<string, string>> {
  const size = await sizeOf(partOf(disk, String(address.id)));
  return size === 0 ? {} : { range: `bytes=0-${size - 1}` };
}

async function takeFiles(taking: Taking, { request, address }: Brought): Promise<Taken> {
  const { disk } = taking;
  const most = address.max_bytes ?? largest;
  request.setTimeout(patienceMs, () => request.destroy());
  await mustFit(disk, request, most + 65_536);
  const parts = await takeForm(disk, request, { addressId: address.id, most });
  let bytes = 0;
  for (const part of parts) bytes += await arrived(taking, address, part);
  return { status: 201, headers: {}, bytes, isDone: true };
}

async function takePiece(taking: Taking, { request, address, name }: Brought): Promise<Taken> {
  const { disk } = taking;
  const path = partOf(disk, String(address.id));
  const most = address.max_bytes ?? largest;
  const piece = pieceOf(request);
  if (piece === 'state') return { status: 202, headers: await stateOf(taking, address), bytes: 0, isDone: false };
  if (piece !== null && piece.total !== null && piece.total > most) throw tooLarge(most);
  const offset = piece?.from ?? 0;
  const have = await sizeOf(path);
  if (offset > have) throw fail('rangeNotThere', { have });
  if (request.headers['content-length'] === undefined && request.headers['transfer-encoding'] === undefined) throw fail('lengthRequired');
  await mustFit(disk, request, most - offset);
  request.setTimeout(patienceMs, () => request.destroy());
  const size = await append(disk, request, { path, offset, most }).catch(async (error: unknown) => {
    if (error instanceof Failure) await discard(path);
    throw error instanceof Failure ? error : fail('uploadCutOff');
  });
  const bytes = size - offset;
  // Bytes of an unknown whole, or not yet the last ones: more will come.
  if (piece !== null && (piece.total === null || size < piece.total))
    return { status: 202, headers: await stateOf(taking, address), bytes, isDone: false };
  if (size === 0) throw fail('uploadEmpty');
  await arrived(taking, address, { path, name, contentType: contentType(request) || 'application/octet-stream' });
  return { status: offset === 0 ? 201 : 200, headers: {}, bytes, isDone: true };
}

/** `Content-Range: bytes 100-199/500`; null: the whole file. Failure badRequest. [RFC 9110 §14.4, §14.5] */
function pieceOf({ headers }: IncomingMessage): { from: number; total: number | null } | 'state' | null {
  const range = headers['content-range'];
  if (range === undefined) return null;
  const [, from, to, total] = /^bytes\s+(?:(\d+)-(\d+)|\*)\/(\d+|\*)$/i.exec(range.trim()) ?? [];
  if (total === undefined) throw new Failure('badRequest', {}, [{ path: 'Content-Range', message: 'must look like bytes 0-999/5000' }]);
  if (from === undefined || to === undefined) return 'state';
  return { from: Number(from), total: total === '*' ? null : Number(total) };
}

async function mustFit(disk: Disk, request: IncomingMessage, most: number): Promise<void> {
  const length = Number(request.headers['content-length'] ?? 0);
  if (length > most) throw tooLarge(most);
  await mustHaveRoom(disk, length);
}
const tooLarge = (most: number) => fail('tooLarge', { limit: `${Math.floor(most / 1_048_576)} MiB` });

/** The whole file is here: kept for good, then told. What the thing refuses is thrown away. Returns its size. */
async function arrived({ context, disk, arrivals }: Taking, address: AddressRow, part: Part): Promise<number> {
  const key = newFileKey();
  const measured = await keep(disk, part.path, key);
  const at = context.clock();
  const { purpose, tenant_id: tenantId } = address;
  const name = safeName(part.name, address.name === '' ? 'upload' : address.name);
  try {
    if (purpose === 'fetch') throw new Error('nothing can be brought to an address that gives');
    await context.db.transaction().execute(async (db) => {
      const id = await insertFile(db, { ...measured, tenantId, key, name, contentType: part.contentType, at });
      await arrivals[purpose](db, { ...measured, id, key, name, tenantId }, address);
    });
  } catch (error) {
    await discard(placeOf(disk, key));
    throw error;
  }
  context.tell();
  return measured.size;
}

/** What is answered of an upload. */
export function answerTaken(response: ServerResponse, { status, headers }: Taken, common: Record<string, string | string[]>): void {
  response.writeHead(status, { ...common, ...headers, 'cache-control': 'no-store', 'content-length': 0 }).end();
}
