import { type Route, type RouteName, roles, routes } from '@stationmaster/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashSecret } from '../people/secrets.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { seedOtherTenant } from '../testing/other-tenant.ts';
import { bodies, csv, tariffBody } from '../testing/route-bodies.ts';

const table = Object.entries(routes as Record<string, Route>) as [RouteName, Route][];
let app: TestApp;
const keys: Record<string, string> = {};
/** Rows of another tenant, by the parameter that names them. */
let foreign: Record<string, string> = {};

beforeAll(async () => {
  app = await startTestApp();
  const { db } = app.context;
  await sql`insert into tenant (id, slug, name) overriding system value values (2, 'other', 'Other')`.execute(db);
  for (const [name, role, tenant] of [
    ['viewer', 'viewer', 1],
    ['operator', 'operator', 1],
    ['other', 'administrator', 2],
  ] as const) {
    keys[name] = `sm_test_${name}_key`;
    await sql`insert into api_key (tenant_id, name, role, prefix, key_hash, created_by) values (${tenant}, ${name}, ${role}, 'test', ${hashSecret(keys[name])}, 'test')`.execute(
      db,
    );
  }
  keys['administrator'] = app.key;
  foreign = await seedOtherTenant(db);
});
afterAll(() => app?.drop());

interface Try {
  key?: string | undefined;
  params?: Record<string, string>;
  body?: unknown;
  query?: string;
}
function call(name: RouteName, { key, params = {}, body = bodies[name], query = '' }: Try = {}): Promise<Response> {
  const route: Route = routes[name];
  const path = route.path.replace(/:(\w+)/g, (_, param: string) => encodeURIComponent(params[param] ?? '1'));
  const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const text = route.consumes ? csv : route.body ? JSON.stringify(body) : undefined;
  if (text !== undefined) headers['content-type'] = route.consumes ?? 'application/json';
  return fetch(`${app.api}${path}${query}`, { method: route.method, headers, ...(text === undefined ? {} : { body: text }) });
}
const codeOf = async (response: Response) => ((await response.json()) as { error: { code: string } }).error.code;

describe.each(table)('%s', (name, route) => {
  test('has a body to test with', () => expect(route.body === undefined || bodies[name] !== undefined).toBe(true));

  test('without a credential', async () => {
    const response = await call(name);
    if (route.permission === 'public') return expect(await response.text()).not.toContain('notSignedIn');
    expect(response.status).toBe(401);
    expect(await codeOf(response)).toBe('notSignedIn');
    expect((await call(name, { key: 'sm_00000000_nobody' })).status).toBe(401);
  });

  test('with every lower role', async () => {
    const lower = route.permission === 'public' ? [] : roles.slice(0, roles.indexOf(route.permission));
    for (const role of lower) {
      const response = await call(name, { key: keys[role] });
      expect(response.status, role).toBe(403);
      expect(await codeOf(response)).toBe('notAllowed');
    }
  });

  test('an unknown query parameter is named', async () => {
    const response = await call(name, { key: app.key, query: '?bogus=1' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'badRequest', details: [{ path: 'bogus' }] } });
  });

  if (route.body !== undefined)
    test('an unknown field and a body that is no object are refused', async () => {
      const unknown = await call(name, { key: app.key, body: { ...(bodies[name] as object), bogus: 1 } });
      expect(unknown.status).toBe(400);
      expect(await unknown.json()).toMatchObject({ error: { code: 'badRequest', details: [{ path: 'bogus' }] } });
      for (const body of [[], 'x', 1, null]) expect((await call(name, { key: app.key, body })).status, JSON.stringify(body)).toBe(400);
    });

  if (route.path.includes(':'))
    test("another tenant's id does not exist", async () => {
      const response = await call(name, { key: app.key, params: foreign });
      const text = await response.text();
      // A list below a station may be refused or empty, but tells nothing.
      expect(response.status, text).toBe(404);
      expect(text.replaceAll(foreign['stationId'] ?? '', '')).not.toMatch(/secret/i);
    });

  if (route.method === 'GET' && !route.path.includes(':') && route.produces !== 'text/event-stream')
    test('tells nothing of another tenant', async () => {
      const response = await call(name, { key: app.key });
      expect(response.status).toBe(200);
      expect(await response.text()).not.toMatch(/secret-|SECRET/);
    });
});

test('the other tenant sees its own rows: they were there to be leaked', async () => {
  for (const name of [
    'listStations',
    'listSites',
    'listTariffs',
    'listTariffAssignments',
    'listSimulations',
    'listPriceReductions',
    'listVoucherCampaigns',
    'listVouchers',
    'listPayments',
    'listForwardings',
    'listPlacePrices',
    'listPriceSeries',
    'listSupplyRates',
    'listHolidays',
    'listTokens',
    'listDrivers',
    'listDriverGroups',
    'listCompanies',
    'listTaps',
    'listSessions',
    'listChecks',
    'listReservations',
    'listFirmware',
    'listFirmwareCampaigns',
    'listLogs',
    'listLogFetches',
    'listUsers',
    'listLobby',
    'listAudit',
    'listCertificates',
    'certificateRadar',
  ] as const) {
    expect(await (await call(name, { key: keys['other'] })).text(), name).toMatch(/secret/i);
  }
});

