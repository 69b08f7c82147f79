import type { Version } from '@stationmaster/ocpp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RawStation } from '../commands/raw-station.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';
import { keepLocalLists } from './keep.ts';
import { Listed, type Payload } from './listed-station.ts';

const versions: Version[] = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'];
const minute = 60_000;
let app: ApiApp;
const open: RawStation[] = [];
let made = 0;
beforeAll(async () => {
  app = await startApiApp();
});
afterAll(async () => {
  await Promise.all(open.map((station) => station.close()));
  await app.stop();
});
beforeEach(async () => {
  await app.query('delete from token');
  await app.query(`insert into token (tenant_id, value, canonical, group_id, blocked, valid_until) values
    (1, '04:A1:B2:C3', '04A1B2C3', 'FAMILY', false, '2090-01-01Z'), (1, 'Ada', 'ADA', null, false, null), (1, 'LOST', 'LOST', null, true, null)`);
});

async function connect(version: Version, id: string): Promise<RawStation> {
  const station = await RawStation.connect(app.ocpp + id, version);
  open.push(station);
  return station;
}
async function booted(version: Version, { keep = true as boolean | null } = {}): Promise<Listed> {
  const id = `L${made++}`;
  await app.api('POST', '/stations', { id, securityProfile: 0, callTimeoutMs: 1000 });
  await app.api('PATCH', `/stations/${id}/local-list`, { keep });
  const listed = new Listed(id, await connect(version, id));
  await listed.station.call(
    'BootNotification',
    version === 'ocpp1.6'
      ? { chargePointVendor: 'Acme', chargePointModel: 'One' }
      : { reason: 'PowerUp', chargingStation: { vendorName: 'Acme', model: 'Two' } },
  );
  return listed;
}
/** Connects again, and the server has noted it; what it holds must be there at once, for the job of the server may ask first. */
async function back(version: Version, id: string, holds: Partial<Pick<Listed, 'version' | 'cards'>> = {}): Promise<Listed> {
  const { body } = await app.api('GET', `/stations/${id}`);
  const listed = Object.assign(new Listed(id, await connect(version, id)), holds);
  await app.eventually(`/stations/${id}`, ({ connectedAt }) => connectedAt > body.connectedAt);
  return listed;
}
const listOf = async (id: string) => (await app.api('GET', `/stations/${id}/local-list`)).body;
const becomes = (id: string, state: string) => app.eventually(`/stations/${id}/local-list`, (list) => list.state === state);
/** What the job does every few seconds. */
const look = () => keepLocalLists(app.context);
const send = async (id: string, body: object) => (await app.api('POST', `/stations/${id}/commands`, body)).body;

