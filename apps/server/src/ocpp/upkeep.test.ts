import type { Version } from '@stationmaster/ocpp';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SigningRequest } from '../certificates/services.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { TestWorld } from '../testing/station.ts';

let database: TestDatabase;
let world: TestWorld;
let named = 0;
beforeAll(async () => {
  database = await testDatabase();
  world = new TestWorld(database);
}, 60_000);
afterAll(async () => {
  await world.commits.close();
  await database.drop();
}, 30_000);

const station = (version: Version) => world.station(`UPKEEP${++named}`, version);
const eventsOf = async (id: number) =>
  (
    await sql<
      Record<string, unknown>
    >`select kind, severity, type, text, at, data from station_event where station_id = ${id} order by received_at`.execute(database.db)
  ).rows;

describe.each<Version>(['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'])('security events of %s', (version) => {
  it('weigh by the list of the standard; a maker’s own are kept too, and a clock that is off does not matter', async () => {
    const box = await station(version);
    world.now = Date.parse('2026-05-01T08:00:00Z');
    await box.say('SecurityEventNotification', { type: 'TamperDetectionActivated', timestamp: '2026-05-01T07:59:00Z', techInfo: 'lid' });
    world.now += 1000;
    await box.say('SecurityEventNotification', { type: 'AcmeOdd', timestamp: '1970-01-01T00:00:00Z' });
    expect(await eventsOf(box.state.id)).toEqual([
      {
        kind: 'security',
        severity: 3,
        type: 'TamperDetectionActivated',
        text: 'lid',
        at: new Date('2026-05-01T07:59:00Z'),
        data: { critical: true },
      },
      { kind: 'security', severity: 6, type: 'AcmeOdd', text: '', at: new Date('2026-05-01T08:00:01Z'), data: { critical: false } },
    ]);
  });

  it('an authority takes the request after the station has its answer', async () => {
    const box = await station(version);
    const signed: SigningRequest[] = [];
    const before = world.certificates;
    world.certificates = {
      ...before,
      sign: { check: () => Promise.resolve(null), issue: (request) => Promise.resolve(void signed.push(request)) },
    };
    expect(await box.say('SignCertificate', { csr: 'PEM' })).toEqual({ status: 'Accepted' });
    world.certificates = before;
    expect(signed).toEqual([{ tenantId: 1, stationId: box.state.id, csr: 'PEM', type: 'ChargingStationCertificate', requestId: null }]);
  });
});

describe.each<Version>(['ocpp2.0.1', 'ocpp2.1'])('services behind the certificates of %s', (version) => {
  it('answer with what they found', async () => {
    const box = await station(version);
    const before = world.certificates;
    world.certificates = {
      ...before,
      contract: ({ exi }) => Promise.resolve({ exi: `${exi}!`, remaining: 2 }),
      ocsp: (hash, url) => Promise.resolve(`${hash.serialNumber} at ${url}`),
      state: (hash) => Promise.resolve(hash.serialNumber === '1' ? { state: 'Revoked', nextUpdate: world.now + 1000 } : null),
    };
    const contract = { iso15118SchemaVersion: 'v', action: 'Update', exiRequest: 'exi' };
    const expected = { status: 'Accepted', exiResponse: 'exi!' };
    expect(await box.say('Get15118EVCertificate', contract)).toEqual(
      version === 'ocpp2.1' ? { ...expected, remainingContracts: 2 } : expected,
    );
    const hash = (serialNumber: string) => ({ hashAlgorithm: 'SHA256', issuerNameHash: 'a', issuerKeyHash: 'b', serialNumber });
    expect(await box.say('GetCertificateStatus', { ocspRequestData: { ...hash('1'), responderURL: 'http://o' } })).toEqual({
      status: 'Accepted',
      ocspResult: '1 at http://o',
    });
    if (version === 'ocpp2.1') {
      const certificateStatusRequests = ['1', '2'].map((serial) => ({
        certificateHashData: hash(serial),
        source: 'OCSP',
        urls: ['http://o'],
      }));
      expect(await box.say('GetCertificateChainStatus', { certificateStatusRequests })).toEqual({
        certificateStatus: [
          { certificateHashData: hash('1'), source: 'OCSP', status: 'Revoked', nextUpdate: new Date(world.now + 1000).toISOString() },
          { certificateHashData: hash('2'), source: 'OCSP', status: 'Failed', nextUpdate: new Date(world.now).toISOString() },
        ],
      });
    }
    world.certificates = before;
  });
});
