import { afterAll, beforeAll, expect, test } from 'vitest';
import { hour, iso, kinds, meterPair, type QualityWorld, signed, startQualityWorld } from './test-world.ts';
import { createQualityWatch } from './watch.ts';

let world: QualityWorld;
beforeAll(async () => {
  world = await startQualityWorld();
});
afterAll(() => world.stop());

const held = async () => (await world.api('GET', '/checks?limit=500')).body.items.map((one: { sessionId: number }) => one.sessionId);

test('too much is held with a reason, set right, priced anew, and taken back', async () => {
  const { session } = await world.connected('ocpp1.6');
  const course = world.usual();
  const id = await session({ ...course, to: course.from + 60_000, stopWh: 15_000 });
  const check = await world.judged(id);
  expect(check).toMatchObject({
    outcome: 'hold',
    findings: [{ kind: 'tooMuch', action: 'hold', detail: { energyWh: 14_000 } }],
    suggestion: null,
  });
  expect(await held()).toContain(id);
  expect((await world.api('GET', `/sessions/${id}`)).body.cost.total).toBe('7.00');

  const repaired = await world.api('POST', `/sessions/${id}/repairs`, {
    reason: 'Seen on the display',
    change: { energyWh: 400, billing: 'bill' },
  });
  expect(repaired).toMatchObject({
    status: 201,
    body: { outcome: 'bill', findings: [], repairs: [{ reason: 'Seen on the display', change: { energyWh: 400 } }] },
  });
  expect(repaired.body.decidedBy).toBe(repaired.body.repairs[0].author);
  expect((await world.api('GET', `/sessions/${id}`)).body).toMatchObject({ energyWh: 400, cost: { total: '0.20' } });
  expect(await held()).not.toContain(id);

  const [repair] = repaired.body.repairs;
  const back = await world.api('POST', `/sessions/${id}/repairs/${repair.id}/reverse`, { reason: 'Was another car' });
  expect(back.body).toMatchObject({ outcome: 'hold', repairs: [{ reversedBy: back.body.repairs[1].id }, { reverses: repair.id }] });
  expect((await world.api('GET', `/sessions/${id}`)).body).toMatchObject({ energyWh: 14_000, cost: { total: '7.00' } });
  const again = await world.api('POST', `/sessions/${id}/repairs/${repair.id}/reverse`, { reason: 'Again' });
  expect([again.status, again.body.error.code]).toEqual([409, 'repairReversed']);
  const { body } = await world.api('GET', '/audit?action=repairSession');
  expect(body.items[0]).toMatchObject({ subject: `session:${id}`, detail: { reason: 'Seen on the display' } });
});

test('what cannot be is refused', async () => {
  const { station, session } = await world.connected('ocpp1.6');
  const id = await session(world.usual());
  const code = async (sessionId: number, change: object, reason = 'x') =>
    (await world.api('POST', `/sessions/${sessionId}/repairs`, { reason, change })).body.error?.code;
  expect(await code(id, {})).toBe('badRequest');
  expect(await code(id, { billing: 'bill' }, ' ')).toBe('badRequest');
  expect(await code(id, { endedAt: iso(world.usual().from - hour) })).toBe('endBeforeStart');
  expect(await code(999_999, { billing: 'bill' })).toBe('notFound');
  const { transactionId } = await station.call('StartTransaction', {
    connectorId: 1,
    idTag: 'CARD',
    meterStart: 0,
    timestamp: iso(world.context.clock()),
  });
  expect(await code(Number(transactionId), { billing: 'bill' })).toBe('sessionNotEnded');
});

