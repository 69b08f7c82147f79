import type { Reading } from '@stationmaster/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ArrayWriter, type ElementType } from '../db/binary-array.ts';
import { ensurePartitions } from '../db/partitions.ts';
import { type FrameRow, stationPatch, type Writes } from '../db/writes.ts';
import { readingsText, seriesOf } from '../sessions/sample.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { GroupCommit } from './commit.ts';

const NOW = Date.UTC(2026, 0, 15);
let database: TestDatabase;
let stationId: number;
const groups: number[] = [];
let committer: GroupCommit;

beforeAll(async () => {
  database = await testDatabase();
  await ensurePartitions(database.db, NOW);
  const { rows } = await database.pool.query<{ id: number }>("insert into station (tenant_id, identity) values (1, 'S1') returning id");
  stationId = rows[0]?.id ?? 0;
  committer = new GroupCommit({
    connection: database.connection,
    now: () => performance.now(),
    observer: { group: (size) => groups.push(size), failed: () => undefined },
  });
});
afterAll(async () => {
  await committer.close();
  await database.drop();
});

const frame = (id: number, change: Partial<FrameRow> = {}): FrameRow => ({
  id,
  tenantId: 1,
  stationId,
  at: NOW,
  direction: 'in',
  action: 'Heartbeat',
  messageId: String(id),
  request: '[]',
  answer: null,
  answeredAt: null,
  outcome: 'result',
  sessionId: null,
  commandId: null,
  repairs: null,
  ...change,
});
const readingOf = (change: Partial<Reading>): Reading => ({
  at: NOW,
  measurand: 'Energy.Active.Import.Register',
  phase: '',
  location: 'Outlet',
  context: 'Sample.Periodic',
  unit: 'Wh',
  value: 1,
  signed: null,
  raw: '1 Wh',
  ...change,
});
const arrayOf = (type: ElementType, value: number) => {
  const writer = new ArrayWriter();
  writer.begin();
  writer[type](value);
  writer.end(type);
  // Without the length in front: the driver writes its own.
  return [writer.bytes().subarray(4)];
};
const count = async (where: string): Promise<number> =>
  (await database.pool.query<{ n: number }>(`select count(*)::int as n from ${where}`)).rows[0]?.n ?? -1;

