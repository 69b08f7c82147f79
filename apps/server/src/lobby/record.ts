import { type Kysely, sql } from 'kysely';
import type { Logger } from 'pino';
import type { Tables } from '../db/tables.gen.ts';
import { defaultTenantId } from '../db/tenant.ts';
import type { Attempt, HandshakeReason } from '../gateway/handshake.ts';
import type { LobbyPort } from '../gateway/parts.ts';
import { plainWay } from '../gateway/way.ts';
import type { FailedHandshake } from '../transport/listener.ts';

interface Told {
  reason: string;
  said?: Record<string, unknown>;
  transport?: Record<string, unknown>;
}
interface Note {
  key: string;
  identity: string | null;
  path: string;
  remoteAddress: string;
  offered: string;
  userAgent: string;
  reason: string;
  said: string | null;
  transport: string | null;
  attempts: number;
  at: number;
}

const WRITE_EVERY_MS = 500;
/** More different boxes than this between two writes: a flood; the rest is counted in the log only. */
const MAX_PENDING = 500;
const MAX_ROWS = 1_000;
/** Those of them that failed before they could say who they are: anybody can make them, from any address. */
const MAX_TLS_ROWS = 200;

/**
 * The lobby's memory: attempts are gathered and written together, the same box with the same problem is one row that counts
 * up, and the oldest rows give way, so a flood costs neither memory nor disk.
 */
export class LobbyRecorder implements LobbyPort {
  readonly #db: Kysely<Tables>;
  readonly #log: Logger;
  readonly #clock: () => number;
  readonly #tell: () => void;
  readonly #pending = new Map<string, Note>();
  readonly #connected = new Map<string, boolean>();
  #timer: NodeJS.Timeout | null = null;
  #dropped = 0;

  constructor({ db, log, clock, tell }: { db: Kysely<Tables>; log: Logger; clock: () => number; tell: () => void }) {
    this.#db = db;
    this.#log = log;
    this.#clock = clock;
    this.#tell = tell;
  }

  /** A handshake of TLS that failed: nobody has said who he is. */
  tellTls({ reason, remoteAddress, ...transport }: FailedHandshake): void {
    const nobody = { identity: null, path: '', offered: [], authorization: undefined, userAgent: '', way: plainWay };
    this.#note({ ...nobody, remoteAddress }, { reason, transport });
  }

  tell(attempt: Attempt & { identity: string | null }, reason: HandshakeReason | 'malformedFrame', said?: Record<string, unknown>): void {
    const { encryptedBy } = attempt.way;
    this.#note(attempt, { reason, ...(said && { said }), ...(encryptedBy !== null && { transport: { ...attempt.way } }) });
  }

