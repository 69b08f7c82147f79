import type { Version } from '@stationmaster/ocpp';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noCertificateServices } from '../certificates/services.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { type TestStation, TestWorld } from '../testing/station.ts';
import { vendors } from './registry.ts';

let database: TestDatabase;
let world: TestWorld;
let station: TestStation;
beforeAll(async () => {
  database = await testDatabase();
  world = new TestWorld(database);
  station = await world.station('DT16', 'ocpp1.6');
  await sql`insert into token (tenant_id, value, canonical, type) values (1, 'DE-8AC-C12E45678-9', 'DE-8AC-C12E45678-9', 'eMAID')`.execute(
    database.db,
  );
});
afterAll(() => database?.drop());

const transfer = (vendorId: string, messageId?: string, data?: unknown) =>
  station.say('DataTransfer', {
    vendorId,
    ...(messageId === undefined ? {} : { messageId }),
    ...(data === undefined ? {} : { data: typeof data === 'string' ? data : JSON.stringify(data) }),
  });

describe('whom we understand (1.6 §4.3, 2.x P02)', () => {
  test.each<Version>(['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'])('%s: an unknown vendor and an unknown message say so', async (version) => {
    const other = await world.station(`DT-${version}`, version);
    expect(await other.say('DataTransfer', { vendorId: 'com.example', messageId: 'Hello', data: '{}' })).toEqual({
      status: 'UnknownVendorId',
    });
    const known = vendors.filter(({ versions }) => versions.includes(version)).map(({ vendorId }) => vendorId);
    for (const vendorId of known) {
      expect(await other.say('DataTransfer', { vendorId, messageId: 'Hello' })).toEqual({ status: 'UnknownMessageId' });
      expect(await other.say('DataTransfer', { vendorId })).toEqual({ status: 'UnknownMessageId' });
    }
  });

  test('messages made for 1.6 are unknown to 2.x, and names are read without case', async () => {
    const other = await world.station('DT-NEW', 'ocpp2.1');
    const pnc = { vendorId: 'org.openchargealliance.iso15118pnc', messageId: 'Authorize' };
    expect(await other.say('DataTransfer', pnc)).toEqual({ status: 'UnknownVendorId' });
    expect(await transfer('ORG.OpenChargeAlliance.ISO15118pnc', 'authorize', '')).toMatchObject({ status: 'Rejected' });
  });
});

