/** Token bucket: `rate` a second, bursts of twice that. Times in epoch ms. */
export class Rate {
  readonly #perMs: number;
  readonly #size: number;
  #tokens: number;
  #at: number;

  constructor(perSecond: number, now: number) {
    this.#perMs = perSecond / 1000;
    this.#size = perSecond * 2;
    this.#tokens = this.#size;
    this.#at = now;
  }

  /** Takes one; the answer is how many ms to wait before reading on (0: go on). */
  take(now: number): number {
    this.#tokens = Math.min(this.#size, this.#tokens + Math.max(0, now - this.#at) * this.#perMs) - 1;
    this.#at = now;
    return this.#tokens >= 0 ? 0 : Math.ceil(-this.#tokens / this.#perMs);
  }
}