test('rules are data: what is dropped, held or billed follows them at once', async () => {
  const { session } = await world.connected('ocpp1.6');
  const id = await session({ ...world.usual(), stopWh: 1000 });
  expect(await world.judged(id)).toMatchObject({ outcome: 'drop', findings: [{ kind: 'noEnergy' }], suggestion: { billing: 'drop' } });
  const set = await world.api('PUT', '/quality-rules', { kind: 'noEnergy', action: 'hold' });
  expect(set.body).toEqual({ kind: 'noEnergy', action: 'hold', limit: null, unit: null, isDefault: false });
  expect((await world.api('POST', `/sessions/${id}/check`, {})).body.outcome).toBe('hold');
  await world.api('PUT', '/quality-rules', { kind: 'noEnergy', action: 'drop' });
  expect(await world.judged(id, ({ outcome }) => outcome === 'drop')).toBeTruthy();
  expect((await world.api('PUT', '/quality-rules', { kind: 'noEnergy', action: 'hold', limit: 3 })).status).toBe(400);
  expect((await world.api('PUT', '/quality-rules', { kind: 'tooLong', action: 'hold', limit: 0.5 })).body).toMatchObject({
    limit: 0.5,
    unit: 'h',
  });
  const long = await session({ ...world.usual(), from: world.usual().from - 5 * hour, to: world.usual().to - 5 * hour });
  expect(kinds(await world.judged(long))).toEqual(['tooLong']);
  await world.api('PUT', '/quality-rules', { kind: 'tooLong', action: 'hold', limit: 72 });
  expect(await world.judged(long, ({ findings }) => findings.length === 0)).toMatchObject({ outcome: 'bill' });
});

test('two at one plug overlap; one whose stop never came ends where the next begins', async () => {
  const { session } = await world.connected('ocpp1.6');
  const course = world.usual();
  const first = await session(course);
  expect(await world.judged(first)).toMatchObject({ outcome: 'bill' });
  const second = await session({ ...course, from: course.from + hour / 2, to: course.to + hour / 2, startWh: 11_000, stopWh: 12_000 });
  expect(await world.judged(second)).toMatchObject({ outcome: 'hold', findings: [{ kind: 'overlapping', detail: { sessionId: first } }] });
  // The first one had been fine until then.
  const checked = await world.judged(first, ({ outcome }) => outcome === 'hold');
  expect(checked.suggestion).toEqual({ endedAt: iso(course.from + hour / 2), billing: 'bill' });
  const { body } = await world.api('POST', `/sessions/${first}/repairs`, { reason: 'As suggested', change: checked.suggestion });
  expect(body.outcome).toBe('bill');
  expect((await world.api('GET', `/sessions/${first}`)).body.endedAt).toBe(iso(course.from + hour / 2));
  expect(await world.judged(second, ({ outcome }) => outcome === 'bill')).toMatchObject({ findings: [] });
});

test('what was cut off is done again from the start, and changes nothing', async () => {
  const course = world.usual();
  const { session } = await world.connected('ocpp1.6');
  const end = signed(meterPair().privateKey, {
    meterSerial: 'M1',
    page: 1,
    idToken: '',
    readings: [{ at: course.to, kind: 'E', wh: course.stopWh }],
  });
  const id = await session({ ...course, end });
  await world.judged(id);
  const tables = async () => [
    await world.query('select * from signed_record order by id'),
    await world.query('select session_id, outcome, decided_by, findings, suggestion, since from session_check order by session_id'),
    await world.query('select id, energy_wh, total, ended_at from session order by id'),
  ];
  const before = await tables();
  await world.query("update outbox_place set xid = '0', id = '0' where reader = 'quality'");
  expect(await createQualityWatch(world.context)()).toBeGreaterThan(3);
  expect(await tables()).toEqual(before);
});

test('a repair whose author was cut off right after is brought about by the job', async () => {
  const { session } = await world.connected('ocpp1.6');
  const id = await session(world.usual());
  await world.judged(id);
  await world.query(
    `insert into session_repair (tenant_id, session_id, at, author, author_name, reason, change) values (1, $1, now(), 'user:1', 'Ada', 'x', '{"energyWh": 5000}')`,
    [id],
  );
  await world.query(`insert into happening (tenant_id, at, kind, subject, data) values (1, now(), 'session.repaired', $1, '{}')`, [
    String(id),
  ]);
  const path = `/sessions/${id}`;
  expect(await world.eventually(path, ({ energyWh }) => energyWh === 5000)).toMatchObject({ cost: { total: '2.50' } });
});
