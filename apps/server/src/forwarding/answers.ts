import type { Outcome } from '@stationmaster/ocpp';
import { answerForStation } from './numbers.ts';
import type { Told } from './queue.ts';
import { Recent } from './recent.ts';
import { Waiter } from './waiter.ts';

/** Stations' messages that wait for an answer from there, and whose answer was the other side's. */
export class Answers {
  readonly #waiting = new Map<number, Waiter>();
  /** Messages the station got their answer to: by its id, the id of our call to them. */
  readonly #theirs = new Recent<string>();

  /** Answers of kept messages are found again by `of`. */
  expect(told: Told, { patienceMs, onLate }: { patienceMs: number; onLate: () => void }, isKept: boolean): Waiter {
    const waiter = new Waiter(patienceMs, onLate);
    if (isKept) this.#waiting.set(told.frameId, waiter);
    return waiter;
  }

  of({ frameId }: Told): Waiter | null {
    return this.#waiting.get(frameId) ?? null;
  }

  /** Their answer to the station that waits for it, or ours where they have none. true: the station got theirs. */
  give(waiter: Waiter | null, { frameId, ours, messageId }: Told, outcome: Outcome & { id?: string }): boolean {
    this.#waiting.delete(frameId);
    if (waiter === null) return false;
    const isGiven = outcome.kind === 'result' && waiter.give(answerForStation(outcome.payload, ours));
    if (isGiven && messageId !== undefined && outcome.id !== undefined) this.#theirs.set(messageId, outcome.id);
    if (!isGiven) waiter.give(null);
    return isGiven;
  }

  /** The id of our call whose answer the station got to this message; undefined: it was ours, or long ago. */
  theirs(messageId: string): string | undefined {
    return this.#theirs.take(messageId);
  }

  /** All that wait get our answer. */
  end(): void {
    for (const waiter of this.#waiting.values()) waiter.give(null);
    this.#waiting.clear();
  }
}
