/** Whose time passes in the car park: the present, a faster past, or as fast as the other side keeps up. */
export interface World {
  /** Epoch milliseconds of the simulated world. */
  now(): number;
  /** Runs `fn` when `ms` of the world's time have passed. */
  after(ms: number, fn: () => void): unknown;
  cancel(handle: unknown): void;
}

/** Time as the network around feels it: back-off, retries, call time-outs, heartbeats. */
export interface Timers {
  set(fn: () => void, ms: number): unknown;
  clear(handle: unknown): void;
}

export const systemTimers: Timers = {
  set: (fn, ms) => setTimeout(fn, Math.min(ms, 2_147_483_647)),
  clear: (handle) => clearTimeout(handle as NodeJS.Timeout),
};

export interface RunningWorldOptions {
  /** World seconds in a second; 1 when left out. */
  speed?: number;
  /** Where the world's time begins; now when left out. It never runs ahead of the real clock. */
  since?: number;
  clock?: () => number;
  timers?: Timers;
}

/** A world that runs by itself: `speed` times as fast, until it has caught up with the present; from then on real time. */
export function runningWorld({ speed = 1, since, clock = Date.now, timers = systemTimers }: RunningWorldOptions = {}): World {
  const origin = clock();
  const start = since ?? origin;
  const now = (): number => Math.floor(Math.min(clock(), start + (clock() - origin) * speed));
  return {
    now,
    after: (ms, fn) => {
      const untilPresent = (origin - start) / Math.max(speed - 1, 1e-9) - (clock() - origin);
      const fast = Math.max(0, Math.min(ms, untilPresent * speed));
      const pace = speed > 1 ? fast / speed + (ms - fast) : ms / speed;
      return timers.set(fn, Math.max(0, Math.ceil(pace)));
    },
    cancel: (handle) => timers.clear(handle),
  };
}

interface Due {
  at: number;
  order: number;
  fn: () => void;
}

/** A world that stands still until it is moved: recorded days pass in seconds, each happening at its exact moment. */
export class SteppedWorld implements World {
  #now: number;
  #order = 0;
  #due: Due[] = [];

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, fn: () => void): unknown {
    const due: Due = { at: this.#now + Math.max(0, Math.round(ms)), order: this.#order++, fn };
    let low = 0;
    for (let high = this.#due.length; low < high; ) {
      const middle = (low + high) >> 1;
      const other = this.#due[middle];
      if (other !== undefined && (other.at < due.at || (other.at === due.at && other.order < due.order))) low = middle + 1;
      else high = middle;
    }
    this.#due.splice(low, 0, due);
    return due;
  }

  cancel(handle: unknown): void {
    const index = this.#due.indexOf(handle as Due);
    if (index >= 0) this.#due.splice(index, 1);
  }

  /** When the next thing is due; null when nothing is. */
  nextAt(): number | null {
    return this.#due[0]?.at ?? null;
  }

  /** Lets everything due until `at` happen and stands at `at`. */
  moveTo(at: number): void {
    while ((this.nextAt() ?? Number.POSITIVE_INFINITY) <= at) this.step();
    this.#now = Math.max(this.#now, at);
  }

  /** Moves to the next thing due and lets it happen; false when nothing is left. */
  step(): boolean {
    const due = this.#due.shift();
    if (due === undefined) return false;
    this.#now = Math.max(this.#now, due.at);
    due.fn();
    return true;
  }
}
