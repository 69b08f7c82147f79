import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Config } from '../config.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { byKey } from './authenticate.ts';
import { ensureFirstAdministrator } from './first-administrator.ts';

let database: TestDatabase;
const now = Date.UTC(2026, 4, 1, 8);
const base = { publicUrl: 'https://csms.example.org', host: '0.0.0.0', port: 8080, adminApiKey: '', adminEmail: '', adminPassword: '' };
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.drop());

const start = (set: Partial<typeof base> = {}) =>
  ensureFirstAdministrator({ db: database.db, clock: () => now, config: { ...base, ...set } as Config });
const works = async (key: string) =>
  (await byKey({ db: database.db }, key, { keyUse: { note: () => undefined, flush: async () => undefined }, now })) !== null;

test('without an administrator every start makes a new link, under the public address', async () => {
  const [first, second] = [await start(), await start()];
  expect(first.link).toMatch(/^https:\/\/csms\.example\.org\/welcome#[\w-]{43}$/);
  expect(second.link).not.toBe(first.link);
});

test('ADMIN_API_KEY works from the start; a changed one ends the old, and may come back', async () => {
  await start({ adminApiKey: 'first-key-0123456789' });
  await start({ adminApiKey: 'first-key-0123456789' });
  expect(await works('first-key-0123456789')).toBe(true);
  await start({ adminApiKey: 'other-key-0123456789' });
  expect([await works('first-key-0123456789'), await works('other-key-0123456789')]).toEqual([false, true]);
  await start({ adminApiKey: 'first-key-0123456789' });
  expect([await works('first-key-0123456789'), await works('other-key-0123456789')]).toEqual([true, false]);
  await start();
  expect(await works('first-key-0123456789')).toBe(false);
});

test('ADMIN_EMAIL and ADMIN_PASSWORD make the administrator, and no link is needed', async () => {
  const set = { adminEmail: 'boss@example.org', adminPassword: 'a long password' };
  expect([await start(set), await start(set), await start()]).toEqual([{ link: null }, { link: null }, { link: null }]);
  expect(await database.db.selectFrom('operator_user').select(['email', 'role']).execute()).toEqual([
    { email: 'boss@example.org', role: 'administrator' },
  ]);
});
