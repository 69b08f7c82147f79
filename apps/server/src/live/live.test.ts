import { createClient, type Happening, type LiveState } from '@stationmaster/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { compare, toCursor } from './cursor.ts';
import { createFollower } from './follow.ts';
import { deleteOldHappenings } from './retention.ts';

let app: TestApp;
let now = Date.now();
beforeAll(async () => {
  app = await startTestApp({}, { clock: () => now });
  await sql`insert into tenant (id, slug, name) overriding system value values (2, 'other', 'Other')`.execute(app.context.db);
});
afterAll(() => app?.drop());

const happen = (subject: string, { tenant = 1, at = now } = {}) =>
  sql`insert into happening (tenant_id, at, kind, subject, data) values (${tenant}, ${new Date(at)}, 'station.changed', ${subject}, '{}')`;
/** The server's stream as it comes, for what the client does not show. */
async function raw(after: string): Promise<{ until: (check: (text: string) => boolean) => Promise<string>; close: () => void }> {
  const stop = new AbortController();
  const response = await fetch(`${app.api}/live`, {
    headers: { authorization: `Bearer ${app.key}`, ...(after ? { 'last-event-id': after } : {}) },
    signal: stop.signal,
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    until: async (check) => {
      while (!check(text)) {
        const { done, value } = await reader.read();
        if (done) throw new Error(`ended: ${text}`);
        text += value;
      }
      return text;
    },
    close: () => stop.abort(),
  };
}
async function head(): Promise<string> {
  const stream = await raw('');
  const text = await stream.until((sofar) => sofar.includes(': live'));
  stream.close();
  return /id: (\d+-\d+)/.exec(text)?.[1] ?? '';
}
/** Listens with the contract's client; `until` waits for what has been told. */
function listen(after?: string) {
  const events: Happening[] = [];
  const states: LiveState[] = [];
  let resets = 0;
  const client = createClient({ baseUrl: `http://127.0.0.1:${app.port}`, key: app.key });
  const live = client.live({
    ...(after === undefined ? {} : { after }),
    onEvent: (event) => void events.push(event),
    onState: (state) => void states.push(state),
    onReset: () => void resets++,
  });
  return {
    events,
    states,
    resets: () => resets,
    close: live.close,
    until: (check: () => boolean) => expect.poll(check, { timeout: 20_000, interval: 20 }).toBe(true),
  };
}

test('concurrent writers, slow transactions, cut connections: every happening once and in order', async () => {
  const { db } = app.context;
  const start = await head();
  const total = 600;
  const told: string[] = [];
  const order: string[] = [];
  let cursor = start;
  let isDone = false;
  // Six writers; each transaction is open for a while, so they commit in another order than they began.
  const writers = Promise.all(
    Array.from({ length: 6 }, async (_, writer) => {
      for (let index = 0; index < total / 6 / 2; index++) {
        await db.transaction().execute(async (tx) => {
          await happen(`${writer}/${index}/a`).execute(tx);
          await sql`select pg_sleep(${((writer * 7 + index * 3) % 10) / 500})`.execute(tx);
          await happen(`${writer}/${index}/b`).execute(tx);
        });
        app.context.tell();
      }
    }),
  ).then(() => {
    isDone = true;
  });
  const reader = async () => {
    // A connection lives for 40 happenings, then the reader resumes where it was.
    while (told.length < total) {
      const stream = await raw(cursor);
      const wanted = Math.min(40, total - told.length);
      const text = await stream.until((sofar) => sofar.split('event: happening').length > wanted && sofar.endsWith('\n\n'));
      stream.close();
      for (const [, id = '', subject = ''] of text.matchAll(/id: (\d+-\d+)\nevent: happening\ndata: .*?"subject":"([^"]+)".*\n\n/g)) {
        cursor = id;
        order.push(id);
        told.push(subject);
      }
    }
  };
  const watcher = listen(start);
  await Promise.all([writers, reader()]);
  expect(isDone).toBe(true);
  expect(told).toHaveLength(total);
  expect(new Set(told).size).toBe(total);
  for (const [index, id] of order.slice(1).entries()) expect(compare(toCursor(order[index] ?? ''), toCursor(id))).toBeLessThan(0);
  await watcher.until(() => watcher.events.length >= total);
  watcher.close();
  expect(watcher.events.map(({ subject }) => subject)).toEqual(told);
});