describe.each(versions)('%s', (version) => {
  const is16 = version === 'ocpp1.6';
  const named = (idToken: string) => (is16 ? idToken : `ISO14443/${idToken}`);
  const family = is16
    ? { status: 'Accepted', parentIdTag: 'FAMILY', expiryDate: '2090-01-01T00:00:00.000Z' }
    : { status: 'Accepted', groupIdToken: { idToken: 'FAMILY', type: 'Central' }, cacheExpiryDateTime: '2090-01-01T00:00:00.000Z' };
  const ours = new Map<string, Payload>([
    [named('04A1B2C3'), family],
    [named('Ada'), { status: 'Accepted' }],
    [named('LOST'), { status: 'Blocked' }],
  ]);

  test('the whole list at first, in messages of the size it takes, and its own word as the proof', async () => {
    const listed = await booted(version);
    await look();
    const list = await becomes(listed.id, 'inStep');
    expect(listed.cards).toEqual(ours);
    expect(listed.kinds).toEqual([
      ['Full', 2],
      ['Differential', 1],
    ]);
    expect(list).toMatchObject({
      version: listed.version,
      toldVersion: listed.version,
      cards: 3,
      leftOut: 0,
      isKept: true,
      isEnabled: is16 ? true : null,
    });
    expect(list.inStepSince).not.toBeNull();
    const entries = (await app.api('GET', `/stations/${listed.id}/local-list/entries`)).body.items;
    expect(entries).toContainEqual({
      idToken: '04A1B2C3',
      type: is16 ? '' : 'ISO14443',
      status: 'Accepted',
      groupId: 'FAMILY',
      validUntil: '2090-01-01T00:00:00.000Z',
    });
    expect(entries).toHaveLength(3);
  });

  test('changes of cards follow, together and as differences only', async () => {
    const listed = await booted(version);
    await look();
    const before = await becomes(listed.id, 'inStep');
    listed.updates.length = 0;
    const { items } = (await app.api('GET', '/tokens')).body;
    const idOf = (value: string) => items.find((card: { value: string }) => card.value === value).id;
    await app.api('PATCH', `/tokens/${idOf('Ada')}`, { blocked: true });
    await app.api('DELETE', `/tokens/${idOf('LOST')}`);
    expect((await listOf(listed.id)).state).toBe('behind');
    await look();
    const after = await becomes(listed.id, 'inStep');
    expect(listed.kinds).toEqual([['Differential', 2]]);
    expect(listed.cards).toEqual(
      new Map<string, Payload>([
        [named('04A1B2C3'), family],
        [named('Ada'), { status: 'Blocked' }],
      ]),
    );
    expect(after.version).toBeGreaterThan(before.version);
    expect(after.cards).toBe(2);
    // What does not concern the list sends nothing.
    await app.api('PATCH', `/tokens/${idOf('Ada')}`, { note: 'x' });
    await look();
    await becomes(listed.id, 'inStep');
    expect(listed.updates).toHaveLength(1);
  });

  test('back with the list we know of: it is only asked; with another one: it gets ours', async () => {
    const listed = await booted(version);
    await look();
    await becomes(listed.id, 'inStep');
    await listed.station.close();
    expect((await listOf(listed.id)).state).toBe('waiting');
    const again = await back(version, listed.id, { version: listed.version, cards: listed.cards });
    await look();
    await becomes(listed.id, 'inStep');
    expect(again.updates).toEqual([]);
    expect(again.station.received.map(({ action }) => action)).toEqual(['GetLocalListVersion']);

    await again.station.close();
    const other = await back(version, listed.id, { version: 999_000, cards: new Map([['STRANGER', {}]]) });
    await look();
    await app.eventually(`/stations/${listed.id}/local-list`, (list) => list.state === 'inStep' && list.version > 999_000);
    expect(other.kinds[0]).toEqual(['Full', 2]);
    expect(other.cards).toEqual(ours);
  });

  test('a difference that is refused is followed by the whole list', async () => {
    const listed = await booted(version);
    await look();
    await becomes(listed.id, 'inStep');
    listed.updates.length = 0;
    const usual = (payload: unknown) => ({ result: { status: listed.take(payload as Payload) } });
    listed.station.on('SendLocalList', (payload) => {
      if ((payload as Payload).updateType === 'Full') listed.station.on('SendLocalList', usual);
      return (payload as Payload).updateType === 'Full' ? usual(payload) : { result: { status: 'VersionMismatch' } };
    });
    await app.api('POST', '/tokens', { value: 'NEW' });
    await look();
    await becomes(listed.id, 'inStep');
    expect(listed.kinds).toEqual([
      ['Full', 2],
      ['Differential', 2],
    ]);
    expect(listed.cards.has(named('NEW'))).toBe(true);
  });

  test('one that refuses is left in peace for a while, longer each time', async () => {
    const listed = await booted(version);
    listed.station.on('SendLocalList', { result: { status: 'Failed' } });
    await look();
    const refused = await becomes(listed.id, 'refused');
    expect(refused).toMatchObject({ reason: 'Failed', version: null, cards: 0, inStepSince: null });
    const asked = listed.station.received.length;
    await look();
    expect(listed.station.received).toHaveLength(asked);
    app.advance(61 * minute);
    await look();
    const again = await app.eventually(`/stations/${listed.id}/local-list`, ({ dueAt }) => dueAt !== refused.dueAt);
    expect(Date.parse(again.dueAt) - app.context.clock()).toBeGreaterThan(100 * minute);
  });

  test('one that says yes and holds another version is not believed', async () => {
    const listed = await booted(version);
    listed.station.on('SendLocalList', { result: { status: 'Accepted' } });
    await look();
    expect(await becomes(listed.id, 'refused')).toMatchObject({ reason: 'anotherVersion', version: null, toldVersion: 0 });
  });

  test('one without a list says so', async () => {
    const listed = await booted(version);
    listed.station.on('GetLocalListVersion', is16 ? { result: { listVersion: -1 } } : { error: 'NotSupported' });
    await look();
    expect(await becomes(listed.id, 'unsupported')).toMatchObject({ version: null });
  });

  test('no longer kept: the list is emptied, and only one of ours', async () => {
    const listed = await booted(version);
    await look();
    await becomes(listed.id, 'inStep');
    await app.api('PATCH', `/stations/${listed.id}/local-list`, { keep: false });
    await look();
    expect(await becomes(listed.id, 'off')).toMatchObject({ isKept: false, cards: 0, version: 0 });
    expect(listed.cards.size).toBe(0);

    const strange = await booted(version, { keep: null });
    strange.version = 5;
    expect(await send(strange.id, { verb: 'getLocalListVersion' })).toMatchObject({
      status: 'confirmed',
      answer: is16 ? { listVersion: 5 } : { versionNumber: 5 },
    });
    await look();
    expect(strange.updates).toEqual([]);
    expect(await listOf(strange.id)).toMatchObject({ state: 'off', toldVersion: 5 });
  });

  test('the whole list anew by hand; asking for the version finds out that it is another one', async () => {
    const listed = await booted(version);
    await look();
    await becomes(listed.id, 'inStep');
    listed.updates.length = 0;
    const sent = await send(listed.id, { verb: 'sendLocalList' });
    expect(sent).toMatchObject({ status: 'confirmed', answer: { version: listed.version, cards: 3 } });
    expect(listed.kinds[0]).toEqual(['Full', 2]);

    listed.version = 7;
    expect(await send(listed.id, { verb: 'getLocalListVersion' })).toMatchObject({ status: 'confirmed' });
    expect(await listOf(listed.id)).toMatchObject({ state: 'behind', toldVersion: 7, version: null });
    await look();
    await becomes(listed.id, 'inStep');

    const notKept = await booted(version, { keep: false });
    expect(await send(notKept.id, { verb: 'sendLocalList' })).toMatchObject({ status: 'failed', reason: 'listNotKept' });
    expect(notKept.updates).toEqual([]);
  });
});