describe('plug and charge over 1.6', () => {
  const vendor = 'org.openchargealliance.iso15118pnc';
  const hash = {
    hashAlgorithm: 'SHA256',
    issuerNameHash: 'ab'.repeat(32),
    issuerKeyHash: 'cd'.repeat(32),
    serialNumber: '1F',
    responderURL: 'http://ocsp.example',
  };
  const inside = (answer: object) => JSON.parse((answer as { data: string }).data) as unknown;

  test.each([
    ['as the paper has it', 'DE8ACC12E456789'],
    ['as 2.0.1 has it', { idToken: 'DE8ACC12E456789', type: 'eMAID' }],
  ])('a contract is looked into, its id given %s', async (_, idToken) => {
    world.certificates = { ...noCertificateServices, state: () => Promise.resolve({ state: 'Good', nextUpdate: 0 }) };
    const answer = await transfer(vendor, 'Authorize', { idToken, iso15118CertificateHashData: [hash] });
    expect(answer).toMatchObject({ status: 'Accepted' });
    expect(inside(answer)).toEqual({ idTokenInfo: { status: 'Accepted' }, certificateStatus: 'Accepted' });
  });

  test('where nobody can look into it, the answer inside says so', async () => {
    world.certificates = noCertificateServices;
    const answer = await transfer(vendor, 'Authorize', { idToken: 'DE8ACC12E456789', iso15118CertificateHashData: [hash] });
    expect(inside(answer)).toEqual({ idTokenInfo: { status: 'Invalid' }, certificateStatus: 'NoCertificateAvailable' });
  });

  test('the session of the contract starts with its id as the card of 1.6', async () => {
    const started = await station.say('StartTransaction', {
      connectorId: 1,
      idTag: 'DE8ACC12E456789',
      meterStart: 0,
      timestamp: new Date(world.now).toISOString(),
    });
    expect(started).toMatchObject({ idTagInfo: { status: 'Accepted' } });
  });

  test('certificates: asked for and refused where there is no authority, handed on with their use where there is one', async () => {
    const ask = () => transfer(vendor, 'SignCertificate', { csr: 'CSR' });
    expect(inside(await ask())).toEqual({ status: 'Rejected', statusInfo: { reasonCode: 'NotEnabled' } });
    const asked: object[] = [];
    world.certificates = {
      ...noCertificateServices,
      sign: { check: () => Promise.resolve(null), issue: (request) => Promise.resolve(void asked.push(request)) },
      contract: ({ exi }) => Promise.resolve({ exi: `answer to ${exi}`, remaining: null }),
      ocsp: (_, url) => Promise.resolve(`answer of ${url}`),
    };
    expect(inside(await ask())).toEqual({ status: 'Accepted' });
    expect(asked).toEqual([{ csr: 'CSR', type: 'V2GCertificate', requestId: null, stationId: station.state.id, tenantId: 1 }]);
    const contract = { action: 'Install', iso15118SchemaVersion: 'urn:iso:15118:2:2013:MsgDef', exiRequest: 'EXI' };
    expect(inside(await transfer(vendor, 'Get15118EVCertificate', contract))).toEqual({ status: 'Accepted', exiResponse: 'answer to EXI' });
    expect(inside(await transfer(vendor, 'GetCertificateStatus', { ocspRequestData: hash }))).toEqual({
      status: 'Accepted',
      ocspResult: 'answer of http://ocsp.example',
    });
  });

  test.each([
    ['no JSON', 'nonsense'],
    ['another message', { csr: 'CSR' }],
    ['nothing', undefined],
  ])('%s is rejected, with the reason', async (_, data) => {
    const { status, data: reason } = (await transfer(vendor, 'Authorize', data)) as { status: string; data: string };
    expect(status).toBe('Rejected');
    expect(reason).not.toBe('');
  });
});

describe('California pricing', () => {
  const vendor = 'org.openchargealliance.costmsg';
  const unplugged = (transactionId: unknown, timestamp: unknown) => transfer(vendor, 'ConnectorUnplugged', { transactionId, timestamp });
  const told = async () => {
    const { rows } = await sql<{
      at: number | null;
    }>`select (state::jsonb -> 'details' ->> 'unpluggedAt')::float8 as at from session where station_id = ${station.state.id} order by id desc limit 1`.execute(
      database.db,
    );
    return rows[0]?.at;
  };

  test('the moment the car left is kept with its session, also long after its end and a restart of ours', async () => {
    const start = world.now;
    const time = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
    const { transactionId } = (await station.say('StartTransaction', {
      connectorId: 2,
      idTag: 'DE8ACC12E456789',
      meterStart: 0,
      timestamp: time(0),
    })) as { transactionId: number };
    await station.say('StopTransaction', { transactionId, meterStop: 900, timestamp: time(30) });
    expect(await told()).toBeNull();
    world.now = start + 2 * 86_400_000;
    await station.reload();
    expect(station.state.sessions.has(transactionId)).toBe(false);
    expect(await unplugged(transactionId, time(50))).toEqual({ status: 'Accepted' });
    expect(await told()).toBe(start + 50 * 60_000);
    expect(await unplugged(String(transactionId), time(50))).toEqual({ status: 'Accepted' });
  });

  test.each([
    ['a transaction of nobody', 4_711_999, '2026-05-01T08:00:00Z', 'unknown transaction'],
    ['no number', 'abc', '2026-05-01T08:00:00Z', 'transactionId is no number'],
    ['no time', 1, 'yesterday', 'timestamp is no moment'],
    ['nothing', undefined, undefined, 'transactionId is no number'],
  ])('%s is rejected', async (...[, transactionId, timestamp, data]) => {
    expect(await unplugged(transactionId, timestamp)).toEqual({ status: 'Rejected', data });
  });
});
