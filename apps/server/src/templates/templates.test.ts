import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { RawStation } from '../commands/raw-station.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';

let app: ApiApp;
const open: RawStation[] = [];
beforeAll(async () => {
  app = await startApiApp();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((station) => station.close()));
  const { body } = await app.api('GET', '/configuration/templates');
  for (const { id } of body.items) await app.api('DELETE', `/configuration/templates/${id}`);
});
afterAll(() => app?.stop());

let made = 0;
/** A 1.6 station with these settings, which it keeps, and a way to say what it answers. */
async function station(settings: Record<string, string>, { vendor = `V${made}`, answers = {} as Record<string, string> } = {}) {
  const id = `CFG-${made++}`;
  await app.api('POST', '/stations', { id, securityProfile: 0 });
  const raw = await RawStation.connect(app.ocpp + id, 'ocpp1.6');
  open.push(raw);
  raw.on('GetConfiguration', (payload) => {
    const { key = Object.keys(settings) } = payload as { key?: string[] };
    const name = (wanted: string) => Object.keys(settings).find((known) => known.toLowerCase() === wanted.toLowerCase());
    return {
      result: {
        configurationKey: key
          .filter((one) => name(one))
          .map((one) => ({ key: name(one), value: settings[name(one) ?? ''], readonly: false })),
        unknownKey: key.filter((one) => !name(one)),
      },
    };
  });
  raw.on('ChangeConfiguration', (payload) => {
    const { key, value } = payload as { key: string; value: string };
    const status = answers[key] ?? 'Accepted';
    if (status === 'Accepted' || status === 'RebootRequired') settings[key] = value;
    return { result: { status } };
  });
  const boot = () => raw.call('BootNotification', { chargePointVendor: vendor, chargePointModel: 'One' });
  raw.on('Reset', () => {
    queueMicrotask(() => void boot());
    return { result: { status: 'Accepted' } };
  });
  await boot();
  const written = () => raw.received.filter(({ action }) => action === 'ChangeConfiguration').map(({ payload }) => payload);
  return { id, raw, vendor, settings, written };
}
const template = async (name: string, scope: object, values: Record<string, string | null>) =>
  await app.api('POST', '/configuration/templates', {
    name,
    scope,
    entries: Object.entries(values).map(([variable, value]) => ({ variable, value })),
  });
const rules = { canary: 1, soakSeconds: 0 };
const becomes = async (path: string, isSo: (body: never) => boolean) =>
  await expect.poll(async () => isSo((await app.api('GET', path)).body as never), { timeout: 60_000, interval: 200 }).toBe(true);
const ended = async (rolloutId: number) => {
  await becomes(`/configuration/rollouts/${rolloutId}`, ({ status }: { status: string }) => status !== 'running');
  return (await app.api('GET', `/configuration/rollouts/${rolloutId}`)).body;
};
const rollOut = async (stationIds: string[], more = {}) =>
  await ended((await app.api('POST', '/configuration/rollouts', { filter: { stationIds }, rules: { ...rules, ...more } })).body.id);
const stepsOf = async (rolloutId: number) =>
  (await app.api('GET', `/configuration/rollouts/${rolloutId}/stations`)).body.items.map(
    ({ stationId, step, reason }: { stationId: string; step: string; reason: string | null }) => [stationId, step, reason],
  );

test('what a station has beside what it should have, asked now, with who says so', async () => {
  const { id, vendor } = await station({ HeartbeatInterval: '300', ConnectionTimeOut: '30' });
  await template('All', {}, { HeartbeatInterval: '300', ConnectionTimeOut: '60', NoSuchKey: '1' });
  await template('Maker', { vendor }, { ConnectionTimeOut: '90' });
  const { body } = await app.api('POST', `/stations/${id}/desired-configuration/check`);
  expect(body).toMatchObject({ stationId: id, connected: true, state: 'drifted', drifted: 2 });
  expect(
    body.settings.map((setting: Record<string, unknown>) => [
      setting['variable'],
      setting['wanted'],
      setting['told'],
      setting['state'],
      setting['templateName'],
      setting['overrides'],
    ]),
  ).toEqual([
    ['HeartbeatInterval', '300', '300', 'same', 'All', []],
    ['ConnectionTimeOut', '90', '30', 'different', 'Maker', ['All']],
    ['NoSuchKey', '1', null, 'missing', 'All', []],
  ]);
  const preview = await app.api('POST', '/configuration/preview', { filter: { stationIds: [id] } });
  expect(preview.body).toMatchObject({
    stations: 1,
    unchanged: 0,
    impossible: 1,
    items: [{ stationId: id, changes: [{ variable: 'ConnectionTimeOut', before: '30', wanted: '90' }] }],
  });
});

