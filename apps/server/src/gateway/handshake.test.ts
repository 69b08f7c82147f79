import { describe, expect, it } from 'vitest';
import { type Attempt, basicCredentials, decideHandshake, identityOf, type Known } from './handshake.ts';

const attempt = (change: Partial<Attempt> = {}): Attempt => ({
  path: '/ocpp/S1',
  offered: ['ocpp1.6'],
  authorization: undefined,
  remoteAddress: '10.0.0.1',
  userAgent: '',
  ...change,
});
const basic = (userName: string, password: string | Buffer): string =>
  `Basic ${Buffer.concat([Buffer.from(`${userName}:`), Buffer.from(password)]).toString('base64')}`;
const known = (change: Partial<Known> = {}): Known => ({
  id: 1,
  securityProfile: 1,
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
    ['the right password (TC_A_01)', { authorization: basic('S1', 'right:password') }, known(), { kind: 'accept', version: 'ocpp1.6' }],
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
    ['profile 0 and no password', {}, known({ securityProfile: 0 }), { kind: 'accept', version: 'ocpp1.6' }],
    [
      'profile 0 and a password nobody asked for',
      { authorization: basic('S1', 'any') },
      known({ securityProfile: 0 }),
      { kind: 'accept', version: 'ocpp1.6' },
    ],
    ['no subprotocol', { offered: [] }, known(), { kind: 'refuse', status: 400, reason: 'noSubprotocol' }],
    ['an unknown subprotocol (TC_B_58)', { offered: ['ocpp0.1'] }, known(), { kind: 'refuse', status: 400, reason: 'wrongSubprotocol' }],
    [
      'a list of subprotocols: the first we speak',
      { offered: ['ocpp0.1', 'ocpp2.1', 'ocpp1.6'] },
      known({ securityProfile: 0 }),
      { kind: 'accept', version: 'ocpp2.1' },
    ],
    ['an unknown station', {}, null, { kind: 'lobby', version: 'ocpp1.6' }],
  ])('%s', (...[, change, station, verdict]) => expect(decide(change, station)).toEqual(verdict));

  it('treats unknown stations as the setting says', () => {
    expect(decide({}, null, 'refuse')).toEqual({ kind: 'refuse', status: 404, reason: 'unknownStation' });
    expect(decide({}, null, 'adopt')).toEqual({ kind: 'adopt', version: 'ocpp1.6' });
  });
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
