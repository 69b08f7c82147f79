/** How many timed-out calls a peer remembers; a station that is later than that is not waited for. */
const remembered = 32;

/** The calls that timed out last: an answer that comes after all is matched to its own call, never to the next. */
export class LateCalls {
  readonly #actions = new Map<string, string>();

  add(id: string, action: string): void {
    this.#actions.set(id, action);
    if (this.#actions.size <= remembered) return;
    const [oldest] = this.#actions.keys();
    if (oldest !== undefined) this.#actions.delete(oldest);
  }

  /** The action of a timed-out call, once: a second answer is a duplicate. */
  take(id: string): string | null {
    const action = this.#actions.get(id);
    if (action === undefined) return null;
    this.#actions.delete(id);
    return action;
  }
}
