/** A server whose alerts are looked at by a clock of its own, empty at the beginning of each test. */
import { createClient } from '@stationmaster/contract';
import { alertKinds } from '@stationmaster/domain';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { Moment } from '../alerts/condition.ts';
import { evaluate } from '../alerts/evaluate.ts';
import { startTestApp, type TestApp } from './app.ts';

export const minute = 60_000;
export const day = 24 * 60 * minute;
export let now = Date.UTC(2026, 4, 4, 10);
export let app: TestApp;
export const client = () => createClient({ baseUrl: `http://127.0.0.1:${app.port}`, key: app.key });
/** Time goes by. */
export function later(ms: number): void {
  now += ms;
}

beforeAll(async () => {
  // Jobs run as well; what they and the tests do must come out the same.
  app = await startTestApp({ PRIVATE_TARGETS: 'true' }, { clock: () => now });
});
afterAll(() => app?.drop());
beforeEach(async () => {
  // First: what a job has begun by the old clock is over when the tables are empty.
  later(10 * day);
  const { db } = app.context;
  for (const table of ['alert', 'runbook_run', 'connector', 'tap', 'session', 'station_event', 'command', 'station'])
    await sql`delete from ${sql.table(table)}`.execute(db);
});

const moment = (more: Partial<Moment> = {}): Moment => ({ at: now, startedAt: now - 30 * day, diskPercent: null, ...more });
export const look = (more: Partial<Moment> = {}) => evaluate(app.context, alertKinds, moment(more));
export const open = async () => (await client().listAlerts({ query: { state: 'open' } })).items;
/** Looks until it is so: a job of the app may have begun with the clock as it was before. */
export const becomes = (expected: object[], more: Partial<Moment> = {}) =>
  expect
    .poll(
      async () => {
        await look(more);
        return await open();
      },
      { timeout: 60_000 },
    )
    .toMatchObject(expected);
export const kinds = async () => (await open()).map(({ kind }) => kind).sort();
export async function station(
  identity: string,
  { away = null, created = now }: { away?: number | null; created?: number } = {},
): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into station (tenant_id, identity, created_at, connected_at, disconnected_at, booted_at)
    values (1, ${identity}, ${new Date(created)}, ${new Date(now - 20 * day)}, ${away === null ? null : new Date(away)}, ${new Date(now - 20 * day)}) returning id`.execute(
    app.context.db,
  );
  return rows[0]?.id ?? 0;
}
