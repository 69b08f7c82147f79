const most = 50;

/** The newest few of something, by id: what is said of an older one is not understood any more. */
export class Recent<V> {
  readonly #held = new Map<string, V>();

  set(id: string, value: V): void {
    this.#held.set(id, value);
    if (this.#held.size <= most) return;
    const [oldest] = this.#held.keys();
    if (oldest !== undefined) this.#held.delete(oldest);
  }

  /** It is given once. */
  take(id: string): V | undefined {
    const value = this.#held.get(id);
    this.#held.delete(id);
    return value;
  }
}
