import { alertKinds } from '@stationmaster/domain';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { deliverNotifications } from '../channels/deliver.ts';
import { app, becomes, client, day, kinds, later, look, minute, now, open, station } from '../testing/alert-yard.ts';
import { settleMs } from './evaluate.ts';
import { tellOfAlerts } from './notify.ts';
import { endSettledAlerts } from './settle.ts';

const connector = (stationId: number, status: string, at: number) =>
  sql`insert into connector (station_id, evse_id, connector_id, tenant_id, status, status_at)
  values (${stationId}, 1, 1, 1, ${status}, ${new Date(at)}) on conflict (station_id, evse_id, connector_id) do update set status = excluded.status, status_at = excluded.status_at`.execute(
    app.context.db,
  );
let sessions = 1;
const session = (stationId: number, { energy = 0, startedAt = now, endedAt = null as number | null }) =>
  sql`insert into session (id, tenant_id, station_id, evse_id, connector_id, start_key, status, started_at, ended_at, received_at, heard_at, energy_wh)
  values (${1_000_000 + sessions}, 1, ${stationId}, 1, 1, ${String(sessions++)}, ${endedAt === null ? 'active' : 'ended'}, ${new Date(startedAt)}, ${endedAt === null ? null : new Date(endedAt)}, ${new Date(startedAt)}, ${new Date(startedAt)}, ${energy})`.execute(
    app.context.db,
  );

test('an install watches from the first minute', async () => {
  const { items } = await client().listAlertRules();
  expect(items.map(({ kind }) => kind)).toEqual(
    [...alertKinds].sort((a, b) => items.findIndex((r) => r.kind === a) - items.findIndex((r) => r.kind === b)),
  );
  expect(items.every(({ builtin }) => builtin)).toBe(true);
});

test('offline: after its minutes, one alert; it ends by itself a while after the station is back', async () => {
  const id = await station('AWAY', { away: now - 14 * minute });
  await look();
  expect(await open()).toEqual([]);
  later(2 * minute);
  await look();
  await look();
  const [found] = await open();
  expect(found).toMatchObject({
    kind: 'offline',
    severity: 'critical',
    items: 1,
    openItems: 1,
    first: { stationId: 'AWAY', since: new Date(now - 16 * minute).toISOString() },
  });
  await sql`update station set connected_at = ${new Date(now)} where id = ${id}`.execute(app.context.db);
  await look();
  await endSettledAlerts(app.context);
  expect(await open()).toMatchObject([{ openItems: 0 }]);
  later(settleMs);
  await endSettledAlerts(app.context);
  expect(await open()).toEqual([]);
  expect((await client().listAlerts({ query: { state: 'ended' } })).items).toMatchObject([
    { id: found?.id, endedAt: new Date(now).toISOString() },
  ]);
});

test('after a start of the server, stations get time to come back; what was open stays open', async () => {
  // The app's own jobs look with the clock as it is: for them the station has only just gone.
  await station('AWAY', { away: now });
  await look({ at: now + 60 * minute, startedAt: now + 59 * minute });
  expect(await open()).toEqual([]);
  await look({ at: now + 60 * minute });
  expect(await kinds()).toEqual(['offline']);
  await look({ at: now + 61 * minute, startedAt: now + 61 * minute });
  expect(await open()).toMatchObject([{ openItems: 1 }]);
});

test('one that comes and goes is one alert, opened once more within the time it takes to settle', async () => {
  const id = await station('FLAP', { away: now - 16 * minute });
  const set = (connectedAt: number) =>
    sql`update station set connected_at = ${new Date(connectedAt)} where id = ${id}`.execute(app.context.db);
  await look();
  await set(now);
  await look();
  later(settleMs / 2);
  await set(now - 20 * day);
  await look();
  await endSettledAlerts(app.context);
  expect(await open()).toMatchObject([{ items: 2, openItems: 1 }]);
});

