import { describe, expect, it } from 'vitest';
import { type Attempt, basicCredentials, decideHandshake, HANG_UP, identityOf, type Known } from './handshake.ts';
import { plainWay, type ShownCertificate, type Way } from './way.ts';

const attempt = (change: Partial<Attempt> = {}): Attempt => ({
  path: '/ocpp/S1',
  offered: ['ocpp1.6'],
  authorization: undefined,
  remoteAddress: '10.0.0.1',
  userAgent: '',
  way: plainWay,
  ...change,
});
const basic = (userName: string, password: string | Buffer): string =>
  `Basic ${Buffer.concat([Buffer.from(`${userName}:`), Buffer.from(password)]).toString('base64')}`;
const known = (change: Partial<Known> = {}): Known => ({
  id: 1,
  securityProfile: 1,
  movingTo: null,
  certificateNames: [],
  organization: '',
  registration: 'Accepted',
  hasPassword: true,
  verify: (password) => password.equals(Buffer.from('right:password')),
  ...change,
});

describe('identityOf', () => {
  it.each([
    ['/ocpp/CP-1', 'CP-1'],
    ['/CP-1', 'CP-1'],
    ['/steve/websocket/CentralSystemService/CP-1', 'CP-1'],
    ['/ocpp/CP-1/', 'CP-1'],
    ['/ocpp//CP-1', 'CP-1'],
    ['/ocpp/CP-1?token=1', 'CP-1'],
    ['/ocpp/Haus%20'.replace('%20', '_1'), 'Haus_1'],
    ['/ocpp/DE%2AABC%2AE1', 'DE*ABC*E1'],
    [`/ocpp/${'x'.repeat(48)}`, 'x'.repeat(48)],
  ])('%s is %s', (path, identity) => expect(identityOf(path)).toEqual({ identity }));

  it.each([
    ['/', 'noStationId'],
    ['/ocpp', 'noStationId'],
    ['/ocpp/', 'noStationId'],
    ['/ocpp/a%3Ab', 'badStationId'],
    ['/ocpp/a%20b', 'badStationId'],
    ['/ocpp/%E0%A4%A', 'badStationId'],
    ['/ocpp/a%00b', 'badStationId'],
    [`/ocpp/${'x'.repeat(49)}`, 'badStationId'],
  ])('%s has none: %s', (path, reason) => expect(identityOf(path)).toEqual({ reason }));
});

describe('decideHandshake', () => {
  const decide = (change: Partial<Attempt>, station: Known | null, unknown: 'lobby' | 'refuse' | 'adopt' = 'lobby') =>
    decideHandshake(attempt(change), { identity: 'S1', known: station, unknown });

  it.each<[string, Partial<Attempt>, Known | null, object]>([
    [
      'the right password (TC_A_01)',
      { authorization: basic('S1', 'right:password') },
      known(),
      { kind: 'accept', version: 'ocpp1.6', profile: 1 },
    ],
    [
      'a user name that is not the identity (TC_A_02)',
      { authorization: basic('S2', 'right:password') },
      known(),
      { kind: 'refuse', status: 401, reason: 'wrongUserName' },
    ],
    [
      'a wrong password (TC_A_03)',
      { authorization: basic('S1', 'wrong') },
      known(),
      { kind: 'refuse', status: 401, reason: 'wrongPassword' },
    ],
    ['no password', {}, known(), { kind: 'refuse', status: 401, reason: 'noPassword' }],
    ['a header that is not Basic', { authorization: 'Bearer x' }, known(), { kind: 'refuse', status: 401, reason: 'noPassword' }],
    ['profile 0 and no password', {}, known({ securityProfile: 0 }), { kind: 'accept', version: 'ocpp1.6', profile: 0 }],
    [
      'profile 0 and a password nobody asked for',
      { authorization: basic('S1', 'any') },
      known({ securityProfile: 0 }),
      { kind: 'accept', version: 'ocpp1.6', profile: 0 },
    ],
    ['no subprotocol', { offered: [] }, known(), { kind: 'refuse', status: 400, reason: 'noSubprotocol' }],
    ['an unknown subprotocol (TC_B_58)', { offered: ['ocpp0.1'] }, known(), { kind: 'refuse', status: 400, reason: 'wrongSubprotocol' }],
    [
      'a list of subprotocols: the first we speak',
      { offered: ['ocpp0.1', 'ocpp2.1', 'ocpp1.6'] },
      known({ securityProfile: 0 }),
      { kind: 'accept', version: 'ocpp2.1', profile: 0 },
    ],
    ['an unknown station', {}, null, { kind: 'lobby', version: 'ocpp1.6' }],
  ])('%s', (...[, change, station, verdict]) => expect(decide(change, station)).toEqual(verdict));

  it('treats unknown stations as the setting says', () => {
    expect(decide({}, null, 'refuse')).toEqual({ kind: 'refuse', status: 404, reason: 'unknownStation' });
    expect(decide({}, null, 'adopt')).toEqual({ kind: 'adopt', version: 'ocpp1.6' });
  });
});

