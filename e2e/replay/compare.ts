import type { Frame } from '@stationmaster/ocpp';

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** An answer as it is compared: its payload or its code, without times and without the number of a transaction. */
export function plainAnswer(frame: Frame | null): unknown {
  if (frame === null || frame.kind === 'call' || frame.kind === 'send') return null;
  return frame.kind === 'result' ? plain(frame.payload) : { error: frame.code };
}

function plain(value: unknown, name = ''): unknown {
  if (name === 'transactionId') return '(id)';
  if (typeof value === 'string') return moment.test(value) ? '(time)' : value;
  if (Array.isArray(value)) return value.map((one) => plain(one));
  if (typeof value !== 'object' || value === null) return value;
  // In order of their names: two servers may write the same members differently.
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([key, member]) => [key, plain(member, key)]));
}

/** Numbers of transactions that the CSMS gives: what they are now. Those of 2.x are the station's own and stay. */
export class Counterparts {
  readonly #now = new Map<number, number>();

  learn(then: Frame | undefined, now: Frame): void {
    const [before, after] = [transactionIdOf(then), transactionIdOf(now)];
    if (before !== null && after !== null) this.#now.set(before, after);
  }

  /** A payload with each recorded number replaced. */
  now(payload: unknown): unknown {
    return JSON.parse(
      JSON.stringify(payload, (name, value) =>
        name === 'transactionId' && typeof value === 'number' ? (this.#now.get(value) ?? value) : value,
      ),
    );
  }
}

function transactionIdOf(frame: Frame | undefined): number | null {
  if (frame?.kind !== 'result') return null;
  const { transactionId } = frame.payload as { transactionId?: unknown };
  return typeof transactionId === 'number' ? transactionId : null;
}
