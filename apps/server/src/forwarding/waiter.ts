/** A station that waits for an answer from the second back end, for so long and no longer. */
export class Waiter {
  readonly answer: Promise<unknown>;
  #resolve: (answer: unknown) => void = () => undefined;
  #timer: NodeJS.Timeout;
  #isOver = false;

  /** `onLate`: its patience is over; it gets our answer. */
  constructor(patienceMs: number, onLate: () => void) {
    this.answer = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.#timer = setTimeout(() => {
      if (this.give(null)) onLate();
    }, patienceMs);
    this.#timer.unref();
  }

  /** Their answer, or null for ours. false: it has one already. */
  give(answer: unknown): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#resolve(answer);
    return true;
  }
}
