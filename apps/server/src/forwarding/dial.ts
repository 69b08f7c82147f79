import type { forwardingProblems } from '@stationmaster/contract';
import type { Version } from '@stationmaster/ocpp';
import WebSocket from 'ws';
import { InnerAddress, outerAddress } from '../channels/address-guard.ts';
import { secureContextOf, tlsProblemOf } from './tls.ts';

export type ProblemName = (typeof forwardingProblems)[number];
export interface Problem {
  problem: ProblemName;
  detail: string;
}
/** Where a second back end is, and how a station is known to it. Secrets are open here and stay in memory. */
export interface Target {
  url: string;
  identity: string;
  version: Version;
  password: string | null;
  certificate: string | null;
  certificateKey: string | null;
  authority: string | null;
  mayBeInner: boolean;
  maxPayloadBytes: number;
}

const handshakeMs = 10_000;
const longestDetail = 300;

/** Why no connection was made. */
export class DialFailed extends Error {
  readonly told: Problem;
  constructor(problem: ProblemName, detail: string) {
    super(`${problem}: ${detail}`);
    this.told = { problem, detail: detail.slice(0, longestDetail) };
  }
}

/** Calls as the station would: its id at the end of the address, its version as subprotocol, its credentials. Throws `DialFailed`. */
export async function dial(target: Target, clock: () => number): Promise<WebSocket> {
  const { address, family } = await addressOf(target);
  const encryption = encryptionOf(target);
  const base = target.url.endsWith('/') ? target.url : `${target.url}/`;
  const socket = new WebSocket(`${base}${encodeURIComponent(target.identity)}`, [target.version], {
    headers: authorization(target),
    handshakeTimeout: handshakeMs,
    maxPayload: target.maxPayloadBytes,
    perMessageDeflate: false,
    followRedirects: false,
    // What was checked is what is called.
    lookup: (_host, options, done) => {
      if (options.all === true) done(null, [{ address, family }]);
      else done(null, address, family);
    },
    ...encryption,
  });
  let spoken = '';
  return new Promise((resolve, reject) => {
    const fail = (failed: DialFailed): void => {
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      socket.terminate();
      reject(failed);
    };
    socket.once('open', () => {
      socket.removeAllListeners();
      resolve(socket);
    });
    // Before it is checked: what it chose is worth telling.
    socket.once('upgrade', ({ headers }) => {
      spoken = headers['sec-websocket-protocol'] ?? '';
    });
    socket.once('unexpected-response', (_, { statusCode = 0, statusMessage = '' }) => {
      const problem = statusCode === 401 || statusCode === 403 ? 'wrongPassword' : statusCode === 404 ? 'unknownStation' : 'refused';
      fail(new DialFailed(problem, `HTTP ${statusCode} ${statusMessage}`.trim()));
    });
    socket.once('error', (error: NodeJS.ErrnoException) => fail(new DialFailed(...failureOf(error, { target, spoken, at: clock() }))));
  });
}

function failureOf(
  error: NodeJS.ErrnoException,
  { target, spoken, at }: { target: Target; spoken: string; at: number },
): [ProblemName, string] {
  const { message } = error;
  if (/subprotocol/i.test(message)) return ['wrongVersion', `asked for ${target.version}, got ${spoken === '' ? 'none' : spoken}`];
  if (/handshake has timed out/i.test(message)) return ['silent', message];
  // Of OpenSSL's line the words, without its addresses and places in its source.
  const [, words = message] = /:SSL routines:[^:]*:([^:]+):/.exec(message) ?? [];
  return [tlsProblemOf(error, target, at) ?? 'unreachable', words];
}

function encryptionOf(target: Target): { secureContext?: ReturnType<typeof secureContextOf> } {
  if (!target.url.startsWith('wss:')) return {};
  try {
    return { secureContext: secureContextOf(target) };
  } catch (error) {
    throw new DialFailed('certificate', (error as Error).message);
  }
}

async function addressOf({ url, mayBeInner }: Target): Promise<{ address: string; family: number }> {
  try {
    return await outerAddress(new URL(url).hostname, mayBeInner);
  } catch (error) {
    throw new DialFailed(error instanceof InnerAddress ? 'privateAddress' : 'unreachable', (error as Error).message);
  }
}

function authorization({ identity, password }: Target): Record<string, string> {
  return password === null ? {} : { Authorization: `Basic ${Buffer.from(`${identity}:${password}`).toString('base64')}` };
}
