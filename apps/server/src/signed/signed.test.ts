import type { KeyObject } from 'node:crypto';
import type { OcmfDraft } from '@stationmaster/domain';
import type { Version } from '@stationmaster/ocpp';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Course, hour, keyOf, kinds, meterPair, type QualityWorld, signed, startQualityWorld } from '../quality/test-world.ts';
import { signedLock } from '../quality/watch.ts';
import { chained } from './keep.ts';

const versions: Version[] = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'];

let world: QualityWorld;
beforeAll(async () => {
  world = await startQualityWorld();
});
afterAll(() => world.stop());
describe.each(versions)('signed values over %s', (version) => {
  const pair = meterPair();
  const drafts = (course: Course, page: number, change: Partial<OcmfDraft> = {}) => ({
    begin: { meterSerial: 'M1', page, idToken: 'CARD', readings: [{ at: course.from, kind: 'B', wh: course.startWh }] } satisfies OcmfDraft,
    end: {
      meterSerial: 'M1',
      page: page + 1,
      idToken: 'CARD',
      readings: [{ at: course.to, kind: 'E', wh: course.stopWh }],
      ...change,
    } satisfies OcmfDraft,
  });
  const both = (course: Course, page: number, change: Partial<OcmfDraft> = {}, key = pair.privateKey) => {
    const { begin, end } = drafts(course, page, change);
    return { ...course, begin: signed(key, begin), end: signed(key, end) };
  };
  const register = (id: string, key: KeyObject, more: object = {}) =>
    world.api('POST', `/stations/${id}/meter-keys`, { publicKey: keyOf(key), ...more });

  test('a good pair is proved by the registered key, and billed', async () => {
    const { id, session } = await world.connected(version);
    expect((await register(id, pair.publicKey, { evseId: 1, meterSerial: 'M1' })).status).toBe(201);
    const check = await world.judged(await session(both(world.usual(), 1)));
    expect(check).toMatchObject({ outcome: 'bill', decidedBy: null, findings: [], signedWh: 10_000, suggestion: null });
    const { body } = await world.api('GET', `/sessions/${check.sessionId}/signed`);
    expect(body.items).toMatchObject([
      { context: 'Transaction.Begin', format: 'OCMF', verdict: 'valid', keyOrigin: 'registered', meter: 'M1', page: 'T1' },
      { context: 'Transaction.End', verdict: 'valid', page: 'T2' },
    ]);
    expect(body.items[0].record).toMatch(/^OCMF\|/);
    const file = await world.api('GET', `/sessions/${check.sessionId}/signed.xml`);
    expect(file.body).toContain('<signedData format="OCMF" encoding="plain">OCMF|');
    expect(file.body).toContain(keyOf(pair.publicKey));
  });

  test.each<[string, string, (course: Course) => Course]>([
    ['a changed value', 'signedInvalid', (course) => ({ ...both(course, 1), end: both(course, 1).end.replace('"RV":11', '"RV":12') })],
    [
      'an error flag',
      'signedFlagged',
      (course) => both(course, 1, { readings: [{ at: course.to, kind: 'E', wh: course.stopWh, errors: 'E' }] }),
    ],
    [
      'a bad meter',
      'signedFlagged',
      (course) => both(course, 1, { readings: [{ at: course.to, kind: 'E', wh: course.stopWh, state: 'M' }] }),
    ],
    ['another card', 'signedMismatch', (course) => both(course, 1, { idToken: 'OTHER' })],
    ['another meter', 'signedMismatch', (course) => both(course, 1, { meterSerial: 'M2' })],
    ['other energy', 'signedEnergyDiffers', (course) => both(course, 1, { readings: [{ at: course.to, kind: 'E', wh: 9000 }] })],
    ['no end', 'signedHalf', (course) => ({ ...both(course, 1), end: undefined })],
    ['broken', 'signedUnreadable', (course) => ({ ...both(course, 1), end: 'OCMF|{"RD":[' })],
    ['a page missing between', 'signedGap', (course) => both(course, 1, { page: 3 })],
  ])('%s holds the session', async (_, kind, change) => {
    const { id, session } = await world.connected(version);
    await register(id, pair.publicKey);
    const check = await world.judged(await session(change(world.usual())), ({ findings }) =>
      findings.some((one: { kind: string }) => one.kind === kind),
    );
    expect(check.outcome).toBe('hold');
  });

  test('a wrong key holds, and is set right by registering the true one', async () => {
    const { id, session } = await world.connected(version);
    await register(id, meterPair().publicKey);
    const other = both(world.usual(), 1);
    const sessionId = await session({ ...other, publicKey: keyOf(pair.publicKey) });
    const check = await world.judged(sessionId);
    // 1.6 sends no key along with the plain record: then no key we know fits.
    expect(kinds(check)).toEqual([version === 'ocpp1.6' ? 'signedInvalid' : 'signedWrongKey']);
    expect(check.outcome).toBe('hold');
    await register(id, pair.publicKey);
    expect(await world.judged(sessionId, ({ outcome }) => outcome === 'bill')).toMatchObject({ findings: [] });
  });

  test('a gap between two sessions holds the later one until the missing one comes', async () => {
    const { id, session } = await world.connected(version);
    await register(id, pair.publicKey);
    const first = world.usual();
    const at = (shift: number) => ({ ...first, from: first.from - shift * hour, to: first.to - shift * hour });
    await world.judged(await session(both(at(8), 1)), ({ outcome }) => outcome === 'bill');
    const late = await session(both(at(2), 5));
    expect(kinds(await world.judged(late))).toEqual(['signedGap']);
    await session(both(at(5), 3));
    expect(await world.judged(late, ({ outcome }) => outcome === 'bill')).toMatchObject({ findings: [] });
  });

  test('without a registered key the station is believed, and said so; other formats are kept and passed on', async () => {
    const { id, session } = await world.connected(version);
    const { body } = await world.api('GET', `/stations/${id}`);
    expect(body.id).toBe(id);
    await world.query(
      `insert into station_variable (station_id, tenant_id, component, evse_id, variable, value, updated_at)
        select id, tenant_id, $2, $3, $4, $5, now() from station where identity = $1`,
      version === 'ocpp1.6'
        ? [id, '', 0, 'MeterPublicKey[1]', keyOf(pair.publicKey)]
        : [id, 'FiscalMetering', 1, 'PublicKey', keyOf(pair.publicKey)],
    );
    expect((await world.api('GET', `/stations/${id}/meter-keys`)).body.items).toMatchObject([
      { id: null, origin: 'station', evseId: 1, curve: 'secp256r1' },
    ]);
    const check = await world.judged(await session(both(world.usual(), 1)));
    expect([check.outcome, kinds(check)]).toEqual(['bill', ['signedKeyUnregistered']]);
    const course = { ...world.usual(), from: world.usual().from - 3 * hour, to: world.usual().to - 3 * hour };
    const other = await session({ ...course, begin: 'AP;0;3;AJ2J7LYMGCIWT4AH;BIHEIWSHAAA2W;', end: '1B1B1B1B010101017605000000' });
    expect(kinds(await world.judged(other))).toEqual(['signedUnsupported']);
    expect((await world.api('GET', `/sessions/${other}/signed`)).body.items.map((one: { format: string }) => one.format)).toEqual([
      'ALFEN',
      'SML',
    ]);
  });
});