test('faulted and stuck: since the first word, however often it is repeated', async () => {
  const id = await station('BOX');
  await connector(id, 'Faulted', now);
  await look();
  later(3 * minute);
  await connector(id, 'Faulted', now - 1000);
  await look();
  expect(await kinds()).toEqual(['faulted']);
  await connector(id, 'Preparing', now);
  for (let hour = 0; hour < 13; hour++) {
    await look();
    later(60 * minute);
    await connector(id, 'Preparing', now);
    await endSettledAlerts(app.context);
  }
  await look();
  expect(await kinds()).toEqual(['stuck']);
  await session(id, {});
  await becomes([{ kind: 'stuck', openItems: 0 }]);
});

test('charging does not start: failed tries since the last good one', async () => {
  const id = await station('BAD');
  const failed = () => session(id, { energy: 3, startedAt: now - minute, endedAt: now });
  await failed();
  await failed();
  await look();
  expect(await kinds()).toEqual([]);
  await sql`insert into command (tenant_id, station_id, verb, status, requested_by, requested_at) values (1, ${id}, 'start', 'rejected', 'x', ${new Date(now)})`.execute(
    app.context.db,
  );
  await becomes([{ kind: 'startsFail', first: { data: { count: 3 } } }]);
  await session(id, { energy: 5000, startedAt: now + 1, endedAt: now + minute });
  await becomes([{ openItems: 0 }]);
});

test('the meter stands still while it charges', async () => {
  const id = await station('METER');
  await connector(id, 'Charging', now);
  await session(id, { energy: 1000 });
  await look();
  later(20 * minute);
  await sql`update session set energy_wh = 1200`.execute(app.context.db);
  await look();
  later(29 * minute);
  await look();
  expect(await kinds()).toEqual([]);
  later(minute);
  await look();
  expect(await kinds()).toEqual(['meterStill']);
  await sql`update session set energy_wh = 1300`.execute(app.context.db);
  await becomes([{ openItems: 0 }]);
});

test('many cards refused; half as many keep it open', async () => {
  const id = await station('DOOR');
  let frame = 1;
  const refuse = () =>
    sql`insert into tap (tenant_id, station_id, at, id_token, purpose, status, reason, frame_id) values (1, ${id}, ${new Date(now)}, 'X', 'authorize', 'Invalid', 'unknown', ${frame++})`.execute(
      app.context.db,
    );
  for (let times = 0; times < 4; times++) await refuse();
  await look();
  expect(await kinds()).toEqual([]);
  await refuse();
  await becomes([{ kind: 'refusals', first: { data: { count: 5, reason: 'unknown' } } }]);
  later(61 * minute);
  await becomes([{ openItems: 0 }]);
});

test('nobody has charged for long; not where a car charges now, nor at a new station', async () => {
  const old = await station('OLD', { created: now - 40 * day });
  await station('NEW', { created: now - 2 * day });
  await becomes([{ kind: 'noSession', items: 1, first: { stationId: 'OLD' } }]);
  await session(old, { startedAt: now - 15 * day });
  await becomes([{ openItems: 0 }]);
});

test('a window keeps alerts from opening, and what was open goes on', async () => {
  const id = await station('WORK');
  const window = await client().createMaintenance({
    body: {
      name: 'New cable',
      stationIds: ['WORK'],
      startsAt: new Date(now - minute).toISOString(),
      endsAt: new Date(now + 60 * minute).toISOString(),
      timeZone: 'Europe/Berlin',
    },
  });
  expect(window).toMatchObject({ isNow: true, stations: 1 });
  await sql`update station set disconnected_at = ${new Date(now - 60 * minute)} where id = ${id}`.execute(app.context.db);
  await look();
  expect(await open()).toEqual([]);
  await client().endMaintenance({ params: { windowId: window.id } });
  later(1000);
  await look();
  expect(await kinds()).toEqual(['offline']);
});

test('rules: only the stations they are for; switched off, what they found ends; one that came with the install stays', async () => {
  const [rule] = (await client().listAlertRules()).items.filter(({ kind }) => kind === 'offline');
  if (rule === undefined) throw new Error('no rule');
  const { id, builtin: _, openItems: __, ...fields } = rule;
  await station('ONE', { away: now - 60 * minute });
  await station('TWO', { away: now - 60 * minute });
  await client().updateAlertRule({ params: { ruleId: id }, body: { ...fields, scope: { stationIds: ['TWO'] } } });
  await becomes([{ items: 1, first: { stationId: 'TWO' } }]);
  await client().updateAlertRule({ params: { ruleId: id }, body: { ...fields, enabled: false } });
  await endSettledAlerts(app.context);
  expect(await open()).toEqual([]);
  await look();
  expect(await open()).toEqual([]);
  await expect(client().deleteAlertRule({ params: { ruleId: id } })).rejects.toMatchObject({ code: 'alertRuleStays' });
  await client().updateAlertRule({ params: { ruleId: id }, body: fields });
});

