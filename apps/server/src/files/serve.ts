import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from '../context.ts';
import { fail } from '../errors.ts';
import { addressOf as callerOf } from '../http/security.ts';
import { addressOf } from './address.ts';
import { diskOf } from './disk.ts';
import { give } from './give.ts';
import { type AddressRow, countUse, findAddress } from './store.ts';
import { type Arrivals, answerTaken, stateOf, type Taking, take } from './take.ts';

/** An address that is asked so often is asked by a machine that has lost its way. */
const mostRequests = 2000;
/** How often a whole file may be fetched from one address, in bytes: a station that tries again and again is stopped some time. */
const mostTimes = 50;

export interface Asked {
  request: IncomingMessage;
  response: ServerResponse;
  pathname: string;
  headers: Record<string, string | string[]>;
}
export type FileServer = (asked: Asked) => Promise<void>;

/** `/files/<secret>/<name>`: gives firmware, takes logs and firmware. Who knows the address may use it, nobody else learns that it exists. */
export function createFileServer(context: Context, arrivals: Arrivals): FileServer {
  const taking: Taking = { context, disk: diskOf(context.config), arrivals };
  return async ({ request, response, pathname, headers }) => {
    const named = addressOf(pathname);
    if (named === null) throw fail('fileAddressUnknown');
    const method = request.method ?? 'GET';
    const address = await findAddress(context.db, named.tokenHash, context.clock());
    if (address === undefined || isWornOut(address)) throw fail('fileAddressUnknown');
    const client = `${callerOf(context.config, request)} ${request.headers['user-agent'] ?? ''}`.trim().slice(0, 200);
    const count = (use: { bytes: number; isDone: boolean }) => countUse(context.db, address.id, { ...use, client, at: context.clock() });
    if (address.purpose === 'fetch') {
      if (method !== 'GET' && method !== 'HEAD') throw fail('methodNotAllowed', { method, path: '/files' });
      if (address.file === null) throw fail('fileAddressUnknown');
      return await count(await give({ request, response, headers }, taking.disk, { file: address.file, name: address.name }));
    }
    if (method === 'HEAD' || method === 'GET') {
      const state = await stateOf(taking, address);
      return void response
        .writeHead(method === 'HEAD' ? 200 : 405, { ...headers, ...state, allow: 'PUT, POST', 'content-length': 0 })
        .end();
    }
    if (method !== 'PUT' && method !== 'POST') throw fail('methodNotAllowed', { method, path: '/files' });
    const taken = await take(taking, { request, address, name: named.name });
    await count(taken);
    answerTaken(response, taken, headers);
  };
}

function isWornOut({ requests, bytes, file }: AddressRow & { file: { size: number } | null }): boolean {
  return requests >= mostRequests || (file !== null && bytes > mostTimes * Math.max(file.size, 1_048_576));
}
