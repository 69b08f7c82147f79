import { acceptRequest, checkResponse, type Version } from '@stationmaster/ocpp';
import { sql } from 'kysely';
import pino from 'pino';
import { noCertificateServices } from '../certificates/services.ts';
import type { Context } from '../context.ts';
import { Ids } from '../db/ids.ts';
import type { Writes } from '../db/writes.ts';
import { GroupCommit } from '../gateway/commit.ts';
import type { Decision, Handler } from '../gateway/decision.ts';
import { dialectOf } from '../gateway/dialect.ts';
import type { OutboundOutcome } from '../gateway/outbound.ts';
import { admit } from '../ocpp/gate.ts';
import { v21, v201 } from '../ocpp/v2x/table.ts';
import { v16 } from '../ocpp/v16/table.ts';
import { loadStation } from '../stations/load.ts';
import type { StationState } from '../stations/state.ts';
import type { TestDatabase } from './database.ts';

type AnyHandler = Handler<unknown, unknown, StationState, Context>;
const tables = { 'ocpp1.6': v16, 'ocpp2.0.1': v201, 'ocpp2.1': v21 } as unknown as Record<Version, Record<string, AnyHandler>>;

/** Handlers, verbs, commit and PostgreSQL as in life; only the socket is left out. For tests. */
export class TestWorld {
  readonly database: TestDatabase;
  readonly commits: GroupCommit;
  readonly ids: Ids;
  now = Date.UTC(2026, 4, 1, 8);
  /** Set to make the next commit reach the disk and fail all the same: a connection lost at the wrong moment. */
  losesNextCommit = false;
  /** Services behind the certificate messages; none, as in a fresh install. */
  certificates = noCertificateServices;
  readonly sent: { action: string; payload: unknown }[] = [];
  readonly live = new Map<number, StationState>();

  constructor(database: TestDatabase) {
    this.database = database;
    this.commits = new GroupCommit({ connection: database.connection, now: () => 0 });
    this.ids = new Ids(database.pool);
  }

  get context(): Context {
    const { db } = this.database;
    const gateway = {
      peek: (id: number) => this.live.get(id),
      send: (_: number, { action, payload }: { action: string; payload: unknown }): Promise<OutboundOutcome> => {
        this.sent.push({ action, payload });
        return Promise.resolve({ kind: 'result', payload: {}, frameId: 1, sentAt: this.now, answeredAt: this.now });
      },
      turn: async <A>(
        id: number,
        decide: (state: StationState) => Promise<Decision<A, StationState>> | Decision<A, StationState>,
      ): Promise<A> => {
        const state = this.live.get(id);
        if (state === undefined) throw new Error('not connected');
        const { answer, writes, advance } = await decide(state);
        await this.commits.commit(writes ?? {});
        advance?.(state);
        return answer;
      },
    };
    // The fields that handlers and verbs ask for.
    return {
      db,
      clock: () => this.now,
      ids: this.ids,
      commit: (writes: Writes) => this.commits.commit(writes),
      gateway,
      certificates: this.certificates,
      log: pino({ level: 'silent' }),
    } as unknown as Context;
  }

  /** A station with the card CARD and the price 0.50 a kWh at its site. */
  async station(identity: string, version: Version): Promise<TestStation> {
    const { db } = this.database;
    const definition = {
      id: 1,
      version: 1,
      name: 'Test',
      currency: 'EUR',
      taxIncluded: true,
      elements: [{ priceComponents: [{ type: 'ENERGY', price: '0.50', stepSize: 1 }] }],
    };
    await sql`insert into tariff (id, tenant_id, name, currency) overriding system value values (1, 1, 'Test', 'EUR') on conflict do nothing`.execute(
      db,
    );
    await sql`insert into tariff_version (id, tenant_id, tariff_id, version, definition) overriding system value values (900001, 1, 1, 1, ${JSON.stringify(definition)}::jsonb) on conflict do nothing`.execute(
      db,
    );
    await sql`insert into site (id, tenant_id, name, time_zone, currency, open_access) overriding system value values (1, 1, 'Site', 'Europe/Berlin', 'EUR', false) on conflict do nothing`.execute(
      db,
    );
    await sql`insert into tariff_assignment (tenant_id, tariff_id, target, target_id) values (1, 1, 'site', 1) on conflict do nothing`.execute(
      db,
    );
    await sql`insert into token (tenant_id, value, canonical) values (1, 'CARD', 'CARD'), (1, 'OTHER', 'OTHER') on conflict do nothing`.execute(
      db,
    );
    await sql`insert into station (tenant_id, identity, site_id, booted_at) values (1, ${identity}, 1, now())`.execute(db);
    const station = new TestStation(this, identity, version);
    await station.reload();
    return station;
  }
}

