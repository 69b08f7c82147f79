import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type MailServer, mailServer } from '../channels/receivers.ts';
import { claimSend } from './schedule-store.ts';
import { sendReports } from './send.ts';
import { type StatisticsWorld, startStatisticsWorld } from './test-world.ts';

let world: StatisticsWorld;
let server: MailServer;
let channelId: number;
const day = 86_400_000;
const recipients = ['ada@example.com', 'bob@example.com'];

beforeAll(async () => {
  // The server's own job would send, too.
  world = await startStatisticsWorld(['sendReports']);
  server = await mailServer({ user: 'sender', password: 'right' });
  const settings = {
    kind: 'mail',
    host: '127.0.0.1',
    port: server.port,
    security: 'none',
    user: 'sender',
    from: 'csms@example.com',
    to: ['ops@example.com'],
  };
  channelId = (await world.api('POST', '/channels', { name: 'Mail', settings, secret: 'right' })).body.id;
  await world.add({
    id: 201,
    station: 'B1',
    from: new Date(world.context.clock() - day).toISOString(),
    minutes: 10,
    wh: 4250,
    price: ['2.00', '0.38'],
  });
  await world.tell('session.checked', [201]);
  await world.counted();
});
afterAll(async () => {
  await world.stop();
  await server.stop();
});
beforeEach(async () => {
  server.got.length = 0;
  server.refuse = 0;
  await world.query('delete from report_schedule');
});

const daily = (extra: object = {}) => ({
  name: 'Daily figures',
  channelId,
  recipients,
  report: { by: 'station' },
  span: 'lastDay',
  rhythm: { every: 'day', on: 1, minute: 7 * 60, timeZone: 'Europe/Berlin' },
  format: 'csv',
  language: 'de',
  ...extra,
});
const created = async (extra: object = {}) => {
  const { status, body } = await world.api('POST', '/report-schedules', daily(extra));
  expect({ status, body }).toMatchObject({ status: 201 });
  return body;
};
const sends = async (id: number) => (await world.api('GET', `/report-schedules/${id}/sends`)).body.items;
/** Makes it due now. */
const due = (id: number) => world.query(`update report_schedule set next_at = $2 where id = $1`, [id, new Date(world.context.clock())]);
const attached = (text: string): string => {
  const [, part = ''] = /text\/csv[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(text) ?? [];
  return /text\/csv[\s\S]*?base64/.test(text)
    ? Buffer.from(part, 'base64').toString()
    : part.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => Buffer.from(hex, 'hex').toString('latin1'));
};

test('goes out once when it is due, with sums in the mail and all rows in the file', async () => {
  const { id, nextAt } = await created();
  const dueAt = Date.parse(nextAt);
  expect(dueAt).toBeGreaterThan(world.context.clock());
  expect(await sendReports(world.context)).toBe(0);
  await due(id);
  // Two at once, as two processes would.
  await Promise.all([sendReports(world.context), sendReports(world.context)]);
  await sendReports(world.context);
  expect(server.got).toHaveLength(1);
  expect(server.got[0]).toMatchObject({ from: 'csms@example.com', to: recipients });
  const text = server.got[0]?.text ?? '';
  expect(text).toContain('Message-ID: <report-');
  expect(text).toContain('Content-Language: de');
  const lines = attached(text).trim().split('\r\n');
  expect(lines[0]).toMatch(/^Ladestation,W.*hrung,Ladevorg.*nge,Energie kWh/);
  expect(lines[1]).toMatch(/^B1,EUR,1,4\.250000,0\.1667,0\.0000,2\.00,0\.38,2\.38,0,0\.00,,,0,0,,0,0\.000000,0\.00,0,0\.000000,0\.00$/);
  expect(await sends(id)).toMatchObject([{ status: 'sent', attempts: 1, sessions: 1, error: null, isTest: false, recipients }]);
  const { items } = (await world.api('GET', '/report-schedules')).body;
  expect(items).toMatchObject([{ id, last: { status: 'sent' } }]);
  expect(Date.parse(items[0].nextAt)).toBeGreaterThan(world.context.clock());
});

test('who is killed before sending leaves it to the next; the mail is the same', async () => {
  const { id } = await created();
  await due(id);
  // Queued and lent to a try that never comes back.
  const at = world.context.clock();
  await sendLost(at);
  expect(await sendReports(world.context)).toBe(0);
  expect(server.got).toHaveLength(0);
  world.advance(11 * 60_000);
  expect(await sendReports(world.context)).toBe(1);
  expect(server.got).toHaveLength(1);
  const [row] = await sends(id);
  expect(row).toMatchObject({ status: 'sent', attempts: 2 });
  expect(server.got[0]?.text).toContain(`<report-${row.id}@example.com>`);
});

