import { buffer } from 'node:stream/consumers';
import { daysOf, dayText, mostAttempts, nextDue, retryAfter, wallTime } from '@stationmaster/domain';
import { sendLetterBy } from '../channels/letter.ts';
import { SendFailed } from '../channels/send-failed.ts';
import type { Context } from '../context.ts';
import { asTenant } from '../db/tenant.ts';
import { fileName, fileTypes, reportStream } from './export.ts';
import { letterText } from './letter.ts';
import { reportOf } from './report.ts';
import {
  claimSend,
  deleteOldSends,
  findSchedule,
  insertSend,
  markFailed,
  markSent,
  moveSchedule,
  type NewSend,
  type ScheduleRow,
  type SendRow,
  selectDue,
  tellReport,
} from './schedule-store.ts';

type Needs = Pick<Context, 'config' | 'db' | 'clock' | 'log' | 'tell'>;

/** Longer than any try takes. ms */
const leaseMs = 10 * 60_000;
/** What was due longer ago, while nothing ran here, is not made up for. */
const mostLateMs = 31 * 24 * 3_600_000;
const keptMs = 2 * 366 * 24 * 3_600_000;
/** Of an attachment; mail servers take little more. */
const mostBytes = 20 * 2 ** 20;

/**
 * Job: queues every report that is due, each due time once, and sends what is queued. A report is lent to a try and then marked; who is
 * killed in between leaves it to the next try, which carries the same Message-ID. Returns how many were sent.
 */
export async function sendReports(context: Needs): Promise<number> {
  const { db, clock } = context;
  while (await queueDue(context)) {
    // One at a time, each in a transaction of its own.
  }
  let sent = 0;
  for (;;) {
    const at = clock();
    const send = await claimSend(db, { at, leaseUntil: at + leaseMs });
    if (send === undefined) break;
    if ((await deliver(context, send)) === null) sent += 1;
  }
  if (sent > 0) await deleteOldSends(db, clock() - keptMs);
  return sent;
}

/** The row of a due time and the move to the next one are one commit. */
async function queueDue({ db, clock }: Needs): Promise<boolean> {
  return await db.transaction().execute(async (tx) => {
    const now = clock();
    const schedule = await selectDue(tx, now);
    if (schedule === undefined || schedule.nextAt === null) return false;
    const dueAt = schedule.nextAt.getTime();
    const isTooLate = dueAt < now - mostLateMs;
    if (!isTooLate) await insertSend(tx, { ...sendOf(schedule, dueAt), isTest: false, tryAt: now });
    await moveSchedule(tx, schedule.id, nextDue(schedule.rhythm, isTooLate ? now - mostLateMs : dueAt));
    return true;
  });
}

function sendOf(schedule: ScheduleRow, dueAt: number): Pick<NewSend, 'schedule' | 'dueAt' | 'from' | 'until'> {
  const days = daysOf(schedule.span, wallTime(schedule.rhythm.timeZone, dueAt).day);
  return { schedule, dueAt, from: dayText(days.from), until: dayText(days.until) };
}

/** Sends a report now, as if it were due, and keeps that in its history. One try; the error in the other side's words. */
export async function tryReport(context: Needs, schedule: ScheduleRow): Promise<{ ok: boolean; error: string | null }> {
  const at = context.clock();
  const send = await insertSend(context.db, { ...sendOf(schedule, at), isTest: true, tryAt: at + leaseMs });
  if (send === undefined) throw new Error('insert returned no row');
  const error = await deliver(context, send);
  return { ok: error === null, error };
}

/** null: it was sent; else why not. */
async function deliver(context: Needs, send: SendRow): Promise<string | null> {
  const { db, clock, log, tell } = context;
  const schedule = await findSchedule(db, send.scheduleId);
  if (schedule === undefined) return 'the schedule is gone';
  let error: string | null = null;
  try {
    const sessions = await mail(context, schedule, send);
    await markSent(db, send.id, { at: clock(), sessions });
  } catch (failed) {
    error = (failed as Error).message.slice(0, 500);
    const isLast = send.isTest || send.attempts >= mostAttempts || (failed instanceof SendFailed && failed.isFinal);
    log.warn({ report: schedule.id, attempt: send.attempts, reason: error }, 'reports.notSent');
    await markFailed(db, send.id, { error, tryAt: isLast ? null : clock() + retryAfter(send.attempts) });
  }
  await tellReport(db, schedule, clock());
  tell();
  return error;
}

/** How many sessions the report counted. Throws what keeps it from being sent. */
async function mail(context: Needs, schedule: ScheduleRow, send: SendRow): Promise<number> {
  const { config, db } = context;
  const { id, tenantId, name, channelId, language, format } = schedule;
  const query = { ...schedule.report, from: send.from, until: send.until };
  const { total, isComplete } = await asTenant(db, tenantId, (tx) => reportOf(tx, query, { tenantId, limit: 1 }));
  const file = { tenantId, query, language, format };
  const content = await whole(reportStream((run) => asTenant(db, tenantId, run), file));
  const url = `${config.publicUrl || `http://localhost:${config.port}`}/reports?tab=schedules`;
  await sendLetterBy(
    context,
    { channelId, tenantId },
    {
      id: `report-${send.id}`,
      thread: `reports-${id}`,
      to: send.recipients,
      language,
      ...letterText({ name, query, language, total, isComplete, isTest: send.isTest, url }),
      attachments: [{ name: fileName(file), type: fileTypes[format], content }],
    },
  );
  return total.sessions;
}

async function whole(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  let size = 0;
  const limited = stream.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        size += chunk.byteLength;
        if (size > mostBytes) controller.error(new SendFailed('the report is too large for a mail: choose fewer rows', true));
        else controller.enqueue(chunk);
      },
    }),
  );
  return await buffer(limited as unknown as AsyncIterable<Uint8Array>);
}
