import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { app, becomes, day, kinds, look, now, open, station } from '../testing/alert-yard.ts';
import { deleteOldAlerts } from './retain.ts';

test('a security event, until somebody takes note of it', async () => {
  const id = await station('SAFE');
  await sql`insert into station_event (tenant_id, station_id, received_at, frame_id, at, kind, severity, type) values (1, ${id}, ${new Date(now)}, 1, ${new Date(now)}, 'security', 3, 'TamperDetectionActivated'),
    (1, ${id}, ${new Date(now)}, 2, ${new Date(now)}, 'security', 6, 'Harmless')`.execute(app.context.db);
  await look();
  expect(await open()).toMatchObject([
    { kind: 'securityEvent', items: 1, first: { data: { type: 'TamperDetectionActivated', count: 1 } } },
  ]);
  await sql`update station_event set acknowledged_at = now()`.execute(app.context.db);
  await becomes([{ openItems: 0 }]);
});

test('the disk fills', async () => {
  await look({ diskPercent: 84 });
  expect(await kinds()).toEqual([]);
  await becomes([{ kind: 'diskFilling', first: { subject: 'disk', data: { percent: 90 } } }], { diskPercent: 90 });
  // The app looks at the true disk in between: both looks at once.
  await expect
    .poll(
      async () => {
        await look({ diskPercent: 90 });
        await look({ diskPercent: 83 });
        return (await open())[0]?.openItems;
      },
      { timeout: 60_000 },
    )
    .toBe(1);
  await becomes([{ openItems: 0 }], { diskPercent: 80 });
});

test('a certificate that ends soon, until it has a successor', async () => {
  const { db } = app.context;
  await sql`delete from certificate`.execute(db);
  await sql`insert into certificate (tenant_id, role, use, origin, algorithm, subject, serial, fingerprint, pem, valid_from, valid_to, state, created_at)
    values (1, 'leaf', 'server', 'own', 'ec256', 'CN=csms', '01', 'a', '', ${new Date(now - 300 * day)}, ${new Date(now + 29 * day)}, 'active', now()),
      (1, 'root', 'csms', 'own', 'ec256', 'CN=root', '02', 'b', '', ${new Date(now - 300 * day)}, ${new Date(now + 300 * day)}, 'active', now())`.execute(
    db,
  );
  await becomes([{ kind: 'certificateExpiring', items: 1, first: { stationId: null, data: { name: 'CN=csms' } } }]);
  await sql`update certificate set state = 'replaced' where serial = '01'`.execute(db);
  await becomes([{ openItems: 0 }]);
  await sql`delete from certificate`.execute(db);
});

test('a firmware campaign that stopped, until it is tried again', async () => {
  const { db } = app.context;
  const { rows } = await sql<{
    id: number;
  }>`with made as (insert into firmware (tenant_id, vendor, version, reported_version, created_by) values (1, 'Acme', ${String(now)}, '2', 'x') returning id)
    insert into firmware_campaign (tenant_id, name, firmware_id, filter, plan, state, reason, wave_at, created_by, ended_at)
    select 1, 'May', id, '{}', '{}', 'stopped', 'faults', ${new Date(now)}, 'x', ${new Date(now)} from made returning id`.execute(db);
  await becomes([{ kind: 'campaignStopped', severity: 'critical', first: { data: { name: 'May', reason: 'faults' } } }]);
  await sql`insert into firmware_campaign (tenant_id, name, firmware_id, filter, plan, wave_at, created_by, retry_of)
    select 1, 'May again', firmware_id, '{}', '{}', ${new Date(now)}, 'x', id from firmware_campaign where id = ${rows[0]?.id}`.execute(db);
  await becomes([{ openItems: 0 }]);
  // One that brings its stations back by itself is as much to be heard of; one that a person turns back is not.
  await sql`delete from firmware_campaign where retry_of is not null`.execute(db);
  await sql`update firmware_campaign set state = 'rollingBack', ended_at = null`.execute(db);
  await becomes([{ kind: 'campaignStopped', openItems: 1 }]);
  await sql`update firmware_campaign set reason = null`.execute(db);
  await becomes([{ openItems: 0 }]);
  await sql`delete from firmware_campaign`.execute(db);
});

test('what is over for longer than it is kept goes, with all that hangs on it; what is open stays', async () => {
  const { db } = app.context;
  const id = await station('OLD');
  const old = new Date(now - 731 * day);
  await sql`with made as (insert into alert (tenant_id, kind, name, severity, opened_at, joined_at, ended_at)
      select 1, 'offline', name, 'info', ${old}, ${old}, ended from (values ('over', ${old}::timestamptz), ('lately', ${new Date(now - 729 * day)}), ('open', null)) v(name, ended) returning id, name),
    items as (insert into alert_item (tenant_id, alert_id, subject, station_id, since, opened_at, last_at)
      select 1, id, name, ${id}, ${old}, ${old}, ${old} from made returning id, subject)
    insert into runbook_run (tenant_id, name, station_id, alert_item_id, kind, steps, may_disturb, status, step_at, started_by, started_at, ended_at)
      select 1, subject, ${id}, id, 'offline', '[]', false, 'healed', ${old}, 'x', ${old}, case when subject = 'over' then ${old}::timestamptz else ${new Date(now)} end from items`.execute(
    db,
  );
  expect(await deleteOldAlerts(app.context)).toBe(2);
  const names = async (table: string) =>
    (await sql<{ name: string }>`select name from ${sql.table(table)} order by 1`.execute(db)).rows.map(({ name }) => name);
  expect([await names('alert'), await names('runbook_run')]).toEqual([
    ['lately', 'open'],
    ['lately', 'open'],
  ]);
  expect((await sql`select from alert_item where subject = 'over'`.execute(db)).rows).toEqual([]);
});
