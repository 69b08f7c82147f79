import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { ProblemName } from './dial.ts';
import { type Answers, keptActions, type Role } from './rights.ts';

type Db = Kysely<Tables>;

export interface ForwardingListRow {
  station_id: number;
  station: string;
  station_connected: boolean;
  url: string;
  identity: string | null;
  has_password: boolean;
  certificate: string | null;
  has_certificate_key: boolean;
  authority: string | null;
  answers: Answers;
  next_answers: Answers | null;
  by_action: Record<string, Role>;
  commands: string[];
  patience_ms: number;
  since: Date;
  connected: boolean;
  connected_at: Date | null;
  disconnected_at: Date | null;
  accepted: boolean;
  waiting: number;
  waiting_since: Date | null;
  problem: ProblemName | null;
  problem_detail: string | null;
  problem_at: Date | null;
  charging: number;
}

/** More are not counted: of one station, and of each in a list. */
const mostCounted = { one: 10_001, inList: 1_001 } as const;

const select = (where: RawBuilder<unknown>, rest: RawBuilder<unknown>, most: number) => sql<ForwardingListRow>`
  select f.station_id::float8 as station_id, s.identity as station, coalesce(s.connected_at > coalesce(s.disconnected_at, '-infinity'), false) as station_connected,
    f.url, f.identity, f.password is not null as has_password, f.certificate, f.certificate_key is not null as has_certificate_key, f.authority, f.answers, f.next_answers,
    f.by_action, f.commands, f.patience_ms, f.since, coalesce(f.connected_at > coalesce(f.disconnected_at, '-infinity'), false) as connected, f.connected_at, f.disconnected_at,
    f.accepted, f.problem, f.problem_detail, f.problem_at, w.waiting, w.waiting_since, (select count(*)::int from session e where e.station_id = f.station_id and e.status = 'active') as charging
  from forwarding f join station s on s.id = f.station_id
  left join lateral (select count(*)::int as waiting, min(at) as waiting_since from (select m.at from frame m where m.station_id = f.station_id and m.at >= f.told_at - interval '10 minutes' and m.id > f.told_frame
    and m.direction = 'in' and m.outcome = 'result' and m.action = any(${[...keptActions]}::text[]) order by m.at, m.id limit ${most}) counted) w on true
  where ${where} ${rest}`;

export async function findForwarding(db: Db, stationId: number): Promise<ForwardingListRow | undefined> {
  return (await select(sql`f.station_id = ${stationId}`, sql``, mostCounted.one).execute(db)).rows[0];
}

/** By the station's name; `failing`: only those that are not connected though their station is, or not let in. */
export async function selectForwardings(
  db: Db,
  { after, limit, failing }: { after: string | null; limit: number; failing: boolean },
): Promise<ForwardingListRow[]> {
  const where = [sql`true`, ...(after === null ? [] : [sql`s.identity > ${after}`]), ...(failing ? [sql`f.problem is not null`] : [])];
  return (await select(sql.join(where, sql` and `), sql`order by s.identity limit ${limit}`, mostCounted.inList).execute(db)).rows;
}

export interface NewForwarding {
  tenantId: number;
  url: string;
  identity: string | null;
  /** Secrets are sealed; undefined: as they are. */
  password: string | null | undefined;
  certificate: string | null | undefined;
  certificateKey: string | null | undefined;
  authority: string | null;
  answers: Answers;
  byAction: Record<string, Role>;
  commands: readonly string[];
  patienceMs: number;
  at: number;
}

/**
 * Sets the second back end of these stations. At another address it is another one: what was compared goes, secrets are not
 * handed on, and it is told what happens from now on.
 */
export async function saveForwardings(db: Db, stationIds: readonly number[], one: NewForwarding): Promise<void> {
  const ids = sql`any(${[...stationIds]}::bigint[])`;
  const now = new Date(one.at);
  await sql`delete from forwarding where station_id = ${ids} and url <> ${one.url}`.execute(db);
  await sql`delete from forwarded_message m where station_id = ${ids} and not exists (select from forwarding f where f.station_id = m.station_id)`.execute(
    db,
  );
  await sql`delete from forwarded_session m where station_id = ${ids} and not exists (select from forwarding f where f.station_id = m.station_id)`.execute(
    db,
  );
  const kept = (given: unknown, column: string) => (given === undefined ? sql.raw(`f.${column}`) : sql.raw(`excluded.${column}`));
  await sql`insert into forwarding as f (station_id, tenant_id, url, identity, password, certificate, certificate_key, authority, answers, by_action, commands, patience_ms, revision, since, told_at, told_frame)
    select s.id, s.tenant_id, ${one.url}, ${one.identity}, ${one.password ?? null}, ${one.certificate ?? null}, ${one.certificateKey ?? null}, ${one.authority}, ${one.answers},
      ${JSON.stringify(one.byAction)}::jsonb, ${JSON.stringify(one.commands)}::jsonb, ${one.patienceMs}, ${one.at}, ${now}, ${now},
      coalesce((select max(id) from frame where station_id = s.id and at >= ${now}::timestamptz - interval '20 minutes'), 0)
    from station s where s.id = ${ids}
    on conflict (station_id) do update set identity = excluded.identity, password = ${kept(one.password, 'password')}, certificate = ${kept(one.certificate, 'certificate')},
      certificate_key = ${kept(one.certificateKey, 'certificate_key')}, authority = excluded.authority, answers = excluded.answers, next_answers = null, by_action = excluded.by_action,
      commands = excluded.commands, patience_ms = excluded.patience_ms, revision = greatest(f.revision + 1, excluded.revision), accepted = f.accepted and f.identity is not distinct from excluded.identity,
      problem = null, problem_detail = null, problem_at = null`.execute(db);
  await tellOf(db, stationIds, one.at);
}

export async function removeForwarding(db: Db, stationId: number, at: number): Promise<boolean> {
  const { rows } = await sql`delete from forwarding where station_id = ${stationId} returning station_id`.execute(db);
  await sql`delete from forwarded_message where station_id = ${stationId}`.execute(db);
  await sql`delete from forwarded_session where station_id = ${stationId}`.execute(db);
  await tellOf(db, [stationId], at);
  return rows.length > 0;
}

/** Who answers from now on, or, where a car charges and `mayWait`, from its end on. The stations that have a second back end. */
export async function switchAnswers(
  db: Db,
  stationIds: readonly number[],
  { answers, mayWait, at }: { answers: Answers; mayWait: boolean; at: number },
): Promise<number[]> {
  const busy = sql`(${mayWait} and f.answers <> ${answers} and exists (select from session e where e.station_id = f.station_id and e.status = 'active'))`;
  const { rows } = await sql<{ id: number }>`update forwarding f set answers = case when ${busy} then f.answers else ${answers} end,
      next_answers = case when ${busy} then ${answers} end where station_id = any(${[...stationIds]}::bigint[]) returning station_id::float8 as id`.execute(
    db,
  );
  const ids = rows.map(({ id }) => id);
  await tellOf(db, ids, at);
  return ids;
}

async function tellOf(db: Db, stationIds: readonly number[], at: number): Promise<void> {
  await sql`insert into happening (tenant_id, at, kind, subject, data) select tenant_id, ${new Date(at)}, 'forwarding.changed', identity, '{}' from station where id = any(${[...stationIds]}::bigint[])`.execute(
    db,
  );
}
