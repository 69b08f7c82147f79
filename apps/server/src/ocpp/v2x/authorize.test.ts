import { X509Certificate } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CertificateState, noCertificateServices } from '../../certificates/services.ts';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { type TestStation, TestWorld } from '../../testing/station.ts';

let database: TestDatabase;
let world: TestWorld;
let station: TestStation;
let old: TestStation;
beforeAll(async () => {
  database = await testDatabase();
  world = new TestWorld(database);
  station = await world.station('PNC', 'ocpp2.1');
  old = await world.station('OLD', 'ocpp2.0.1');
  await sql`insert into token (tenant_id, value, canonical, type, blocked, energy_transfer) values
    (1, 'DE-8AC-C12E45678-9', 'DE-8AC-C12E45678-9', 'eMAID', false, null), (1, 'DE-8AC-C00000000-1', 'DE-8AC-C00000000-1', 'eMAID', true, null),
    (1, '4711', '4711', 'KeyCode', false, null), (1, 'AA:BB:CC:DD:EE:FF', 'AABBCCDDEEFF', 'EVCCID', false, null),
    (1, 'WVWZZZ1JZXW000001', 'WVWZZZ1JZXW000001', 'VIN', false, null), (1, 'V2X', 'V2X', 'Central', false, '{DC,DC_BPT}')`.execute(
    database.db,
  );
});
afterAll(() => database?.drop());

const authorize = async (idToken: string, type: string, more: object = {}) =>
  (await station.say('Authorize', { idToken: { idToken, type }, ...more })) as {
    idTokenInfo: { status: string };
    certificateStatus?: string;
    allowedEnergyTransfer?: string[];
  };
const status = async (idToken: string, type: string) => (await authorize(idToken, type)).idTokenInfo.status;

describe('every type of token', () => {
  test.each([
    ['CARD', 'ISO14443', 'Accepted'],
    ['CARD', 'ISO15693', 'Accepted'],
    ['CARD', 'Central', 'Accepted'],
    ['CARD', 'Local', 'Accepted'],
    ['CARD', 'a word of its own', 'Accepted'],
    ['CARD', 'KeyCode', 'Unknown'],
    // A payment provider's reference, which happens to be spelt like a blocked contract: no card of ours is meant.
    ['DE8ACC000000001', 'DirectPayment', 'Accepted'],
    ['4711', 'KeyCode', 'Accepted'],
    ['4711', 'ISO14443', 'Unknown'],
    ['aabbccddeeff', 'MacAddress', 'Accepted'],
    ['AA-BB-CC-DD-EE-FF', 'EVCCID', 'Accepted'],
    ['wvwzzz1jzxw000001', 'VIN', 'Accepted'],
    ['DE8ACC12E456789', 'eMAID', 'Accepted'],
    ['DE-8AC-C12E45678', 'eMAID', 'Unknown'],
    ['DE8ACC000000001', 'eMAID', 'Blocked'],
    ['', 'NoAuthorization', 'Accepted'],
  ])('%s as %s: %s', async (...[idToken, type, expected]) => expect(await status(idToken, type)).toBe(expected));
});

