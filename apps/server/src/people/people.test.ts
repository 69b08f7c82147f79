import { createClient } from '@stationmaster/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';

const dayMs = 24 * 3600_000;
let app: TestApp;
let origin: string;
let now = Date.UTC(2026, 4, 1, 8);
const email = 'first@example.org';
const password = 'correct horse battery';

beforeAll(async () => {
  app = await startTestApp({}, { clock: () => now });
  origin = `http://127.0.0.1:${app.port}`;
});
afterAll(() => app?.drop());

interface Asked {
  cookie?: string;
  headers?: Record<string, string>;
  body?: unknown;
}
function ask(method: string, path: string, { cookie, headers = {}, body }: Asked = {}): Promise<Response> {
  const sent: Record<string, string> = {
    ...(cookie ? { cookie, origin } : {}),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...headers,
  };
  return fetch(app.api + path, { method, headers: sent, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}
const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? '';
const codeOf = async (response: Response) => ((await response.json()) as { error: { code: string } }).error.code;
const signIn = (as: { email: string; password: string }) => ask('POST', '/sign-in', { body: as });
const accept = (link: string, as: { email: string; password: string }) =>
  ask('POST', '/invitations/accept', { body: { ...as, token: new URL(link).hash.slice(1) } });

describe('from the first link to the last administrator', () => {
  let cookie = '';
  let userId = 0;

  test('the one-time link makes the administrator and signs in, once', async () => {
    expect(await (await ask('GET', '/install')).json()).toEqual({ hasAdministrator: false, demo: false });
    const response = await accept(app.firstLink ?? '', { email, password });
    expect(response.status).toBe(200);
    expect(response.headers.get('set-cookie')).toMatch(/^sm_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    cookie = cookieOf(response);
    expect(await (await ask('GET', '/me', { cookie })).json()).toEqual({ kind: 'user', name: email, email, role: 'administrator' });
    expect(await codeOf(await accept(app.firstLink ?? '', { email: 'second@example.org', password }))).toBe('invitationInvalid');
    expect(await (await ask('GET', '/install')).json()).toMatchObject({ hasAdministrator: true });
    const { rows } = await sql<{
      all: string;
    }>`select (select string_agg(t::text, '') from user_session t) || (select string_agg(t::text, '') from invitation t) || (select string_agg(t::text, '') from operator_user t) as all`.execute(
      app.context.db,
    );
    expect(rows[0]?.all).not.toContain(cookie.split('=')[1]);
    expect(rows[0]?.all).not.toContain(password);
    expect(rows[0]?.all).toContain('$argon2id$');
  });

  test('the last administrator can be neither demoted nor disabled', async () => {
    const { items } = (await (await ask('GET', '/users', { cookie })).json()) as { items: { id: number }[] };
    userId = items[0]?.id ?? 0;
    for (const body of [{ role: 'viewer' }, { disabled: true }])
      expect(await codeOf(await ask('PATCH', `/users/${userId}`, { cookie, body }))).toBe('lastAdministrator');
    expect((await ask('PATCH', `/users/${userId}`, { cookie, body: { name: 'Ann' } })).status).toBe(200);
  });

  test('an invitation for one address serves that address; a disabled user is out at once', async () => {
    const { url } = (await (await ask('POST', '/invitations', { cookie, body: { role: 'operator', email: 'Op@example.org' } })).json()) as {
      url: string;
    };
    expect(url).toMatch(/\/welcome#[\w-]{43}$/);
    expect(await codeOf(await accept(url, { email: 'thief@example.org', password }))).toBe('invitationInvalid');
    const operator = cookieOf(await accept(url, { email: 'op@EXAMPLE.org', password }));
    const { items } = (await (await ask('GET', '/users', { cookie })).json()) as { items: { id: number; email: string; role: string }[] };
    const made = items.find((user) => user.email === 'op@example.org');
    expect(made?.role).toBe('operator');
    expect((await ask('PATCH', `/users/${made?.id}`, { cookie, body: { disabled: true } })).status).toBe(200);
    expect((await ask('GET', '/me', { cookie: operator })).status).toBe(401);
    expect(await codeOf(await signIn({ email: 'op@example.org', password }))).toBe('wrongCredentials');
  });

  test('a link ends after 7 days', async () => {
    const { url } = (await (await ask('POST', '/invitations', { cookie, body: { role: 'viewer' } })).json()) as { url: string };
    now += 7 * dayMs + 1;
    expect(await codeOf(await accept(url, { email: 'late@example.org', password }))).toBe('invitationInvalid');
  });

  test('a session slides with its use and ends 30 days after it', async () => {
    now += 25 * dayMs;
    cookie = cookieOf(await signIn({ email, password }));
    now += 20 * dayMs;
    const used = await ask('GET', '/me', { cookie });
    expect([used.status, cookieOf(used)]).toEqual([200, cookie]);
    now += 20 * dayMs;
    expect((await ask('GET', '/me', { cookie })).status).toBe(200);
    now += 31 * dayMs;
    expect((await ask('GET', '/me', { cookie })).status).toBe(401);
  });

  test('a new password ends the other sessions; signing out ends this one', async () => {
    const [one, two] = [cookieOf(await signIn({ email, password })), cookieOf(await signIn({ email, password }))];
    expect(
      await codeOf(await ask('POST', '/me/password', { cookie: one, body: { current: 'not my password', password: 'another password' } })),
    ).toBe('wrongCredentials');
    expect((await ask('POST', '/me/password', { cookie: one, body: { current: password, password: 'another password' } })).status).toBe(
      204,
    );
    expect([(await ask('GET', '/me', { cookie: one })).status, (await ask('GET', '/me', { cookie: two })).status]).toEqual([200, 401]);
    const out = await ask('POST', '/sign-out', { cookie: one });
    expect([out.status, out.headers.get('set-cookie')]).toEqual([204, 'sm_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax']);
    expect((await ask('GET', '/me', { cookie: one })).status).toBe(401);
    cookie = cookieOf(await signIn({ email, password: 'another password' }));
  });

  test.each<[string, Record<string, string>, number]>([
    ['of the same origin', {}, 200],
    ['without Origin and Sec-Fetch-Site', { origin: '' }, 403],
    ['of another origin', { origin: 'https://evil.example' }, 403],
    ['of a null origin', { origin: 'null' }, 403],
    ['of another site by Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['of a sibling by Sec-Fetch-Site', { 'sec-fetch-site': 'same-site' }, 403],
    ['of the same origin by Sec-Fetch-Site', { origin: 'http://localhost:5173', 'sec-fetch-site': 'same-origin' }, 200],
    ['as a form', { 'content-type': 'text/plain' }, 400],
  ])('a change with a cookie %s', async (_, headers, status) => {
    const sent = Object.fromEntries(Object.entries({ origin, ...headers }).filter(([, value]) => value !== ''));
    const response = await fetch(`${app.api}/users/${userId}`, {
      method: 'PATCH',
      headers: { cookie, 'content-type': 'application/json', ...sent },
      body: '{"name":"Bo"}',
    });
    expect(response.status).toBe(status);
    if (status === 403) expect(await codeOf(response)).toBe('foreignOrigin');
  });

  test('another website cannot sign a browser in', async () => {
    const response = await ask('POST', '/sign-in', {
      headers: { origin: 'https://evil.example' },
      body: { email, password: 'another password' },
    });
    expect(await codeOf(response)).toBe('foreignOrigin');
  });
});

describe('API keys', () => {
  const client = () => createClient({ baseUrl: origin, key: app.key });

  test('one is shown once, works, is marked as used, and ends when revoked or expired', async () => {
    const made = await client().createKey({ body: { name: 'meter', role: 'viewer', expiresAt: new Date(now + dayMs).toISOString() } });
    expect(made.key).toMatch(new RegExp(`^sm_${made.prefix}_[\\w-]{43}$`));
    expect(await createClient({ baseUrl: origin, key: made.key }).me()).toEqual({
      kind: 'key',
      name: 'meter',
      email: null,
      role: 'viewer',
    });
    const { rows } = await sql<{ all: string }>`select string_agg(t::text, '') as all from api_key t`.execute(app.context.db);
    expect(rows[0]?.all).not.toContain(made.key);
    await expect
      .poll(async () => (await client().listKeys()).items.find(({ id }) => id === made.id)?.lastUsedAt, { timeout: 10_000 })
      .toBe(new Date(now).toISOString());
    now += dayMs;
    await expect(createClient({ baseUrl: origin, key: made.key }).me()).rejects.toMatchObject({ code: 'notSignedIn', status: 401 });
    const lasting = await client().createKey({ body: { name: 'lasting', role: 'viewer' } });
    await client().revokeKey({ params: { keyId: lasting.id } });
    await expect(createClient({ baseUrl: origin, key: lasting.key }).me()).rejects.toMatchObject({ code: 'notSignedIn' });
    expect((await client().listKeys()).items.find(({ id }) => id === lasting.id)?.revokedAt).toBe(new Date(now).toISOString());
  });

  test('its changes are in the audit log, without secrets', async () => {
    const { items } = await client().listAudit({ query: { action: 'createKey' } });
    expect(items[0]).toMatchObject({ actor: 'key:1', actorName: 'ADMIN_API_KEY', detail: { name: 'lasting' } });
    expect(JSON.stringify(items)).not.toMatch(/sm_/);
  });
});

describe('guessing passwords', () => {
  test('ten wrong ones lock the account for five minutes, for the right one too', async () => {
    const victim = { email: 'victim@example.org', password: 'wrong password' };
    for (let i = 0; i < 10; i++) expect((await signIn(victim)).status).toBe(401);
    const refused = await signIn(victim);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '300']);
    now += 5 * 60_000 + 1;
    expect((await signIn(victim)).status).toBe(401);
  });

  test('many at once count too, and an address is limited over all accounts', async () => {
    now += 5 * 60_000 + 1;
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => signIn({ email: `user${index}@example.org`, password: 'wrong password' })),
    );
    const statuses = answers.map(({ status }) => status);
    expect([statuses.filter((status) => status === 401).length, statuses.filter((status) => status === 429).length]).toEqual([30, 10]);
    now += 5 * 60_000 + 1;
    expect((await signIn({ email, password: 'another password' })).status).toBe(200);
  });
});
