import type { ReportChoice, reportFormats } from '@stationmaster/contract';
import type { ReportSpan, Rhythm } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';
import type { Language } from './words.ts';

type Db = Kysely<Tables>;
export type SendStatus = 'queued' | 'sent' | 'failed';

export interface ScheduleFields {
  name: string;
  channelId: number;
  recipients: string[];
  report: ReportChoice;
  span: ReportSpan;
  rhythm: Rhythm;
  format: (typeof reportFormats)[number];
  language: Language;
  enabled: boolean;
}
export interface ScheduleRow extends ScheduleFields {
  id: number;
  tenantId: number;
  nextAt: Date | null;
  createdBy: string;
  lastAt: Date | null;
  lastStatus: SendStatus | null;
  lastError: string | null;
}
const columns = sql`s.id::float8 as id, s.tenant_id as "tenantId", s.name, s.channel_id::float8 as "channelId", s.recipients, s.report, s.span, s.rhythm, s.format, s.language, s.enabled,
  s.next_at as "nextAt", s.created_by as "createdBy", last.due_at as "lastAt", last.status as "lastStatus", last.error as "lastError"`;
const schedules = sql`select ${columns} from report_schedule s
  left join lateral (select due_at, status, error from report_send where schedule_id = s.id order by id desc limit 1) last on true`;

export async function selectSchedules(db: Db): Promise<ScheduleRow[]> {
  return (await sql<ScheduleRow>`${schedules} order by s.name, s.id`.execute(db)).rows;
}
export async function findSchedule(db: Db, id: number): Promise<ScheduleRow | undefined> {
  return (await sql<ScheduleRow>`${schedules} where s.id = ${id}`.execute(db)).rows[0];
}
/** Throws `notFound`. */
export async function mustFindSchedule(db: Db, id: number): Promise<ScheduleRow> {
  const row = await findSchedule(db, id);
  if (row === undefined) throw fail('notFound', { what: 'report schedule', id });
  return row;
}

interface Change {
  fields: ScheduleFields;
  nextAt: number | null;
  at: number;
}
const dateOf = (at: number | null): Date | null => (at === null ? null : new Date(at));