test('drift is found by itself after a boot', { timeout: 90_000 }, async () => {
  const box = await station({ HeartbeatInterval: '300' });
  await template('All', { vendor: box.vendor }, { HeartbeatInterval: '300' });
  const path = `/stations/${box.id}/desired-configuration`;
  await becomes(path, ({ state }: { state: string }) => state === 'inStep');
  box.settings['HeartbeatInterval'] = '5';
  await box.raw.call('BootNotification', { chargePointVendor: box.vendor, chargePointModel: 'One' });
  await becomes(path, ({ state }: { state: string }) => state === 'drifted');
  expect(
    (await app.api('GET', '/configuration/stations?state=drifted')).body.items.map(({ stationId }: { stationId: string }) => stationId),
  ).toEqual([box.id]);
});

test('a roll-out writes, restarts where it must, and proves it by asking again', { timeout: 90_000 }, async () => {
  const boxes = [
    await station({ HeartbeatInterval: '1' }, { vendor: 'Same', answers: { HeartbeatInterval: 'RebootRequired' } }),
    await station({ HeartbeatInterval: '300' }, { vendor: 'Same' }),
    await station({ HeartbeatInterval: '7' }, { vendor: 'Same' }),
  ];
  await template('Same', { vendor: 'same' }, { HeartbeatInterval: '300' });
  const rollout = await rollOut(boxes.map(({ id }) => id));
  expect(rollout).toMatchObject({ status: 'done', total: 3, bySteps: { done: 2, unchanged: 1 } });
  expect(boxes.map(({ settings }) => settings['HeartbeatInterval'])).toEqual(['300', '300', '300']);
  expect(boxes[0]?.raw.received.map(({ action }) => action)).toContain('Reset');
  expect(boxes[1]?.written()).toEqual([]);
  const { body } = await app.api('GET', `/configuration/rollouts/${rollout.id}/stations`);
  expect(body.items[0]).toMatchObject({ wave: 0, changes: [{ variable: 'HeartbeatInterval', before: '1', wanted: '300' }] });
});

test('what a station took without answering is our doing: restarted where that may be needed, proved and told as done', {
  timeout: 90_000,
}, async () => {
  const box = await station({ HeartbeatInterval: '1' });
  await app.api('PATCH', `/stations/${box.id}`, { callTimeoutMs: 1_000 });
  box.raw.on('ChangeConfiguration', (payload) => {
    const { key, value } = payload as { key: string; value: string };
    box.settings[key] = value;
    return 'silence';
  });
  await template('T', { vendor: box.vendor }, { HeartbeatInterval: '300' });
  const rollout = await rollOut([box.id]);
  expect(rollout.bySteps).toEqual({ done: 1 });
  expect(box.written()).toHaveLength(1);
  expect(box.raw.received.map(({ action }) => action)).toContain('Reset');
  const { body } = await app.api('GET', `/configuration/rollouts/${rollout.id}/stations`);
  expect(body.items).toMatchObject([{ step: 'done', changes: [{ variable: 'HeartbeatInterval', before: '1', wanted: '300' }] }]);
});

test('one that refuses goes first: everything stops, the rest is untouched', { timeout: 90_000 }, async () => {
  const first = await station({ HeartbeatInterval: '1' }, { answers: { HeartbeatInterval: 'Rejected' } });
  const rest = await station({ HeartbeatInterval: '1' }, { vendor: first.vendor });
  await template('T', { vendor: first.vendor }, { HeartbeatInterval: '300' });
  const rollout = await rollOut([first.id, rest.id]);
  expect(rollout).toMatchObject({ status: 'stopped', reason: first.id });
  expect(await stepsOf(rollout.id)).toEqual([
    [first.id, 'failed', 'rejected HeartbeatInterval'],
    [rest.id, 'skipped', 'stopped'],
  ]);
  expect(rest.written()).toEqual([]);
});

test('a station out of order after it was written to stops everything', { timeout: 90_000 }, async () => {
  const first = await station({ HeartbeatInterval: '1' });
  const rest = await station({ HeartbeatInterval: '1' }, { vendor: first.vendor });
  const status = (word: string) =>
    first.raw.call('StatusNotification', { connectorId: 1, status: word, errorCode: word === 'Faulted' ? 'InternalError' : 'NoError' });
  await status('Available');
  await template('T', { vendor: first.vendor }, { HeartbeatInterval: '300' });
  const { body } = await app.api('POST', '/configuration/rollouts', {
    filter: { stationIds: [first.id, rest.id] },
    rules: { canary: 1, soakSeconds: 3600 },
  });
  await becomes(`/configuration/rollouts/${body.id}`, ({ bySteps }: { bySteps: Record<string, number> }) => bySteps['proving'] === 1);
  await status('Faulted');
  expect(await ended(body.id)).toMatchObject({ status: 'stopped', reason: first.id });
  expect(await stepsOf(body.id)).toContainEqual([first.id, 'failed', 'faulted 1/1']);
});

