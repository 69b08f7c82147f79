import { acceptRequest, type Dialect, type Version } from '@stationmaster/ocpp';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { fieldIn } from './field.ts';
import type { Pace } from './pace.ts';
import { type KeptRow, selectKept } from './store.ts';

/** A call of the station that is committed, with our answer to it. */
export interface Told {
  frameId: number;
  /** As the station sent it; not known of what was read from the log, for whoever waited has gone. */
  messageId?: string;
  /** When it came, epoch ms. */
  at: number;
  action: string;
  payload: unknown;
  ours: unknown;
  sessionId: number | null;
}

interface Where {
  db: Kysely<Tables>;
  pace: Pace;
  stationId: number;
  dialect: Version | Dialect;
}

const batch = 50;
const mostInMemory = 100;

/**
 * Messages of a station's sessions on their way to the second back end, in the order they came. The message log is the queue:
 * what is told is in it before the station has its answer, so nothing has to be written for it, and after a kill it goes on
 * where it stood. While nothing is left behind, messages come straight from memory.
 */
export class KeptQueue {
  readonly #where: Where;
  #told: { toldFrame: number; toldAt: number };
  #next: Told[] = [];
  /** The log may hold what `#next` does not. */
  #isBehind = true;
  #hasMissed = false;

  constructor(where: Where, told: { toldFrame: number; toldAt: number }) {
    this.#where = where;
    this.#told = told;
  }

  get told(): { toldFrame: number; toldAt: number } {
    return this.#told;
  }

  /** What it tells has waited in the log. */
  get isBehind(): boolean {
    return this.#isBehind;
  }

  /** There may be one that is not settled. */
  get hasMore(): boolean {
    return this.#isBehind || this.#next.length > 0;
  }

  /** false: it went from the log already. */
  add(message: Told): boolean {
    if (message.frameId <= this.#told.toldFrame) return false;
    if (!this.#isBehind && this.#next.length >= mostInMemory) this.rewind();
    if (this.#isBehind) this.#hasMissed = true;
    else this.#next.push(message);
    return true;
  }

  /** The first that is not settled; null: none is left. */
  async first(): Promise<Told | null> {
    for (;;) {
      const [first] = this.#next;
      if (first !== undefined && first.frameId > this.#told.toldFrame) return first;
      if (first !== undefined) this.#next.shift();
      else if (!this.#isBehind) return null;
      else await this.#read();
    }
  }

  settled({ frameId, at }: { frameId: number; at: number }): void {
    if (frameId > this.#told.toldFrame) this.#told = { toldFrame: frameId, toldAt: at };
  }

  /** Begins again from the log. */
  rewind(): void {
    this.#next = [];
    this.#isBehind = true;
  }

  async #read(): Promise<void> {
    const { db, pace, stationId, dialect } = this.#where;
    this.#hasMissed = false;
    const rows = await pace.query(() => selectKept(db, { stationId, ...this.#told }, batch));
    this.#next = rows.map((row) => toldOf(dialect, row));
    // Came while the log was read: the log is read again.
    if (rows.length === 0 && !this.#hasMissed) this.#isBehind = false;
  }
}

/** Repaired as it was when it came: the second back end gets what the standard asks for. */
function toldOf(dialect: Version | Dialect, { request, answer, ...row }: KeptRow): Told {
  const payload = fieldIn(parsed(request), '3');
  const accepted = acceptRequest(dialect, row.action, payload);
  return { ...row, payload: accepted.ok ? accepted.payload : payload, ours: fieldIn(parsed(answer ?? ''), '2') };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