describe('security profiles', () => {
  const own: ShownCertificate = {
    commonName: 's1',
    organization: 'Acme',
    issuer: 'Root',
    serialNumber: '01',
    validTo: 2_000_000_000_000,
    problem: null,
  };
  const tls = (certificate: ShownCertificate | null = null): Way => ({ ...plainWay, encryptedBy: 'us', certificate });
  const right = basic('S1', 'right:password');
  const verdictOf = (station: Partial<Known>, change: Partial<Attempt>) => {
    const verdict = decideHandshake(attempt(change), { identity: 'S1', known: known(station), unknown: 'lobby' });
    return verdict.kind === 'accept' ? verdict.profile : verdict.kind === 'refuse' ? [verdict.status, verdict.reason] : verdict.kind;
  };

  it.each<[string, Partial<Known>, Partial<Attempt>, unknown]>([
    ['1 over TLS is more than asked for', { securityProfile: 1 }, { way: tls(), authorization: right }, 1],
    ['2 with password and TLS', { securityProfile: 2 }, { way: tls(), authorization: right }, 2],
    ['2 without TLS', { securityProfile: 2 }, { authorization: right }, [403, 'needsTls']],
    ['2 without a password', { securityProfile: 2 }, { way: tls() }, [401, 'noPassword']],
    ['2 with a certificate is no password', { securityProfile: 2 }, { way: tls(own) }, [401, 'noPassword']],
    ['3 with its certificate, whatever its case', { securityProfile: 3 }, { way: tls(own) }, 3],
    ['3 with a password instead', { securityProfile: 3 }, { way: tls(), authorization: right }, [HANG_UP, 'noCertificate']],
    ['3 without TLS', { securityProfile: 3 }, { authorization: right }, [403, 'needsTls']],
    ['3 of another', { securityProfile: 3 }, { way: tls({ ...own, commonName: 'S2' }) }, [HANG_UP, 'certificateWrongName']],
    ['3 without a name', { securityProfile: 3 }, { way: tls({ ...own, commonName: '' }) }, [HANG_UP, 'certificateWrongName']],
    ['3 by serial number', { securityProfile: 3, certificateNames: ['SN-7'] }, { way: tls({ ...own, commonName: 'SN-7' }) }, 3],
    ['3 expired', { securityProfile: 3 }, { way: tls({ ...own, problem: 'expired' }) }, [HANG_UP, 'certificateExpired']],
    [
      '3 of a stranger',
      { securityProfile: 3 },
      { way: tls({ ...own, problem: 'unknownAuthority' }) },
      [HANG_UP, 'certificateUnknownAuthority'],
    ],
    ['3 of our organisation', { securityProfile: 3, organization: 'Acme' }, { way: tls(own) }, 3],
    ['3 of another one', { securityProfile: 3, organization: 'Else' }, { way: tls(own) }, [HANG_UP, 'certificateWrongOrganization']],
    ['1 on its way to 2, come as 2', { securityProfile: 1, movingTo: 2 }, { way: tls(), authorization: right }, 2],
    ['1 on its way to 2, still as 1', { securityProfile: 1, movingTo: 2 }, { authorization: right }, 1],
    ['2 on its way to 3, come as 3', { securityProfile: 2, movingTo: 3 }, { way: tls(own) }, 3],
    ['2 on its way to 3, still as 2', { securityProfile: 2, movingTo: 3 }, { way: tls(), authorization: right }, 2],
    ['2 on its way to 3, as 1', { securityProfile: 2, movingTo: 3 }, { authorization: right }, [403, 'needsTls']],
    ['3 on its way back to 2', { securityProfile: 3, movingTo: 2 }, { way: tls(), authorization: right }, 2],
  ])('%s', (...[, station, change, expected]) => expect(verdictOf(station, change)).toEqual(expected));
});

describe('basicCredentials', () => {
  it('splits bytes at the first colon and keeps the rest as it is', () => {
    const bytes = Buffer.from([0, 255, 0x3a, 7]);
    expect(basicCredentials(basic('S1', bytes))).toEqual({ userName: 'S1', password: bytes });
  });

  it.each([undefined, '', 'Basic', 'Basic !!!', `Basic ${Buffer.from('no colon').toString('base64')}`])('%s is none', (header) =>
    expect(basicCredentials(header)).toBeNull(),
  );
});
