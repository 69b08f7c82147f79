import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { checkRequest, encodeError, encodeResult, negotiate, type Outcome, Peer, type Version } from '@stationmaster/ocpp';
import { WebSocketServer } from 'ws';
import { systemTimers } from '../world.ts';
import { usualReply } from './usual-replies.ts';

type Payload = Record<string, unknown>;
export interface Said {
  stationId: string;
  action: string;
  payload: Payload;
}
/** The answer, an error code, or nothing at all. */
type Reply = Payload | { errorCode: string } | null;

/**
 * A CSMS of few words, in the other role of the same protocol code: answers what is asked, counts transactions,
 * keeps what was said. Enough to see a station behave.
 */
export class TinyCsms {
  readonly said: Said[] = [];
  /** `identity:password` of each connection that had one. */
  readonly credentials: string[] = [];
  readonly #server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: (offered) => negotiate([...offered]) ?? false });
  readonly #peers = new Map<string, Peer>();
  readonly #replies = new Map<string, Reply[]>();
  readonly #waiting = new Set<{ matches: (said: Said) => boolean; resolve: (said: Said) => void }>();
  #transactions = 0;

  constructor() {
    this.#server.on('connection', (socket, request) => {
      const stationId = decodeURIComponent(String(request.url).split('/').at(-1) ?? '');
      const { authorization } = request.headers;
      if (authorization !== undefined) this.credentials.push(Buffer.from(authorization.replace('Basic ', ''), 'base64').toString());
      const version = socket.protocol as Version;
      const peer: Peer = new Peer({
        version,
        role: 'csms',
        timers: systemTimers,
        newId: randomUUID,
        onFault: () => undefined,
        send: (text) => socket.send(text),
        onCall: ({ id, action, payload }) => {
          const check = checkRequest(version, action, payload);
          if (!check.ok) return socket.send(encodeError(version, { id, code: check.code, description: check.description }));
          const said = this.#note({ stationId, action, payload: payload as Payload });
          const reply = this.#reply(action);
          if (reply !== null)
            socket.send(
              'errorCode' in reply
                ? encodeError(version, { id, code: reply.errorCode as 'InternalError', description: '' })
                : encodeResult(id, reply),
            );
          this.#tell(said);
        },
        onSend: ({ action, payload }) => {
          if (checkRequest(version, action, payload).ok) this.#tell(this.#note({ stationId, action, payload: payload as Payload }));
        },
      });
      this.#peers.set(stationId, peer);
      socket.on('message', (data) => peer.receive(data.toString()));
      socket.on('close', () => peer.close());
    });
  }

  listening(): Promise<void> {
    return new Promise((resolve) => this.#server.once('listening', resolve));
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/ocpp`;
  }

  /** What the next calls of this action get; afterwards the usual again. */
  replies(action: string, ...replies: Reply[]): void {
    this.#replies.set(action, replies);
  }

  call(stationId: string, action: string, payload: Payload): Promise<Outcome> {
    return this.#peers.get(stationId)?.call(action, payload, { timeoutMs: 5000 }) ?? Promise.resolve({ kind: 'closed' });
  }

  /** What a station says next that fits; `*` for any action. */
  hears(action: string, matches: (payload: Payload) => boolean = () => true): Promise<Said> {
    return new Promise((resolve) =>
      this.#waiting.add({ matches: (said) => (action === '*' || said.action === action) && matches(said.payload), resolve }),
    );
  }

  payloads(action: string): Payload[] {
    return this.said.filter((said) => said.action === action).map(({ payload }) => payload);
  }

  /** Drops every connection without a word. */
  cut(): void {
    for (const socket of this.#server.clients) socket.terminate();
  }

  stop(): void {
    this.cut();
    this.#server.close();
  }

  #note(said: Said): Said {
    this.said.push(said);
    return said;
  }

  #tell(said: Said): void {
    for (const one of [...this.#waiting]) if (one.matches(said) && this.#waiting.delete(one)) one.resolve(said);
  }

  #reply(action: string): Reply {
    const special = this.#replies.get(action)?.shift();
    if (special !== undefined) return special;
    const { payload = {} } = this.said.at(-1) ?? {};
    if (action === 'StartTransaction') return { transactionId: ++this.#transactions, idTagInfo: { status: 'Accepted' } };
    return usualReply(action, payload);
  }
}