test('N_46: a card that its station was told to forget leaves its list, until the whole list is sent anew', async () => {
  const listed = await booted('ocpp2.0.1');
  await look();
  await becomes(listed.id, 'inStep');
  listed.updates.length = 0;
  listed.station.on('CustomerInformation', { result: { status: 'Accepted' } });
  const sent = await send(listed.id, {
    verb: 'customerInformation',
    customer: { token: 'ada', type: 'ISO14443' },
    report: false,
    clear: true,
  });
  expect(sent.status).toBe('confirmed');
  await look();
  await app.eventually(`/stations/${listed.id}/local-list`, ({ cards }) => cards === 2);
  expect(listed.updates).toMatchObject([
    { updateType: 'Differential', localAuthorizationList: [{ idToken: { idToken: 'Ada', type: 'ISO14443' } }] },
  ]);
  expect(JSON.stringify(listed.updates)).not.toContain('idTokenInfo');
  await send(listed.id, { verb: 'sendLocalList' });
  expect(listed.cards.has('ISO14443/Ada')).toBe(true);
});

test('a station that is pending gets nothing; a site keeps the lists of its stations', async () => {
  const { body: site } = await app.api('POST', '/sites', { name: 'Yard', timeZone: 'UTC', currency: 'EUR', keepLocalLists: true });
  await app.api('POST', '/stations', { id: 'PENDING', securityProfile: 0, siteId: site.id, registration: 'Pending' });
  const station = await connect('ocpp1.6', 'PENDING');
  await station.call('BootNotification', { chargePointVendor: 'Acme', chargePointModel: 'One' });
  await look();
  expect(station.received).toEqual([]);
  expect(await listOf('PENDING')).toMatchObject({ isKept: true, keep: null, state: 'behind' });
  const listed = new Listed('PENDING', station);
  await app.api('PATCH', '/stations/PENDING', { registration: 'Accepted' });
  await station.call('BootNotification', { chargePointVendor: 'Acme', chargePointModel: 'One' });
  await look();
  await becomes('PENDING', 'inStep');
  expect(listed.cards.size).toBe(3);
});

test('where not all fit, those that may charge and were used last are there; a card that becomes valid comes by itself', async () => {
  const listed = await booted('ocpp1.6');
  await app.query(
    `insert into station_variable (station_id, tenant_id, variable, value, updated_at) select id, 1, 'SendLocalListMaxLength', '9', now() from station where identity = $1`,
    [listed.id],
  );
  await app.query(
    `insert into station_variable (station_id, tenant_id, variable, value, updated_at) select id, 1, 'LocalAuthListMaxLength', '2', now() from station where identity = $1`,
    [listed.id],
  );
  const soon = new Date(app.context.clock() + 10 * minute).toISOString();
  await app.query(`insert into token (tenant_id, value, canonical, valid_from) values (1, 'SOON', 'SOON', $1), (1, 'USED', 'USED', null)`, [
    soon,
  ]);
  await app.query(
    `insert into tap (tenant_id, station_id, at, id_token, token_id, purpose, status, reason, frame_id) select 1, 1, now(), 'USED', id, 'authorize', 'Accepted', 'known', 1 from token where value = 'USED'`,
  );
  await look();
  expect(await becomes(listed.id, 'inStep')).toMatchObject({ cards: 2, leftOut: 2, most: 2, dueAt: soon });
  expect([...listed.cards.keys()]).toEqual(['USED', '04A1B2C3']);
});

test('a server that dies while it sends begins anew: what is not proved is not believed', async () => {
  const listed = await booted('ocpp2.0.1');
  await look();
  await becomes(listed.id, 'inStep');
  listed.updates.length = 0;
  await app.api('POST', '/tokens', { value: 'NEW' });
  listed.station.on('SendLocalList', 'silence');
  await look();
  // The message is on its way: what the station holds is already unknown, whatever becomes of this process.
  await app.eventually(`/stations/${listed.id}/local-list`, ({ version }) => version === null);
  const [row] = await app.query(
    'select held_version, state from local_list where station_id = (select id from station where identity = $1)',
    [listed.id],
  );
  expect(row).toEqual({ held_version: null, state: 'behind' });
});
