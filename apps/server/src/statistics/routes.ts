import type { reportSchedule, statisticsRoutes } from '@stationmaster/contract';
import { nextDue } from '@stationmaster/domain';
import type { z } from 'zod';
import { channelOf } from '../channels/letter.ts';
import type { Context } from '../context.ts';
import { Failure } from '../errors.ts';
import { fromCursor, pageOf } from '../http/cursor.ts';
import type { Handlers, Output } from '../http/handler.ts';
import { exportReport } from './export.ts';
import { reportOf } from './report.ts';
import { latestDay } from './report-store.ts';
import {
  deleteSchedule,
  insertSchedule,
  mustFindSchedule,
  replaceSchedule,
  type ScheduleFields,
  type ScheduleRow,
  type SendRow,
  selectSchedules,
  selectSends,
} from './schedule-store.ts';
import { tryReport } from './send.ts';

type Db = Parameters<typeof mustFindSchedule>[0];

export function statisticsHandlers(context: Context): Handlers<typeof statisticsRoutes> {
  return {
    getReport: ({ query: { limit, ...query } }, call) =>
      call.tx(async (db) => reportOf(db, await withDays(db, query, call.now), { tenantId: call.tenantId, limit })),
    exportReportCsv: async ({ query: { language, ...query } }, call) =>
      exportReport(call, { query: await call.tx((db) => withDays(db, query, call.now)), language, format: 'csv' }),
    exportReportXlsx: async ({ query: { language, ...query } }, call) =>
      exportReport(call, { query: await call.tx((db) => withDays(db, query, call.now)), language, format: 'xlsx' }),

    listReportSchedules: (_, call) => call.tx(async (db) => ({ items: (await selectSchedules(db)).map(scheduleView) })),

    createReportSchedule: ({ body }, call) =>
      call.tx(async (db) => {
        const id = await insertSchedule(db, { tenantId: call.tenantId, by: call.actor.name }, await changeOf(db, body, call.now));
        call.subject(`reportSchedule:${id}`, { ...body });
        return scheduleView(await mustFindSchedule(db, id));
      }),

    updateReportSchedule: ({ params: { scheduleId }, body }, call) =>
      call.tx(async (db) => {
        await mustFindSchedule(db, scheduleId);
        call.subject(`reportSchedule:${scheduleId}`, { ...body });
        await replaceSchedule(db, scheduleId, await changeOf(db, body, call.now));
        return scheduleView(await mustFindSchedule(db, scheduleId));
      }),

    deleteReportSchedule: ({ params: { scheduleId } }, call) =>
      call.tx(async (db) => {
        const { name } = await mustFindSchedule(db, scheduleId);
        call.subject(`reportSchedule:${scheduleId}`, { name });
        await deleteSchedule(db, scheduleId);
      }),

    tryReportSchedule: async ({ params: { scheduleId } }, call) => {
      const schedule = await call.tx(async (db) => {
        const row = await mustFindSchedule(db, scheduleId);
        call.subject(`reportSchedule:${scheduleId}`, { name: row.name, recipients: row.recipients });
        return row;
      });
      return await tryReport(context, schedule);
    },

    listReportSends: ({ params: { scheduleId }, query: { cursor, limit } }, call) =>
      call.tx(async (db) => {
        await mustFindSchedule(db, scheduleId);
        const rows = await selectSends(db, { scheduleId, before: fromCursor(cursor, 1)?.[0] ?? null, limit: limit + 1 });
        return pageOf(rows, { limit, view: sendView, key: ({ id }) => [id] });
      }),
  };
}

/** Without days: the month so far. */
async function withDays<Q extends { from?: string | undefined; until?: string | undefined }>(
  db: Db,
  query: Q,
  now: number,
): Promise<Q & { from: string; until: string }> {
  const until = query.until ?? (await latestDay(db, now));
  return { ...query, from: query.from ?? `${until.slice(0, 8)}01`, until };
}

/** Failure badRequest: the channel sends no mails, the same dimension twice. */
async function changeOf(db: Db, fields: ScheduleFields, at: number): Promise<Parameters<typeof insertSchedule>[2]> {
  const wrong = (path: string, message: string) => new Failure('badRequest', {}, [{ path, message }]);
  const channel = await channelOf(db, fields.channelId);
  if (channel?.kind !== 'mail') throw wrong('channelId', 'must be a mail channel');
  if (fields.report.and === fields.report.by) throw wrong('report.and', 'must differ from by');
  return { fields, nextAt: fields.enabled ? nextDue(fields.rhythm, at) : null, at };
}

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;

function scheduleView(row: ScheduleRow): z.input<typeof reportSchedule> {
  const { id, name, channelId, recipients, report, span, rhythm, format, language, enabled, createdBy, lastAt, lastStatus, lastError } =
    row;
  const last = lastAt === null || lastStatus === null ? null : { at: lastAt.toISOString(), status: lastStatus, error: lastError };
  return { id, name, channelId, recipients, report, span, rhythm, format, language, enabled, nextAt: iso(row.nextAt), createdBy, last };
}

function sendView(row: SendRow): Output<(typeof statisticsRoutes)['listReportSends']>['items'][number] {
  const { id, isTest, status, attempts, from, until, recipients, error, sessions } = row;
  const nextTryAt = status === 'queued' ? row.tryAt.toISOString() : null;
  return {
    id,
    dueAt: row.dueAt.toISOString(),
    isTest,
    status,
    attempts,
    nextTryAt,
    from,
    until,
    recipients,
    sentAt: iso(row.sentAt),
    error,
    sessions,
  };
}