test('acknowledged: who, when and with which note; what comes later is an alert of its own', async () => {
  await station('ONE', { away: now - 60 * minute });
  await look();
  const [found] = await open();
  expect(await client().countAlerts()).toMatchObject({ open: 1, unacknowledged: 1, critical: 1 });
  expect(await client().acknowledgeAlerts({ body: { ids: [found?.id ?? 0], note: 'Driving there' } })).toEqual({ acknowledged: 1 });
  expect(await client().acknowledgeAlerts({ body: { ids: [found?.id ?? 0] } })).toEqual({ acknowledged: 0 });
  expect(await open()).toMatchObject([{ acknowledgedAt: new Date(now).toISOString(), note: 'Driving there' }]);
  await station('TWO', { away: now - 60 * minute });
  await look();
  expect((await open()).map(({ items, acknowledgedAt }) => [items, acknowledgedAt !== null])).toEqual([
    [1, false],
    [1, true],
  ]);
});

test('two processes that look at the same moment open each thing once', async () => {
  for (let n = 0; n < 30; n++) await station(`S${n}`, { away: now - 60 * minute });
  await Promise.all(Array.from({ length: 6 }, () => look()));
  expect(await open()).toMatchObject([{ items: 30, openItems: 30 }]);
  const { rows } = await sql<{ n: number }>`select count(*) as n from alert_item`.execute(app.context.db);
  expect(rows[0]?.n).toBe(30);
});

test('messages are queued with the decision and once, whoever decides', async () => {
  const channel = await client().createChannel({
    body: { name: 'Nowhere', settings: { kind: 'webhook', url: 'http://127.0.0.1:9/' }, secret: 'sixteen characters', standard: true },
  });
  await station('ONE', { away: now - 60 * minute });
  await look();
  later(21_000);
  await Promise.all([tellOfAlerts(app.context), tellOfAlerts(app.context), tellOfAlerts(app.context)]);
  const { items } = await client().listNotifications({ query: { channelId: channel.id } });
  expect(items).toMatchObject([{ occasion: 'opened' }]);
  await deliverNotifications(app.context);
  await client().deleteChannel({ params: { channelId: channel.id } });
});

test('quiet hours and escalation by the rule, each step once', async () => {
  const hook = (name: string) =>
    client().createChannel({
      body: { name, settings: { kind: 'webhook', url: 'http://127.0.0.1:9/' }, secret: 'sixteen characters', standard: false },
    });
  const [first, second] = [await hook('First'), await hook('Second')];
  const rule = (await client().listAlertRules()).items.find(({ kind }) => kind === 'offline');
  const { id, builtin: _, openItems: __, ...fields } = rule ?? ({} as never);
  const steps = [
    { afterMinutes: 0, channelIds: [first.id] },
    { afterMinutes: 30, channelIds: [second.id] },
  ];
  await client().updateAlertRule({ params: { ruleId: id }, body: { ...fields, steps } });
  await station('STEPS', { away: now - 60 * minute });
  const told = async (channelId: number) =>
    (await client().listNotifications({ query: { channelId } })).items.map(({ occasion }) => occasion);
  await look();
  later(25_000);
  await expect.poll(() => tellOfAlerts(app.context).then(() => told(first.id)), { timeout: 60_000 }).toEqual(['opened']);
  expect(await told(second.id)).toEqual([]);
  later(30 * minute);
  await expect.poll(() => tellOfAlerts(app.context).then(() => told(second.id)), { timeout: 60_000 }).toEqual(['escalated']);
  expect(await told(first.id)).toEqual(['opened']);
  await client().updateAlertRule({ params: { ruleId: id }, body: fields });
  for (const { id: channelId } of [first, second]) await client().deleteChannel({ params: { channelId } });
});