  #note(attempt: Attempt & { identity: string | null }, { reason, said, transport }: Told): void {
    const key = JSON.stringify([attempt.identity ?? attempt.path, attempt.remoteAddress, reason]);
    const known = this.#pending.get(key);
    if (known === undefined && this.#pending.size >= MAX_PENDING) {
      this.#dropped++;
      return;
    }
    this.#pending.set(key, {
      key,
      identity: clean(attempt.identity),
      path: clean(attempt.path) ?? '',
      remoteAddress: attempt.remoteAddress,
      offered: clean(attempt.offered.join(', ')) ?? '',
      userAgent: clean(attempt.userAgent) ?? '',
      reason,
      said: said === undefined ? (known?.said ?? null) : said16k(said),
      transport: transport === undefined ? null : said16k(transport),
      attempts: (known?.attempts ?? 0) + 1,
      at: this.#clock(),
    });
    this.#schedule();
  }

  /** What a box in the lobby said of itself at boot. */
  said(identity: string, said: Record<string, unknown>): void {
    const update = sql`update lobby_attempt set said = ${said16k(said)}::jsonb, last_at = ${new Date(this.#clock())} where identity = ${identity} and reason = 'unknownStation'`;
    void this.flush()
      .then(() => update.execute(this.#db))
      .then(() => this.#announce(identity))
      .catch((error: unknown) => this.#log.warn({ err: error }, 'lobby.notStored'));
  }

  connected(identity: string, isConnected: boolean): void {
    this.#connected.set(identity, isConnected);
    this.#schedule();
  }

  /** Writes what is pending. */
  async flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const notes = [...this.#pending.values()];
    const connected = [...this.#connected];
    this.#pending.clear();
    this.#connected.clear();
    if (this.#dropped > 0) this.#log.warn({ dropped: this.#dropped }, 'lobby.flood');
    this.#dropped = 0;
    if (notes.length > 0) await this.#write(notes);
    if (connected.length > 0) {
      await sql`update lobby_attempt a set connected = v.connected from unnest(${connected.map(([identity]) => identity)}::text[], ${connected.map(([, is]) => is)}::boolean[]) v (identity, connected)
        where a.identity = v.identity and a.reason in ('unknownStation', 'malformedFrame')`.execute(this.#db);
    }
    for (const identity of new Set([...notes.map((note) => note.identity ?? note.path), ...connected.map(([identity]) => identity)]))
      await this.#announce(identity);
  }

  async #write(notes: Note[]): Promise<void> {
    const column = (pick: (note: Note) => unknown): unknown[] => notes.map(pick);
    await sql`insert into lobby_attempt (tenant_id, key, identity, path, remote_address, offered, user_agent, reason, said, transport, attempts, first_at, last_at)
      select ${defaultTenantId}, v.key, v.identity, v.path, v.remote_address, v.offered, v.user_agent, v.reason, v.said::jsonb, v.transport::jsonb, v.attempts, to_timestamp(v.at / 1000.0), to_timestamp(v.at / 1000.0)
      from unnest(${column((n) => n.key)}::text[], ${column((n) => n.identity)}::text[], ${column((n) => n.path)}::text[], ${column((n) => n.remoteAddress)}::text[], ${column((n) => n.offered)}::text[],
        ${column((n) => n.userAgent)}::text[], ${column((n) => n.reason)}::text[], ${column((n) => n.said)}::text[], ${column((n) => n.transport)}::text[], ${column((n) => n.attempts)}::int[], ${column((n) => n.at)}::float8[])
        as v (key, identity, path, remote_address, offered, user_agent, reason, said, transport, attempts, at)
      on conflict (key) do update set attempts = lobby_attempt.attempts + excluded.attempts, last_at = excluded.last_at, said = coalesce(excluded.said, lobby_attempt.said), path = excluded.path, offered = excluded.offered, transport = excluded.transport`.execute(
      this.#db,
    );
    await sql`delete from lobby_attempt where id in (select id from lobby_attempt order by last_at desc offset ${MAX_ROWS})
      or id in (select id from lobby_attempt where identity is null and path = '' order by last_at desc offset ${MAX_TLS_ROWS})`.execute(
      this.#db,
    );
  }

  async #announce(subject: string): Promise<void> {
    await sql`insert into happening (tenant_id, at, kind, subject, data) values (${defaultTenantId}, ${new Date(this.#clock())}, 'lobby.changed', ${subject}, '{}')`.execute(
      this.#db,
    );
    this.#tell();
  }

  #schedule(): void {
    this.#timer ??= setTimeout(
      () => void this.flush().catch((error: unknown) => this.#log.warn({ err: error }, 'lobby.notStored')),
      WRITE_EVERY_MS,
    );
  }
}

function clean(text: string | null): string | null {
  return text === null ? null : text.replaceAll('\u0000', '\ufffd').slice(0, 500);
}

/** As JSON, without what a database cannot hold; a long story is cut to its field names. */
function said16k(said: Record<string, unknown>): string {
  const text = JSON.stringify(said).replaceAll('\\u0000', '');
  return text.length <= 16_384 ? text : JSON.stringify({ shortened: Object.keys(said).slice(0, 50) });
}