export class TestStation {
  readonly world: TestWorld;
  readonly identity: string;
  readonly version: Version;
  state!: StationState;

  constructor(world: TestWorld, identity: string, version: Version) {
    this.world = world;
    this.identity = identity;
    this.version = version;
  }

  /** What a restart of the server leaves: only what is in the database. */
  async reload(): Promise<void> {
    const state = await loadStation(this.world.database.db, this.identity, this.world.now);
    if (state === undefined) throw new Error(`no station ${this.identity}`);
    this.state = { ...state, version: this.version };
    this.world.live.set(state.id, this.state);
  }

  /** One call and its answer; request and answer are checked against the schema. Throws what the station gets as an error. */
  async say(action: string, request: object): Promise<Record<string, unknown>> {
    const accepted = acceptRequest(dialectOf(this.state), action, request);
    if (!accepted.ok) throw new Error(`request: ${accepted.description} ${accepted.path}`);
    const refusal = admit(this.state, action);
    if (refusal !== null) throw new Error(refusal.refuse);
    const { world, state } = this;
    const frameId = await frameIdOf(world);
    const outcome = await tables[this.version][action]?.({ request: accepted.payload, state, at: world.now, frameId }, world.context);
    if (outcome === undefined || 'refuse' in outcome) throw new Error(outcome?.refuse ?? 'NotImplemented');
    const check = checkResponse(this.version, action as never, outcome.answer);
    if (!check.ok) throw new Error(`answer: ${check.description} ${check.path}`);
    await world.commits.commit(outcome.writes ?? {});
    if (world.losesNextCommit) {
      world.losesNextCommit = false;
      throw new Error('InternalError');
    }
    outcome.advance?.(state);
    for (const follow of outcome.after ?? []) await follow();
    return outcome.answer as Record<string, unknown>;
  }

  /** The station's sessions as the database has them, oldest first. */
  async sessions(): Promise<Record<string, unknown>[]> {
    const { rows } = await sql<
      Record<string, unknown>
    >`select id::float8 as id, status, evse_id as "evseId", transaction_id as "transactionId", id_token as "idToken", energy_wh::float8 as "energyWh", total::text as total,
      marks, stop_reason as "stopReason", started_at as "startedAt", ended_at as "endedAt", command_id as "commandId" from session where station_id = ${this.state.id} order by started_at, id`.execute(
      this.world.database.db,
    );
    return rows;
  }

  async count(table: 'reading' | 'tap' | 'happening'): Promise<number> {
    const own = table === 'happening' ? sql`data::jsonb ->> 'stationId' = ${this.identity}` : sql`station_id = ${this.state.id}`;
    const { rows } = await sql<{ n: number }>`select count(*)::float8 as n from ${sql.table(table)} where ${own}`.execute(
      this.world.database.db,
    );
    return rows[0]?.n ?? 0;
  }
}

let opened: WeakSet<TestWorld> | null = null;
async function frameIdOf(world: TestWorld): Promise<number> {
  opened ??= new WeakSet();
  if (!opened.has(world)) {
    await world.ids.open();
    opened.add(world);
  }
  return world.ids.frame();
}