describe('contract certificates (C07)', () => {
  const emaid = 'DE8ACC12E456789';
  const hash = {
    hashAlgorithm: 'SHA256',
    issuerNameHash: 'ab'.repeat(32),
    issuerKeyHash: 'cd'.repeat(32),
    serialNumber: '1F',
    responderURL: 'http://ocsp.example',
  };
  const withState = (...states: (CertificateState | null)[]) => {
    const left = [...states];
    world.certificates = {
      ...noCertificateServices,
      state: () => {
        const state = left.shift() ?? null;
        return Promise.resolve(state === null ? null : { state, nextUpdate: 0 });
      },
    };
  };

  test.each<[string, (CertificateState | null)[], string, string]>([
    ['good', ['Good'], 'Accepted', 'Accepted'],
    ['one of them revoked', ['Good', 'Revoked'], 'CertificateRevoked', 'Invalid'],
    ['one of them unknown to its responder', ['Unknown', 'Good'], 'CertChainError', 'Invalid'],
    ['a responder that does not answer', ['Good', null], 'NoCertificateAvailable', 'Invalid'],
  ])('%s', async (...[, states, certificateStatus, expected]) => {
    withState(...states);
    const answer = await authorize(emaid, 'eMAID', { iso15118CertificateHashData: states.map(() => hash) });
    expect([answer.certificateStatus, answer.idTokenInfo.status]).toEqual([certificateStatus, expected]);
  });

  test('fine, but the contract is blocked or not ours', async () => {
    withState('Good', 'Good');
    const blocked = await authorize('DE8ACC000000001', 'eMAID', { iso15118CertificateHashData: [hash] });
    expect([blocked.certificateStatus, blocked.idTokenInfo.status]).toEqual(['ContractCancelled', 'Blocked']);
    const stranger = await authorize('DEXYZC000000001', 'eMAID', { iso15118CertificateHashData: [hash] });
    expect([stranger.certificateStatus, stranger.idTokenInfo.status]).toEqual(['ContractCancelled', 'Unknown']);
  });

  test.each([
    ['a hash of another length', { issuerKeyHash: 'ab' }],
    ['a serial number that is none', { serialNumber: 'xyz' }],
    ['a responder that is no address', { responderURL: 'ldap://x' }],
  ])('%s is not asked about', async (_, wrong) => {
    withState('Good');
    const answer = await authorize(emaid, 'eMAID', { iso15118CertificateHashData: [{ ...hash, ...wrong }] });
    expect([answer.certificateStatus, answer.idTokenInfo.status]).toEqual(['CertChainError', 'Invalid']);
  });

  test('where this install cannot look into it, it says so, and the tap says why', async () => {
    world.certificates = noCertificateServices;
    const answer = await authorize(emaid, 'eMAID', { iso15118CertificateHashData: [hash] });
    expect([answer.certificateStatus, answer.idTokenInfo.status]).toEqual(['NoCertificateAvailable', 'Invalid']);
    const { rows } = await sql<{
      reason: string;
    }>`select reason from tap where station_id = ${station.state.id} order by frame_id desc limit 1`.execute(database.db);
    expect(rows[0]?.reason).toBe('contractRefused');
    expect((await authorize(emaid, 'eMAID')).certificateStatus).toBeUndefined();
  });

  test('the chain itself: unreadable, outdated, or handed to who can verify it', async () => {
    const seen: string[] = [];
    world.certificates = {
      ...noCertificateServices,
      contractChain: (chain) => {
        seen.push(chain);
        return Promise.resolve('SignatureError');
      },
    };
    const { validFromDate, validToDate } = new X509Certificate(certificate);
    const tell = async (at: number, text: string) => {
      world.now = at;
      return (await authorize(emaid, 'eMAID', { certificate: text })).certificateStatus;
    };
    expect(await tell(validFromDate.getTime(), 'nonsense')).toBe('CertChainError');
    expect(await tell(validFromDate.getTime() - 1, certificate)).toBe('CertificateExpired');
    expect(await tell(validToDate.getTime(), certificate)).toBe('CertificateExpired');
    expect(seen).toEqual([]);
    expect(await tell(validFromDate.getTime(), certificate)).toBe('SignatureError');
    expect(seen).toEqual([certificate]);
    world.certificates = noCertificateServices;
    expect(await tell(validFromDate.getTime(), certificate)).toBe('NoCertificateAvailable');
  });
});

test('2.1 tells how a driver may charge where something was agreed, 2.0.1 has no word for it', async () => {
  expect((await authorize('V2X', 'Central')).allowedEnergyTransfer).toEqual(['DC', 'DC_BPT']);
  expect(await authorize('CARD', 'Central')).not.toHaveProperty('allowedEnergyTransfer');
  expect(await old.say('Authorize', { idToken: { idToken: 'V2X', type: 'Central' } })).toEqual({ idTokenInfo: { status: 'Accepted' } });
});

/** Made for this test: self-signed, P-256, valid for a day. */
const certificate = `-----BEGIN CERTIFICATE-----
MIIBiTCCAS+gAwIBAgIURI0fP1HwXomxx40G3VNyIDC/YLMwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPREU4QUNDMTJFNDU2Nzg5MB4XDTI2MTEyMTA5MTI1OFoXDTI2
MTEyMjA5MTI1OFowGjEYMBYGA1UEAwwPREU4QUNDMTJFNDU2Nzg5MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEgmweLLRiHI00/8I5Yd/m0c/Ug9LuSp0F6/1R7qJg
THEP0S03a4PyUTHXPqG7+mYaqaomlEJSrNfGjTCx7RGHbKNTMFEwHQYDVR0OBBYE
FJgG+QV27hhWjhx/kCprU1i2Vbn6MB8GA1UdIwQYMBaAFJgG+QV27hhWjhx/kCpr
U1i2Vbn6MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgWncSpx4Y
moxwyCyEFBwCjAbtzPFXdc5V2HTS7qysr+QCIQDBM1jw8ituaZdt6bcLftlzylw9
OEDENABIPsWiFJgJRw==
-----END CERTIFICATE-----
`;
