import { encodeError, encodeResult, Peer, type Version } from '@stationmaster/ocpp';
import { WebSocket } from 'ws';

/** What a station of the tests does with a call: a payload to answer with, an OCPP error code, or no answer until `release`. */
export type Reply = { result: unknown } | { error: 'NotImplemented' | 'NotSupported' | 'GenericError' } | 'silence';

/** A station on a plain WebSocket: it does exactly what a test tells it, and nothing of its own. For tests. */
export class RawStation {
  readonly version: Version;
  readonly #socket: WebSocket;
  readonly #peer: Peer;
  readonly #replies = new Map<string, (payload: unknown) => Reply>();
  readonly #held: { id: string; action: string }[] = [];
  readonly received: { action: string; payload: unknown }[] = [];
  #ids = 0;

  private constructor(socket: WebSocket, version: Version) {
    this.version = version;
    this.#socket = socket;
    this.#peer = new Peer({
      version,
      role: 'station',
      send: (text) => socket.send(text),
      onCall: ({ id, action, payload }) => this.#take({ id, action, payload }),
      onFault: (fault) => {
        throw new Error(`the server sent a bad frame: ${fault.why}`);
      },
      newId: () => `station-${this.#ids++}`,
      timers: { set: setTimeout, clear: (handle) => clearTimeout(handle as NodeJS.Timeout) },
    });
    socket.on('message', (data) => this.#peer.receive(String(data)));
  }

  /** Resolves when the server has taken the connection. */
  static async connect(url: string, version: Version, headers: Record<string, string> = {}): Promise<RawStation> {
    const socket = new WebSocket(url, [version], { headers });
    const station = new RawStation(socket, version);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return station;
  }

  /** From now on calls of this action get this answer. Unless told, they are refused with NotImplemented. */
  on(action: string, reply: Reply | ((payload: unknown) => Reply)): void {
    this.#replies.set(action, typeof reply === 'function' ? reply : () => reply);
  }

  /** Answers, at last, what was met with silence. */
  release(result: unknown): void {
    for (const { id } of this.#held.splice(0)) this.#socket.send(encodeResult(id, result));
  }

  /** Sends a call; resolves with the payload of its answer, rejects with anything else. */
  async call(action: string, payload: unknown): Promise<Record<string, unknown>> {
    const outcome = await this.#peer.call(action, payload, { timeoutMs: 10_000 });
    if (outcome.kind !== 'result') throw new Error(`${action}: ${JSON.stringify(outcome)}`);
    return outcome.payload as Record<string, unknown>;
  }

  async close(): Promise<void> {
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    const closed = new Promise((resolve) => this.#socket.once('close', resolve));
    this.#socket.close();
    await closed;
  }

  #take({ id, action, payload }: { id: string; action: string; payload: unknown }): void {
    this.received.push({ action, payload });
    const reply = this.#replies.get(action)?.(payload) ?? { error: 'NotImplemented' };
    if (reply === 'silence') this.#held.push({ id, action });
    else if ('result' in reply) this.#socket.send(encodeResult(id, reply.result));
    else this.#socket.send(encodeError(this.version, { id, code: reply.error, description: 'not today' }));
  }
}
