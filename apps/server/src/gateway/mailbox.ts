/**
 * A station's turns, one after another. A turn that finishes at once (a heartbeat) costs no promise; one that waits for its
 * commit holds the next back. Never await a command to the same station in a turn: its answer would wait behind it.
 */
export class Mailbox {
  #waiting: (() => Promise<void> | void)[] | null = null;
  #busy = false;
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  get length(): number {
    return (this.#waiting?.length ?? 0) + (this.#busy ? 1 : 0);
  }

  /** Takes the turn now, or after those before it. */
  run(turn: () => Promise<void> | void): void {
    if (this.#busy) {
      this.#waiting ??= [];
      this.#waiting.push(turn);
      return;
    }
    this.#take(turn);
  }

  #take(turn: () => Promise<void> | void): void {
    this.#busy = true;
    const pending = this.#begin(turn);
    if (pending === undefined) {
      this.#done();
      return;
    }
    pending.then(
      () => this.#done(),
      (error: unknown) => {
        this.#onError(error);
        this.#done();
      },
    );
  }

  #begin(turn: () => Promise<void> | void): Promise<void> | void {
    try {
      return turn();
    } catch (error) {
      this.#onError(error);
    }
  }

  #done(): void {
    this.#busy = false;
    const next = this.#waiting?.shift();
    if (this.#waiting?.length === 0) this.#waiting = null;
    if (next !== undefined) this.#take(next);
  }
}