export async function insertSchedule(
  db: Db,
  { tenantId, by }: { tenantId: number; by: string },
  { fields, nextAt, at }: Change,
): Promise<number> {
  const { name, channelId, recipients, report, span, rhythm, format, language, enabled } = fields;
  const { rows } = await sql<{
    id: number;
  }>`insert into report_schedule (tenant_id, name, channel_id, recipients, report, span, rhythm, format, language, enabled, next_at, created_at, created_by, updated_at)
    values (${tenantId}, ${name}, ${channelId}, ${JSON.stringify(recipients)}::jsonb, ${JSON.stringify(report)}::jsonb, ${span}, ${JSON.stringify(rhythm)}::jsonb, ${format}, ${language}, ${enabled},
      ${dateOf(nextAt)}, ${new Date(at)}, ${by}, ${new Date(at)}) returning id::float8 as id`.execute(db);
  if (rows[0] === undefined) throw fail('internal');
  return rows[0].id;
}
export async function replaceSchedule(db: Db, id: number, { fields, nextAt, at }: Change): Promise<void> {
  const { name, channelId, recipients, report, span, rhythm, format, language, enabled } = fields;
  await sql`update report_schedule set name = ${name}, channel_id = ${channelId}, recipients = ${JSON.stringify(recipients)}::jsonb, report = ${JSON.stringify(report)}::jsonb, span = ${span},
    rhythm = ${JSON.stringify(rhythm)}::jsonb, format = ${format}, language = ${language}, enabled = ${enabled}, next_at = ${dateOf(nextAt)}, updated_at = ${new Date(at)} where id = ${id}`.execute(
    db,
  );
}
export async function deleteSchedule(db: Db, id: number): Promise<void> {
  await sql`delete from report_schedule where id = ${id}`.execute(db);
}
/** What the reports are called that go out by this channel. */
export async function schedulesBy(db: Db, channelId: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from report_schedule where channel_id = ${channelId} order by name`.execute(db);
  return rows.map(({ name }) => name);
}

/** Locked, so that a change made by a person comes before or after. */
export async function selectDue(db: Db, at: number): Promise<ScheduleRow | undefined> {
  const { rows } =
    await sql<ScheduleRow>`${schedules} where s.next_at <= ${new Date(at)} order by s.next_at limit 1 for update of s skip locked`.execute(
      db,
    );
  return rows[0];
}
export async function moveSchedule(db: Db, id: number, nextAt: number): Promise<void> {
  await sql`update report_schedule set next_at = ${new Date(nextAt)} where id = ${id}`.execute(db);
}

export interface SendRow {
  id: number;
  scheduleId: number;
  dueAt: Date;
  isTest: boolean;
  status: SendStatus;
  attempts: number;
  tryAt: Date;
  /** ISO dates. */
  from: string;
  until: string;
  recipients: string[];
  sentAt: Date | null;
  error: string | null;
  sessions: number | null;
}
const sendColumns = sql`id::float8 as id, schedule_id::float8 as "scheduleId", due_at as "dueAt", is_test as "isTest", status, attempts, try_at as "tryAt", from_day::text as "from", until_day::text as "until",
  recipients, sent_at as "sentAt", error, sessions`;

export interface NewSend {
  schedule: Pick<ScheduleRow, 'id' | 'tenantId' | 'recipients'>;
  dueAt: number;
  isTest: boolean;
  tryAt: number;
  from: string;
  until: string;
}
/** Whoever asks for the same due time again gets no second one: undefined. */
export async function insertSend(db: Db, { schedule, dueAt, isTest, tryAt, from, until }: NewSend): Promise<SendRow | undefined> {
  const { rows } =
    await sql<SendRow>`insert into report_send (tenant_id, schedule_id, due_at, is_test, try_at, from_day, until_day, recipients)
    values (${schedule.tenantId}, ${schedule.id}, ${new Date(dueAt)}, ${isTest}, ${new Date(tryAt)}, ${from}::date, ${until}::date, ${JSON.stringify(schedule.recipients)}::jsonb)
    on conflict (schedule_id, due_at) where not is_test do nothing returning ${sendColumns}`.execute(db);
  return rows[0];
}
/** The next one to be tried, lent until `leaseUntil`: who is killed meanwhile leaves it to the next try. */
export async function claimSend(db: Db, { at, leaseUntil }: { at: number; leaseUntil: number }): Promise<SendRow | undefined> {
  const { rows } = await sql<SendRow>`update report_send set attempts = attempts + 1, try_at = ${new Date(leaseUntil)}
    where id = (select id from report_send where status = 'queued' and try_at <= ${new Date(at)} order by try_at limit 1 for update skip locked) returning ${sendColumns}`.execute(
    db,
  );
  return rows[0];
}
export async function markSent(db: Db, id: number, { at, sessions }: { at: number; sessions: number }): Promise<void> {
  await sql`update report_send set status = 'sent', sent_at = ${new Date(at)}, error = null, sessions = ${sessions} where id = ${id}`.execute(
    db,
  );
}
/** `tryAt` null: given up. */
export async function markFailed(db: Db, id: number, { error, tryAt }: { error: string; tryAt: number | null }): Promise<void> {
  await sql`update report_send set status = ${tryAt === null ? 'failed' : 'queued'}, error = ${error}, try_at = coalesce(${dateOf(tryAt)}::timestamptz, try_at) where id = ${id}`.execute(
    db,
  );
}
export async function selectSends(
  db: Db,
  { scheduleId, before, limit }: { scheduleId: number; before: number | null; limit: number },
): Promise<SendRow[]> {
  const { rows } =
    await sql<SendRow>`select ${sendColumns} from report_send where schedule_id = ${scheduleId} and (${before}::bigint is null or id < ${before}) order by id desc limit ${limit}`.execute(
      db,
    );
  return rows;
}
export async function tellReport(db: Db, { tenantId, id }: { tenantId: number; id: number }, at: number): Promise<void> {
  await sql`insert into happening (tenant_id, at, kind, subject, data) values (${tenantId}, ${new Date(at)}, 'report.changed', ${String(id)}, '{}')`.execute(
    db,
  );
}
/** History is kept for two years. */
export async function deleteOldSends(db: Db, before: number): Promise<void> {
  await sql`delete from report_send where due_at < ${new Date(before)} and status <> 'queued'`.execute(db);
}