describe('bad input by type of field', () => {
  test.each<[string, RouteName, Try, string]>([
    ['number as text', 'previewTariff', { body: { ...(bodies.previewTariff as object), chargingSeconds: '60' } }, 'chargingSeconds'],
    ['number out of range', 'updateStation', { body: { callTimeoutMs: 5 } }, 'callTimeoutMs'],
    ['no whole number', 'previewTariff', { body: { ...(bodies.previewTariff as object), chargingSeconds: 1.5 } }, 'chargingSeconds'],
    ['text too long', 'createSite', { body: { ...(bodies.createSite as object), name: 'x'.repeat(101) } }, 'name'],
    ['text missing', 'createSite', { body: { timeZone: 'UTC', currency: 'EUR' } }, 'name'],
    ['NUL in a text', 'createSite', { body: { ...(bodies.createSite as object), name: 'a\0b' } }, 'name'],
    ['boolean as text', 'updateUser', { body: { disabled: 'yes' } }, 'disabled'],
    ['no such choice', 'createKey', { body: { name: 'x', role: 'god' } }, 'role'],
    ['no time', 'createKey', { body: { name: 'x', role: 'viewer', expiresAt: 'tomorrow' } }, 'expiresAt'],
    ['no e-mail address', 'inviteUser', { body: { role: 'viewer', email: 'x' } }, 'email'],
    [
      'no decimal',
      'createTariff',
      { body: { ...tariffBody, elements: [{ priceComponents: [{ type: 'ENERGY', price: '1,5' }] }] } },
      'elements.0.priceComponents.0.price',
    ],
    [
      'unknown field deep inside',
      'createTariff',
      { body: { ...tariffBody, elements: [{ priceComponents: [{ type: 'ENERGY', price: '1', tax: '2' }] }] } },
      'elements.0.priceComponents.0.tax',
    ],
    ['list too long', 'createToken', { body: { value: '1', aliases: Array.from({ length: 21 }, () => 'a') } }, 'aliases'],
    ['identity with a slash', 'createStation', { body: { id: 'a/b' } }, 'id'],
    ['no number in the path', 'getSession', { params: { sessionId: 'x' } }, 'sessionId'],
    ['limit out of range', 'listStations', { query: '?limit=501' }, 'limit'],
    ['parameter twice', 'listStations', { query: '?limit=1&limit=2' }, 'limit'],
    ['no such verb', 'sendCommand', { body: { verb: 'explode' } }, 'verb'],
  ])('%s', async (...[, name, request, path]) => {
    const response = await call(name, { key: app.key, ...request });
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { code: string; details: { path: string }[] } };
    expect(error.code).toBe('badRequest');
    expect(error.details.map((detail) => detail.path)).toContain(path);
  });

  test('a cursor of another list', async () => {
    const response = await call('listSessions', { key: app.key, query: '?cursor=abc' });
    expect([response.status, await codeOf(response)]).toEqual([400, 'badCursor']);
  });

  test('broken JSON, another content type, a body too large', async () => {
    const post = (body: string, type: string) =>
      fetch(`${app.api}/sites`, { method: 'POST', body, headers: { authorization: `Bearer ${app.key}`, 'content-type': type } });
    expect(await codeOf(await post('{', 'application/json'))).toBe('badJson');
    expect(await (await post('{}', 'text/plain')).json()).toMatchObject({ error: { details: [{ path: 'Content-Type' }] } });
    const large = await post(`"${'x'.repeat(1024 * 1024)}"`, 'application/json');
    expect([large.status, await codeOf(large)]).toEqual([413, 'tooLarge']);
  });
});

describe('the protocol', () => {
  test('405 names what is possible, OPTIONS tells it, HEAD is GET without a body', async () => {
    const headers = { authorization: `Bearer ${app.key}` };
    const wrong = await fetch(`${app.api}/sites`, { method: 'DELETE', headers });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, POST, HEAD, OPTIONS']);
    const options = await fetch(`${app.api}/sites`, { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow'), options.headers.get('access-control-allow-origin')]).toEqual([
      204,
      'GET, POST, HEAD, OPTIONS',
      null,
    ]);
    const head = await fetch(`${app.api}/sites`, { method: 'HEAD', headers });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await fetch(`${app.api}/nothing`, { headers })).status).toBe(404);
    expect((await fetch(`${app.api}/stations/%E0%A4%A`, { headers })).status).toBe(404);
  });

  test('every answer carries the security headers and a request id', async () => {
    for (const path of ['/', '/api/docs', '/api/v1/install', '/api/v1/nothing', '/health/live']) {
      const { headers } = await fetch(new URL(path, app.api));
      expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers.get('strict-transport-security')).toBeNull();
    }
  });

  test('a change is in the audit log with its actor', async () => {
    expect((await call('createSite', { key: keys['operator'], body: { ...(bodies.createSite as object), name: 'Audited' } })).status).toBe(
      201,
    );
    const { items } = (await (await call('listAudit', { key: app.key, query: '?action=createSite' })).json()) as {
      items: { actorName: string; detail: unknown }[];
    };
    expect(items[0]).toMatchObject({ actorName: 'operator', detail: { name: 'Audited' } });
  });
});