test('a happening behind an open transaction waits for it and is not lost', async () => {
  const { db } = app.context;
  const watcher = listen();
  await watcher.until(() => watcher.states.includes('live'));
  const holder = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const slow = db.transaction().execute(async (tx) => {
    await happen('slow').execute(tx);
    begun.resolve();
    await holder.promise;
  });
  await begun.promise;
  await happen('fast').execute(db);
  app.context.tell();
  holder.resolve();
  await slow;
  await watcher.until(() => watcher.events.length === 2);
  watcher.close();
  expect(watcher.events.map(({ subject }) => subject)).toEqual(['slow', 'fast']);
});

test("another tenant's happenings are not told", async () => {
  const watcher = listen();
  await watcher.until(() => watcher.states.includes('live'));
  await happen('theirs', { tenant: 2 }).execute(app.context.db);
  await happen('ours').execute(app.context.db);
  app.context.tell();
  await watcher.until(() => watcher.events.length > 0);
  watcher.close();
  expect(watcher.events.map(({ subject }) => subject)).toEqual(['ours']);
});

test('what another process wrote is told without being woken', async () => {
  const watcher = listen();
  await watcher.until(() => watcher.states.includes('live'));
  await happen('quiet').execute(app.context.db);
  await watcher.until(() => watcher.events.some(({ subject }) => subject === 'quiet'));
  watcher.close();
});

test('a place that retention has deleted, or of another database, is reset; newer ones resume', async () => {
  const { db } = app.context;
  const old = await head();
  now += 4 * 24 * 3600_000;
  for (const subject of ['new-1', 'new-2']) await happen(subject).execute(db);
  expect(await deleteOldHappenings(app.context)).toBeGreaterThan(600);
  const late = listen('3-1');
  await late.until(() => late.resets() === 1 && late.states.includes('live'));
  expect(late.events).toEqual([]);
  late.close();
  const resumed = listen(old);
  await resumed.until(() => resumed.events.length === 2);
  expect([resumed.resets(), resumed.events.map(({ subject }) => subject)]).toEqual([0, ['new-1', 'new-2']]);
  resumed.close();
  const future = listen('999999999-1');
  await future.until(() => future.resets() === 1);
  future.close();
});

test('a cursor that is none is refused; without a credential the client gives up', async () => {
  for (const after of ['x', '1', '1-2-3', '-1-1', '99999999999999999999-1']) {
    const response = await fetch(`${app.api}/live?after=${after}`, { headers: { authorization: `Bearer ${app.key}` } });
    expect([response.status, ((await response.json()) as { error: { code: string } }).error.code]).toEqual([400, 'badCursor']);
  }
  const states: LiveState[] = [];
  createClient({ baseUrl: `http://127.0.0.1:${app.port}`, key: 'sm_0_wrong' }).live({
    onEvent: () => undefined,
    onState: (state) => void states.push(state),
  });
  await expect.poll(() => states).toEqual(['connecting', 'refused']);
});

test('a reader that does not read holds nobody up, and a flood loses nothing', async () => {
  const stop = new AbortController();
  const response = await fetch(`${app.api}/live`, { headers: { authorization: `Bearer ${app.key}` }, signal: stop.signal });
  expect(response.status).toBe(200);
  const watcher = listen();
  await watcher.until(() => watcher.states.includes('live'));
  const rows = 30_000;
  await sql`insert into happening (tenant_id, at, kind, subject, data) select 1, ${new Date(now)}, 'station.changed', 'flood', jsonb_build_object('n', n, 'pad', repeat('x', 400))::text from generate_series(1, ${rows}::int) n`.execute(
    app.context.db,
  );
  app.context.tell();
  await watcher.until(() => watcher.events.length >= rows);
  watcher.close();
  stop.abort();
  expect(watcher.events.map(({ data }) => data['n'])).toEqual(Array.from({ length: rows }, (_, index) => index + 1));
});

test('a follower reads no commit by halves, and goes on where it was', async () => {
  const follower = () => createFollower(app.context.db, { reader: 'halves', kinds: ['halves.told'], most: 2 });
  const tell = (...subjects: string[]) =>
    sql`insert into happening (tenant_id, at, kind, subject, data) select 1, now(), 'halves.told', subject, '{}'
      from unnest(${subjects}::text[]) as subject`.execute(app.context.db);
  await (await follower().read()).keep();
  await tell('a');
  await tell('b', 'c', 'd');
  await tell('e');
  const read = async () => {
    const { items, keep } = await follower().read();
    await keep();
    return items.map(({ subject }) => subject);
  };
  // Until nobody's open transaction is older, they are not told yet.
  const all: string[][] = [];
  await expect.poll(async () => all.push(await read()) && all.flat()).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(all.filter((one) => one.length > 0 && one.includes('b'))).toEqual([expect.arrayContaining(['b', 'c', 'd'])]);
});
