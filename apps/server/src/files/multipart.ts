import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import { fail } from '../errors.ts';
import { append, type Disk, partOf } from './disk.ts';

export interface Part {
  path: string;
  name: string;
  contentType: string;
}
const mostFiles = 20;

/**
 * The files of a form, each written below `incoming` as `<address>-<number>`. Fields that are no file are passed over. Failures: badRequest, tooLarge, diskFull.
 */
export async function takeForm(
  disk: Disk,
  request: IncomingMessage,
  { addressId, most }: { addressId: number; most: number },
): Promise<Part[]> {
  const form = formOf(request);
  const parts: Part[] = [];
  const writing: Promise<unknown>[] = [];
  let failure: unknown = null;
  await new Promise<void>((resolve, reject) => {
    const stop = (error: unknown): void => {
      failure ??= error;
      request.unpipe(form);
      request.resume();
      reject(error);
    };
    form.on('file', (...[, stream, filename, , contentType]) => {
      const part = { path: partOf(disk, `${addressId}-${parts.length}`), name: filename ?? '', contentType };
      parts.push(part);
      const written = append(disk, stream, { path: part.path, offset: 0, most });
      writing.push(written.catch(stop));
    });
    form.on('finish', resolve).on('error', () => stop(fail('badRequest')));
    // A form that breaks off in the middle is no form.
    request.once('aborted', () => stop(fail('uploadCutOff')));
    request.pipe(form);
  }).catch(() => undefined);
  await Promise.all(writing);
  if (failure !== null) throw failure;
  if (parts.length === 0) throw fail('uploadEmpty');
  return parts;
}

function formOf(request: IncomingMessage): BusboyInstance {
  try {
    return new Busboy({
      headers: request.headers as BusboyHeaders,
      limits: { files: mostFiles, fields: 50, fieldSize: 65_536, parts: 80 },
    });
  } catch {
    throw fail('badRequest');
  }
}
