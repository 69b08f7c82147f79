import type pg from 'pg';

const FRAME_BLOCK = 1_000;
const SESSION_BLOCK = 100;

/** Ids known before the commit, from database sequences in blocks: unique over restarts and nodes, without a query each. */
export class Ids {
  readonly #pool: pg.Pool;
  #frames: number[] = [];
  #fetching: Promise<void> | null = null;
  #sessions: number[] = [];
  #sessionFetch: Promise<void> | null = null;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** Before the first frame. */
  async open(): Promise<void> {
    await this.#fetchFrames();
  }

  /** Never waits: the next block is fetched long before this one is used up. Throws when the database was away for that long. */
  frame = (): number => {
    const left = this.#frames;
    const [next, end] = left;
    if (next === undefined || end === undefined) throw new Error('no frame ids: the database does not answer');
    left[0] = next + 1;
    if (next + 1 >= end) left.splice(0, 2);
    if (left.length <= 8 && this.#fetching === null)
      this.#fetching = this.#fetchFrames()
        .catch(() => undefined)
        .finally(() => {
          this.#fetching = null;
        });
    return next;
  };

  session = async (): Promise<number> => {
    for (;;) {
      const id = this.#sessions.pop();
      if (id !== undefined) return id;
      this.#sessionFetch ??= this.#fetchSessions().finally(() => {
        this.#sessionFetch = null;
      });
      await this.#sessionFetch;
    }
  };

  /** Sixteen blocks at a time: [next, end, next, end, …]. */
  async #fetchFrames(): Promise<void> {
    const { rows } = await this.#pool.query<{ id: number }>("select nextval('frame_id') as id from generate_series(1, 16)");
    for (const { id } of rows) this.#frames.push(id, id + FRAME_BLOCK);
  }

  async #fetchSessions(): Promise<void> {
    const { rows } = await this.#pool.query<{ id: number }>(
      "select nextval('session_id') as id from generate_series(1, $1::int) order by 1 desc",
      [SESSION_BLOCK],
    );
    this.#sessions = rows.map(({ id }) => id);
  }
}
