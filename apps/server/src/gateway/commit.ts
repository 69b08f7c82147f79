import pg from 'pg';
import { ArrayWriter } from '../db/binary-array.ts';
import { isDatabaseDown } from '../db/down.ts';
import { WriteQuery } from '../db/write-query.ts';
import { statementOf } from '../db/write-statement.ts';
import { asRepeats, type Writes } from '../db/writes.ts';

interface Waiting {
  writes: Writes;
  resolve: () => void;
  reject: (error: Error) => void;
}
export interface CommitObserver {
  group: (size: number, ms: number) => void;
  failed: (error: Error, size: number) => void;
}
export interface GroupCommitOptions {
  connection: pg.ClientConfig;
  lanes?: number;
  observer?: CommitObserver;
  now: () => number;
}

/** No more than this in one statement: bounds its memory and the wait of the last. */
const MAX_GROUP = 1_000;
const MAX_GROUP_CHARACTERS = 8 * 1024 * 1024;
const WORTH_A_LANE = 100;
const RECONNECT_MS = 100;

/**
 * Group commit: whatever waits when a lane is free goes into its next statement; at most two in flight, each on its own
 * connection. A caller's promise resolves after its rows are on disk. A group whose data PostgreSQL refuses is retried one
 * by one, as repeats, so that a poisonous row fails its own message only and one that was there already fails none; when the connection is lost the outcome is unknown, everybody
 * in that group fails, and the station's repeat is harmless because every write is repeatable.
 */
export class GroupCommit {
  readonly #options: GroupCommitOptions;
  readonly #lanes: Lane[];
  #waiting: Waiting[] = [];
  #scheduled = false;
  #closed = false;
  #idle: (() => void) | null = null;

  constructor(options: GroupCommitOptions) {
    this.#options = options;
    this.#lanes = Array.from({ length: options.lanes ?? 2 }, () => new Lane(options.connection));
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  commit(writes: Writes): Promise<void> {
    if (this.#closed) return Promise.reject(new Error('the commit is closed'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ writes, resolve, reject });
      if (this.#scheduled) return;
      // Not at once: the other frames of this turn of the event loop belong into the same group.
      this.#scheduled = true;
      setImmediate(() => this.#fill());
    });
  }

  /** Resolves when nothing waits or is in flight, then ends the connections. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#waiting.length > 0 || this.#lanes.some((lane) => lane.busy))
      await new Promise<void>((resolve) => {
        this.#idle = resolve;
      });
    await Promise.all(this.#lanes.map((lane) => lane.end()));
  }

  #fill(): void {
    this.#scheduled = false;
    const isOneBusy = this.#lanes.some((lane) => lane.busy);
    for (const [index, lane] of this.#lanes.entries()) {
      if (lane.busy || this.#waiting.length === 0) continue;
      // Large groups are cheap: a second one goes out beside the first only when it is worth a statement of its own.
      if ((isOneBusy || index > 0) && this.#waiting.length < WORTH_A_LANE) continue;
      const size = groupSize(this.#waiting);
      const group = size === this.#waiting.length ? this.#waiting : this.#waiting.slice(0, size);
      this.#waiting = group === this.#waiting ? [] : this.#waiting.slice(size);
      void this.#run(lane, group);
    }
    if (this.#waiting.length === 0 && !this.#lanes.some((lane) => lane.busy)) this.#idle?.();
  }

  async #run(lane: Lane, group: Waiting[]): Promise<void> {
    lane.busy = true;
    const started = this.#options.now();
    try {
      await lane.write(group.map((one) => one.writes));
      this.#options.observer?.group(group.length, this.#options.now() - started);
      for (const one of group) one.resolve();
    } catch (error) {
      this.#options.observer?.failed(error as Error, group.length);
      await this.#afterFailure(lane, group, error as Error);
    }
    lane.busy = false;
    if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => this.#fill());
    }
  }

  async #afterFailure(lane: Lane, group: Waiting[], error: Error): Promise<void> {
    const [first] = group;
    if (isDatabaseDown(error) || (group.length === 1 && first?.writes.newSample === undefined)) {
      for (const one of group) one.reject(error);
      return;
    }
    for (const one of group) {
      try {
        await lane.write([asRepeats(one.writes)]);
        one.resolve();
      } catch (own) {
        one.reject(own as Error);
      }
    }
  }
}

/** How many of those waiting go into one statement: by number, and by the text of their frames. */
function groupSize(waiting: readonly Waiting[]): number {
  let characters = 0;
  for (const [index, { writes }] of waiting.entries()) {
    for (const { request } of writes.frame ?? []) characters += request.length;
    if (index >= MAX_GROUP || (index > 0 && characters > MAX_GROUP_CHARACTERS)) return index;
  }
  return waiting.length;
}

/** One connection, made when needed and again when it was lost. */
class Lane {
  readonly #connection: pg.ClientConfig;
  /** One statement at a time, so its memory is free for the next. */
  readonly #writer = new ArrayWriter();
  #client: pg.Client | null = null;
  #retryAt = 0;
  busy = false;

  constructor(connection: pg.ClientConfig) {
    this.#connection = connection;
  }

  async write(writes: Writes[]): Promise<void> {
    const statement = statementOf(writes, this.#writer);
    if (statement === null) return;
    const client = this.#client ?? (await this.#connect());
    try {
      await client.query(new WriteQuery(statement)).done;
    } catch (error) {
      // The server says that it ends the connection before it does: whoever comes in between would be lost with it.
      if (isDatabaseDown(error) && this.#client === client) this.#client = null;
      throw error;
    }
  }

  async end(): Promise<void> {
    await this.#client?.end().catch(() => undefined);
  }

  async #connect(): Promise<pg.Client> {
    const wait = this.#retryAt - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    this.#retryAt = performance.now() + RECONNECT_MS;
    const client = new pg.Client({ ...this.#connection, connectionTimeoutMillis: 5_000, application_name: 'stationmaster commit' });
    const forget = (): void => {
      if (this.#client === client) this.#client = null;
    };
    client.on('error', forget);
    client.on('end', forget);
    await client.connect();
    // The planner sees generic arrays of any length; one plan serves all. It is kept for long and may be made while a table is
    // still empty, so it must not read tables whole: every row is asked for by its key.
    await client.query(
      "set plan_cache_mode = 'force_generic_plan'; set enable_seqscan = off; set enable_bitmapscan = off; set enable_hashjoin = off; set enable_mergejoin = off",
    );
    this.#client = client;
    return client;
  }
}