test('a session that ends while its begin is being kept is judged with both, never by half', async () => {
  const { id, session } = await world.connected('ocpp2.1');
  const pair = meterPair();
  await world.api('POST', `/stations/${id}/meter-keys`, { publicKey: keyOf(pair.publicKey) });
  const course = world.usual();
  const record = (kind: 'B' | 'E', wh: number, page: number) =>
    signed(pair.privateKey, {
      meterSerial: 'M1',
      page,
      idToken: 'CARD',
      readings: [{ at: kind === 'B' ? course.from : course.to, kind, wh }],
    });
  const release = Promise.withResolvers<void>();
  const locked = Promise.withResolvers<void>();
  const keeper = world.context.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${signedLock})`.execute(tx);
    locked.resolve();
    await release.promise;
  });
  await locked.promise;
  const isKept = () => world.query(`select 1 from pg_locks where locktype = 'advisory' and objid = $1 and not granted`, [signedLock]);
  const sessionId = await session({
    ...course,
    begin: record('B', course.startWh, 1),
    end: record('E', course.stopWh, 2),
    between: () => expect.poll(isKept).toHaveLength(1),
  });
  release.resolve();
  await keeper;
  expect(await world.judged(sessionId)).toMatchObject({ outcome: 'bill', findings: [], signedWh: 10_000 });
  expect(await world.query(`select data from happening where kind = 'session.checked' and subject = $1`, [String(sessionId)])).toEqual([]);
});

test('the chain of a station shows a record that is missing or changed', async () => {
  const rows: { station_id: string; text: string; chain: Buffer }[] = await world.query(
    'select station_id, text, chain from signed_record order by station_id, id',
  );
  expect(rows.length).toBeGreaterThan(50);
  let before: Buffer = Buffer.alloc(0);
  let station = '';
  for (const row of rows) {
    if (row.station_id !== station) before = Buffer.alloc(0);
    expect(chained(before, row.text).equals(row.chain)).toBe(true);
    [before, station] = [row.chain, row.station_id];
  }
  await expect(world.query("update signed_record set text = 'x'")).rejects.toThrow('never changed');
});

test('keys: given once, read in any spelling, taken back', async () => {
  const { id, session } = await world.connected('ocpp1.6');
  const pair = meterPair();
  const pem = pair.publicKey.export({ format: 'pem', type: 'spki' }).toString();
  const made_ = await world.api('POST', `/stations/${id}/meter-keys`, { publicKey: pem });
  expect(made_).toMatchObject({ status: 201, body: { curve: 'secp256r1', evseId: 0, origin: 'registered' } });
  expect((await world.api('POST', `/stations/${id}/meter-keys`, { publicKey: keyOf(pair.publicKey) })).body.error.code).toBe(
    'alreadyExists',
  );
  expect((await world.api('POST', `/stations/${id}/meter-keys`, { publicKey: 'n'.repeat(60) })).body.error.code).toBe('keyUnreadable');
  expect((await world.api('DELETE', `/stations/${id}/meter-keys/${made_.body.id}`)).status).toBe(204);
  expect((await world.api('DELETE', `/stations/${id}/meter-keys/${made_.body.id}`)).status).toBe(404);
  const course = world.usual();
  const end = signed(pair.privateKey, {
    meterSerial: 'M9',
    page: 1,
    idToken: '',
    readings: [
      { at: course.from, kind: 'B', wh: course.startWh },
      { at: course.to, kind: 'E', wh: course.stopWh },
    ],
  });
  expect(kinds(await world.judged(await session({ ...course, end })))).toEqual(['signedNoKey']);
});
