/** How a call that we made ended. Expected ends are values; nothing is thrown. */
export type Outcome<R = unknown> =
  /** With the names of its repairs, when it had to be repaired. */
  | { kind: 'result'; payload: R; repairs?: readonly string[] }
  /** A CALLERROR. The code is as the other side wrote it, maybe one that no table has. */
  | { kind: 'error'; code: string; description: string; details: unknown }
  /** No answer in time. It may still come: see `onLate`. */
  | { kind: 'timedOut' }
  /** The connection ended first. */
  | { kind: 'closed' }
  /** Too many calls were waiting already; this one was never sent. */
  | { kind: 'queueFull' }
  /** An answer that is not what the schema asks for. */
  | { kind: 'invalid'; why: string; payload: unknown };
