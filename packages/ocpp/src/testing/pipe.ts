import type { FrameFault } from '../fault.ts';
import type { IncomingCall } from '../frame.ts';
import { Peer } from '../peer.ts';
import type { Exchange, LateAnswer, PeerOptions } from '../peer-options.ts';
import type { Version } from '../version.ts';

/** Timers that run only when told to. */
export class HandTimers {
  readonly #due = new Set<() => void>();

  set(fn: () => void): unknown {
    this.#due.add(fn);
    return fn;
  }

  clear(handle: unknown): void {
    for (const fn of this.#due) if (fn === handle) this.#due.delete(fn);
  }

  get running(): number {
    return this.#due.size;
  }

  /** All that are set now run out. */
  runOut(): void {
    for (const fn of [...this.#due]) {
      this.#due.delete(fn);
      fn();
    }
  }
}

/** A peer with everything that it did written down. */
export interface Recorded {
  peer: Peer;
  timers: HandTimers;
  sent: string[];
  calls: IncomingCall[];
  sends: IncomingCall[];
  faults: FrameFault[];
  late: LateAnswer[];
  exchanges: Exchange[];
}

/** A recorded peer; ids are `prefix1`, `prefix2`, … */
export function recordedPeer(version: Version, options: Partial<PeerOptions> & { prefix?: string } = {}): Recorded {
  const { prefix = 'c', send, onCall, ...rest } = options;
  const timers = new HandTimers();
  const log = { timers, sent: [] as string[], calls: [] as IncomingCall[], sends: [] as IncomingCall[] };
  const more = { faults: [] as FrameFault[], late: [] as LateAnswer[], exchanges: [] as Exchange[] };
  let count = 0;
  const peer = new Peer({
    version,
    role: 'csms',
    send: (text) => {
      log.sent.push(text);
      send?.(text);
    },
    onCall: (call) => {
      log.calls.push(call);
      onCall?.(call);
    },
    onSend: (call) => void log.sends.push(call),
    onFault: (fault) => void more.faults.push(fault),
    onLate: (late) => void more.late.push(late),
    onExchange: (exchange) => void more.exchanges.push(exchange),
    newId: () => `${prefix}${++count}`,
    timers,
    ...rest,
  });
  return { peer, ...log, ...more };
}