describe('GroupCommit', () => {
  it('joins what waits and resolves after it can be read', async () => {
    groups.length = 0;
    await Promise.all(
      Array.from({ length: 300 }, (_, n) =>
        committer.commit({ frame: [frame(1_000 + n)] }).then(async () => expect(await count(`frame where id = ${1_000 + n}`)).toBe(1)),
      ),
    );
    expect(groups.reduce((sum, size) => sum + size, 0)).toBe(300);
    expect(groups.length).toBeLessThan(10);
  });

  it('lets a poisonous row fail alone', async () => {
    const bad: Writes = { frame: [frame(2_001, { sessionId: 2 ** 70 })] };
    const outcomes = await Promise.allSettled([
      committer.commit({ frame: [frame(2_000)] }),
      committer.commit(bad),
      committer.commit({ frame: [frame(2_002)] }),
    ]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await count('frame where id between 2000 and 2002')).toBe(2);
  });

  it('stores what PostgreSQL text and jsonb cannot hold: U+0000 and half a surrogate pair', async () => {
    await committer.commit({ frame: [frame(2_100, { request: 'x\u0000y', repairs: ['a\u0000b\ud800'] })] });
    expect(await count("frame where id = 2100 and request = U&'x\\FFFDy' and repairs ->> 0 = U&'a\\FFFDb\\FFFD'")).toBe(1);
  });

  it('keeps each value with its row, whichever rows of a group have none', async () => {
    const sessions = [null, 11, null, null, 12, null, null];
    const answerOf = (id: number | null) => (id === null ? null : `[${id}]`);
    const commandOf = (n: number) => (n === 6 ? 9 : null);
    await committer.commit({
      frame: sessions.map((sessionId, n) => frame(2_400 + n, { sessionId, answer: answerOf(sessionId), commandId: commandOf(n) })),
    });
    const { rows } = await database.pool.query(
      'select session_id, answer, command_id, repairs from frame where id between 2400 and 2406 order by id',
    );
    expect(rows).toEqual(sessions.map((id, n) => ({ session_id: id, answer: answerOf(id), command_id: commandOf(n), repairs: null })));
  });

  it('takes the later of two rows for the same connector in one group', async () => {
    const connector = {
      tenantId: 1,
      stationId,
      evseId: 1,
      connectorId: 1,
      reported: null,
      errorCode: null,
      info: null,
      vendorId: null,
      vendorErrorCode: null,
      statusAt: NOW,
    };
    await committer.commit({
      connector: [
        { ...connector, status: 'Preparing' },
        { ...connector, status: 'Charging' },
        { ...connector, connectorId: 2, status: 'Available' },
      ],
    });
    expect(await count(`connector where station_id = ${stationId} and status = 'Charging'`)).toBe(1);
    expect(await count(`connector where station_id = ${stationId}`)).toBe(2);
  });

  it('takes a repeated sample once and puts times far off into the rest', async () => {
    const energy = (value: number) => readingOf({ value });
    const sample = (at: number, ...of: Reading[]) => ({
      tenantId: 1,
      stationId,
      sessionId: 7,
      evseId: 1,
      at,
      series: seriesOf(of, 1),
      frameId: 1,
      readings: readingsText(of),
    });
    await committer.commit({ sample: [sample(NOW, energy(1)), sample(NOW, energy(1)), sample(0, energy(1.5))] });
    await committer.commit({
      sample: [sample(NOW, energy(2)), sample(NOW, energy(3), readingOf({ phase: 'L1', value: null, signed: 'x' }))],
    });
    const { rows } = await database.pool.query(
      'select at, phase, value, signed, raw from reading where session_id = 7 order by at, value, phase',
    );
    expect(rows).toEqual([
      { at: new Date(0), phase: '', value: 1.5, signed: null, raw: '1 Wh' },
      { at: new Date(NOW), phase: '', value: 1, signed: null, raw: '1 Wh' },
      { at: new Date(NOW), phase: '', value: 3, signed: null, raw: '1 Wh' },
      { at: new Date(NOW), phase: 'L1', value: null, signed: 'x', raw: '1 Wh' },
    ]);
    expect(await count('sample_rest where session_id = 7')).toBe(1);
  });

  it('takes a sample that was there already for a repeat, alone and beside others', async () => {
    const of = [readingOf({})];
    const row = (sessionId: number) => ({
      tenantId: 1,
      stationId,
      sessionId,
      evseId: 1,
      at: NOW,
      series: seriesOf(of, 1),
      frameId: 1,
      readings: readingsText(of),
    });
    await committer.commit({ newSample: [row(8)] });
    await committer.commit({ newSample: [row(8)], frame: [frame(2_200)] });
    await Promise.all([
      committer.commit({ newSample: [row(9)] }),
      committer.commit({ newSample: [row(8)], sample: [row(9)], frame: [frame(2_201)] }),
    ]);
    expect(await count('sample where session_id in (8, 9)')).toBe(2);
    expect(await count('frame where id in (2200, 2201)')).toBe(2);
  });

  it.each([0, 0.001, -12.5, 9_999, 10_000, 123_456_789.123, 99_999_999_999.999])(
    'stores an amount of %d to the thousandth',
    async (value) => {
      const { rows } = await database.pool.query('select unnest($1::numeric[]) as value', arrayOf('wh', value));
      expect(Number(rows[0].value)).toBe(value);
    },
  );

  it.each(['1970-01-01T00:00:00.000Z', '1999-12-31T23:59:59.999Z', '2026-11-21T08:00:00.123Z', '9999-12-31T23:59:59.000Z'])(
    'stores the moment %s to the millisecond',
    async (text) => {
      const { rows } = await database.pool.query('select unnest($1::timestamptz[]) as at', arrayOf('instant', Date.parse(text)));
      expect((rows[0].at as Date).toISOString()).toBe(text);
    },
  );

  it('joins two patches of one station in a group, the later value winning field by field', async () => {
    await Promise.all([
      committer.commit({ station: [stationPatch(stationId, { vendor: 'Acme', model: 'One' })] }),
      committer.commit({ station: [stationPatch(stationId, { model: 'Two' })] }),
    ]);
    expect((await database.pool.query('select vendor, model from station where id = $1', [stationId])).rows).toEqual([
      { vendor: 'Acme', model: 'Two' },
    ]);
  });

  it('fails who was under way when the connection is cut, and works again after it', async () => {
    const cut = database.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'stationmaster commit'",
    );
    const during = Array.from({ length: 50 }, (_, n) => committer.commit({ frame: [frame(3_000 + n)] }));
    await Promise.allSettled([cut, ...during]);
    await committer.commit({ frame: [frame(3_999)] }).catch(() => committer.commit({ frame: [frame(3_999)] }));
    expect(await count('frame where id = 3999')).toBe(1);
  });

  it('close waits for what is under way', async () => {
    const other = new GroupCommit({ connection: database.connection, now: () => performance.now() });
    const writing = other.commit({ frame: [frame(4_000)] });
    await other.close();
    await writing;
    expect(await count('frame where id = 4000')).toBe(1);
    await expect(other.commit({ frame: [frame(4_001)] })).rejects.toThrow('closed');
  });
});