/** What a kill after the claim leaves: the row of the due time, and its lease. */
async function sendLost(at: number): Promise<void> {
  const { query, context } = world;
  await query(`insert into report_send (tenant_id, schedule_id, due_at, try_at, from_day, until_day, recipients)
    select tenant_id, id, next_at, next_at, current_date - 1, current_date - 1, recipients from report_schedule`);
  await query(`update report_schedule set next_at = next_at + interval '1 day'`);
  expect(await claimSend(context.db, { at, leaseUntil: at + 10 * 60_000 })).toMatchObject({ attempts: 1 });
}

test('a refusal is tried again and told in the words of the mail server', async () => {
  const { id } = await created();
  server.refuse = 1;
  await due(id);
  await sendReports(world.context);
  const [row] = await sends(id);
  expect(row).toMatchObject({ status: 'queued', attempts: 1, error: expect.stringContaining('mailbox busy') });
  world.advance(20_000);
  await sendReports(world.context);
  expect(await sends(id)).toMatchObject([{ status: 'sent', attempts: 2, error: null }]);
  expect(server.got).toHaveLength(1);
});

test('due times that were missed are made up for, once each, for a month', async () => {
  const { id } = await created();
  await world.query(`update report_schedule set next_at = next_at - interval '3 days' where id = $1`, [id]);
  await sendReports(world.context);
  const rows = await sends(id);
  expect(rows).toHaveLength(3);
  expect(new Set(rows.map(({ from }: { from: string }) => from)).size).toBe(3);
  expect(server.got).toHaveLength(3);
  await world.query(`update report_schedule set next_at = next_at - interval '300 days' where id = $1`, [id]);
  await world.query('delete from report_send');
  await sendReports(world.context);
  const many = (await world.api('GET', `/report-schedules/${id}/sends?limit=500`)).body.items;
  expect(many.length).toBeGreaterThanOrEqual(30);
  expect(many.length).toBeLessThanOrEqual(32);
});

test('a try is one mail now, marked as such, and moves nothing', async () => {
  const { id, nextAt } = await created({ format: 'xlsx', language: 'en' });
  expect((await world.api('POST', `/report-schedules/${id}/try`)).body).toEqual({ ok: true, error: null });
  expect(server.got[0]?.text).toContain('Subject: =?UTF-8?Q?Test=3A_Daily_figures');
  expect(server.got[0]?.text).toMatch(/filename=report-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.xlsx/);
  expect((await world.api('GET', '/report-schedules')).body.items[0].nextAt).toBe(nextAt);
  expect(await sends(id)).toMatchObject([{ isTest: true, status: 'sent' }]);
  server.refuse = 1;
  expect((await world.api('POST', `/report-schedules/${id}/try`)).body).toMatchObject({
    ok: false,
    error: expect.stringContaining('mailbox busy'),
  });
  expect((await sends(id))[0]).toMatchObject({ isTest: true, status: 'failed' });
});

test('is changed, switched off and removed; its channel stays while it is used', async () => {
  const { id } = await created();
  expect((await world.api('DELETE', `/channels/${channelId}`)).body.error).toMatchObject({
    code: 'inUse',
    message: expect.stringContaining('Daily figures'),
  });
  const { body } = await world.api('PUT', `/report-schedules/${id}`, daily({ enabled: false, recipients: ['eve@example.com'] }));
  expect(body).toMatchObject({ nextAt: null, recipients: ['eve@example.com'] });
  expect((await world.api('DELETE', `/report-schedules/${id}`)).status).toBe(204);
  expect((await world.api('GET', `/report-schedules/${id}/sends`)).body.error).toMatchObject({ code: 'notFound' });
  const { items } = (await world.api('GET', '/audit?limit=10')).body;
  expect(items.map(({ action }: { action: string }) => action)).toEqual(
    expect.arrayContaining(['createReportSchedule', 'updateReportSchedule', 'deleteReportSchedule']),
  );
});

test.each([
  ['a channel that is none', { channelId: 999 }],
  ['a day no week has', { rhythm: { every: 'week', on: 8, minute: 0, timeZone: 'UTC' } }],
  ['the same dimension twice', { report: { by: 'site', and: 'site' } }],
  ['nobody to send it to', { recipients: [] }],
])('%s is refused', async (_, extra) => {
  expect((await world.api('POST', '/report-schedules', daily(extra))).body.error).toMatchObject({ code: 'badRequest' });
});
