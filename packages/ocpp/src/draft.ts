type Container = Record<string, unknown>;

/**
 * A payload under repair: what is changed is copied first, so the original stays as it was received,
 * and each container is copied at most once, so a thousand repairs in one list stay cheap.
 */
export class Draft {
  #root: unknown;
  readonly #own = new WeakSet<object>();

  constructor(original: unknown) {
    this.#root = original;
  }

  get value(): unknown {
    return this.#root;
  }

  /** The value at a path; `undefined` when it is no longer there. */
  at(path: readonly string[]): unknown {
    let value = this.#root;
    for (const key of path) {
      if (!isContainer(value)) return undefined;
      value = value[key];
    }
    return value;
  }

  set(path: readonly string[], value: unknown): void {
    const key = path.at(-1);
    if (key === undefined) this.#root = value;
    else this.#open(path.slice(0, -1))[key] = value;
  }

  remove(path: readonly string[]): void {
    const key = path.at(-1);
    if (key === undefined) return;
    const parent = this.#open(path.slice(0, -1));
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[key];
  }

  /** The container at a path, safe to write to. */
  #open(path: readonly string[]): Container {
    const found = this.at(path);
    if (!isContainer(found)) throw new RangeError(`no container at /${path.join('/')}`);
    if (this.#own.has(found)) return found;
    const copy = copyOf(found);
    this.#own.add(copy);
    this.set(path, copy);
    return copy;
  }
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

function copyOf(container: Container): Container {
  // An array is a container with numbers for keys: that is all that a draft needs to know.
  return Array.isArray(container) ? Object.assign([], container) : { ...container };
}