test('nothing is written while a car charges', { timeout: 90_000 }, async () => {
  const box = await station({ HeartbeatInterval: '1' });
  await app.api('POST', '/tokens', { value: 'CAR' });
  await box.raw.call('StartTransaction', { connectorId: 1, idTag: 'CAR', meterStart: 0, timestamp: new Date().toISOString() });
  await template('T', { vendor: box.vendor }, { HeartbeatInterval: '300' });
  const { body } = await app.api('POST', '/configuration/rollouts', { filter: { stationIds: [box.id] }, rules });
  await becomes('/configuration/rollouts', () => true);
  const { body: session } = await app.api('GET', `/sessions?stationId=${box.id}`);
  expect(box.written()).toEqual([]);
  await box.raw.call('StopTransaction', { transactionId: session.items[0].id, meterStop: 10, timestamp: new Date().toISOString() });
  expect(await ended(body.id)).toMatchObject({ status: 'done' });
  expect(box.written()).toHaveLength(1);
});

test('secrets are written but never told, and kept sealed', { timeout: 90_000 }, async () => {
  const secret = 'correct-horse-battery';
  const box = await station({});
  const { body } = await template('T', { vendor: box.vendor }, { AuthorizationKey: secret });
  expect(body.entries).toMatchObject([{ variable: 'AuthorizationKey', value: null, isSecret: true }]);
  const rollout = await rollOut([box.id]);
  expect(rollout.status).toBe('done');
  expect(box.written()).toEqual([{ key: 'AuthorizationKey', value: secret }]);
  // Written once: what was taken is remembered.
  expect((await rollOut([box.id])).bySteps).toEqual({ unchanged: 1 });
  const kept = await app.api('PUT', `/configuration/templates/${body.id}`, {
    name: 'T2',
    scope: { vendor: box.vendor },
    entries: [{ variable: 'AuthorizationKey', value: null }],
  });
  expect([kept.status, (await rollOut([box.id])).bySteps]).toEqual([200, { unchanged: 1 }]);
  const stored =
    await app.query(`select configuration_template::text || coalesce((select string_agg(r::text, '') from configuration_revision r), '') || coalesce((select string_agg(a::text, '') from audit a), '')
    || coalesce((select string_agg(c::text, '') from command c), '') || coalesce((select string_agg(f::text, '') from frame f), '') as all from configuration_template`);
  expect(JSON.stringify(stored)).not.toContain(secret);
  expect(JSON.stringify((await app.api('GET', '/configuration/export')).body)).not.toContain(secret);
});

test('history with author, restored; export and import', async () => {
  const { body: first } = await template('Ours', {}, { HeartbeatInterval: '1' });
  await app.api('PUT', `/configuration/templates/${first.id}`, { name: 'Ours', entries: [{ variable: 'HeartbeatInterval', value: '2' }] });
  const restored = await app.api('POST', `/configuration/templates/${first.id}/revisions/1/restoration`);
  expect(restored.body).toMatchObject({ revision: 3, entries: [{ value: '1' }] });
  const { body } = await app.api('GET', `/configuration/templates/${first.id}/revisions`);
  expect(
    body.items.map(({ revision, change, author }: { revision: number; change: string; author: string }) => [
      revision,
      change,
      author.length > 0,
    ]),
  ).toEqual([
    [3, 'restored', true],
    [2, 'changed', true],
    [1, 'created', true],
  ]);
  const { body: exported } = await app.api('GET', '/configuration/export');
  await app.api('DELETE', `/configuration/templates/${first.id}`);
  expect((await app.api('GET', `/configuration/templates/${first.id}`)).status).toBe(404);
  expect((await app.api('POST', '/configuration/import', exported)).body).toEqual({ created: 1, changed: 0, unchanged: 0 });
  expect((await app.api('POST', '/configuration/import', exported)).body).toEqual({ created: 0, changed: 0, unchanged: 1 });
  const twice = await template('ours', {}, { A: '1' });
  expect([twice.status, twice.body.error.code]).toEqual([409, 'alreadyExists']);
});
