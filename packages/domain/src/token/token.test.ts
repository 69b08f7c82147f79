import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aliasesOf, matchToken } from './aliases.ts';
import { canonicalToken, isUid, maskToken } from './canonical.ts';
import { decideToken, isTypeMeant, type KnownDriver, type KnownToken } from './decide.ts';

describe('canonicalToken', () => {
  test.each([
    ['04:A2-b3 c4.D5_e6:80', '04A2B3C4D5E680'],
    [' 04a2b3c4 ', '04A2B3C4'],
    ['e0 04 01 50 12 34 56 78', 'E004015012345678'],
    ['aa:bb:cc:dd:ee:ff', 'AABBCCDDEEFF'],
    // not a UID's length: separators belong to the id
    ['12-34', '12-34'],
    ['AB-CD-EF', 'AB-CD-EF'],
    ['de-8aa-ca2b3c4d5-6', 'DE-8AA-CA2B3C4D5-6'],
    ['  Anna   Berg\t', 'ANNA BERG'],
    ['müller', 'MüLLER'],
    ['', ''],
  ])('%j → %j', (text, canonical) => {
    expect(canonicalToken(text)).toBe(canonical);
  });

  test('is its own canonical form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(canonicalToken(canonicalToken(text))).toBe(canonicalToken(text));
      }),
    );
  });
});

const uid = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((all) =>
    Array.from(all, (byte) => byte.toString(16).padStart(2, '0'))
      .join('')
      .toUpperCase(),
  );

describe('aliasesOf', () => {
  test('a 7-byte UID', () => {
    expect(aliasesOf('04A2B3C4D5E680')).toEqual([
      '80E6D5C4B3A204',
      '04A2B3C4',
      'C4D5E680',
      '8804A2B3',
      'C4B3A204',
      '80E6D5C4',
      'B3A20488',
      '04A2B3C4D5E6',
    ]);
  });
  test('readers met in the field: little-endian cascade level 1 (3bc40488 of 04c43bc21c2680)', () => {
    expect(aliasesOf('04C43BC21C2680')).toContain('3BC40488');
  });
  test('a 4-byte UID', () => {
    expect(aliasesOf('1C78F2BF')).toEqual(['BFF2781C', '1C78F2BF0000']);
  });
  test.each(['DE-8AA-CA2B3C4D5-6', 'AABBCCDDEEFF', 'ABBA', ''])('%j has none', (canonical) => {
    expect(aliasesOf(canonical)).toEqual([]);
  });
  test('every alias is a canonical form other than the card’s own', () => {
    fc.assert(
      fc.property(fc.oneof(uid(4), uid(7), uid(8), uid(10)), (canonical) => {
        for (const alias of aliasesOf(canonical)) {
          expect(canonicalToken(alias)).toBe(alias);
          expect(isUid(alias)).toBe(true);
          expect(alias).not.toBe(canonical);
        }
      }),
    );
  });
});

describe('matchToken', () => {
  const anna = { canonical: '04A2B3C4D5E680', automatic: true };
  const ben = { canonical: '04A2B3C4FFFFFF', automatic: true };
  const four = { canonical: '04A2B3C4', automatic: false };
  const typed = { canonical: 'FLEET-7', automatic: false };
  test.each([
    ['nobody', [], null],
    ['one card by its first four bytes', [anna], anna],
    ['two cards with the same four bytes are neither', [anna, ben], null],
    ['three likewise', [anna, ben, { ...ben, canonical: '04A2B3C4000000' }], null],
    ['a card of exactly these four bytes wins', [anna, four, ben], four],
    ['an alias that was typed wins over derived ones', [anna, ben, typed], typed],
    ['a canonical form wins over a typed alias', [typed, four], four],
  ])('%s', (_name, candidates, expected) => {
    expect(matchToken('04A2B3C4', candidates)).toBe(expected);
  });
  test('the whole number reversed wins over a truncation', () => {
    const whole = { canonical: 'C4B3A204', automatic: true };
    expect(matchToken('04A2B3C4', [anna, whole])).toBe(whole);
  });
  test('never takes one of two cards that a reader cannot tell apart, in any order', () => {
    fc.assert(
      fc.property(uid(7), uid(3), fc.boolean(), (canonical, tail, swapped) => {
        const other = canonical.slice(0, 8) + tail;
        fc.pre(other !== canonical);
        const cards = [
          { canonical, automatic: true },
          { canonical: other, automatic: true },
        ];
        expect(matchToken(canonical.slice(0, 8), swapped ? cards.reverse() : cards)).toBeNull();
      }),
    );
  });
});

describe('decideToken', () => {
  const known: KnownToken = { blocked: false, validFrom: null, validUntil: null };
  test.each<[string, KnownToken | null, string | null, boolean, string, string]>([
    ['known', known, null, false, 'Accepted', 'known'],
    ['known where all may', known, null, true, 'Accepted', 'known'],
    ['unknown', null, null, false, 'Unknown', 'unknown'],
    ['unknown where all may', null, null, true, 'Accepted', 'openAccess'],
    ['blocked', { ...known, blocked: true }, null, false, 'Blocked', 'blocked'],
    ['blocked where all may', { ...known, blocked: true }, null, true, 'Blocked', 'blocked'],
    ['blocked and expired', { ...known, blocked: true, validUntil: 0 }, null, false, 'Blocked', 'blocked'],
    ['from now on', { ...known, validFrom: 1000 }, null, false, 'Accepted', 'known'],
    ['not yet', { ...known, validFrom: 1001 }, null, false, 'Invalid', 'notYetValid'],
    ['until now', { ...known, validUntil: 1000 }, null, false, 'Expired', 'expired'],
    ['for one more ms', { ...known, validUntil: 1001 }, null, false, 'Accepted', 'known'],
    ['expired where all may', { ...known, validUntil: 1000 }, null, true, 'Accepted', 'openAccess'],
    ['no authorisation needed', null, 'NoAuthorization', false, 'Accepted', 'noAuthorization'],
    ['a payment', null, 'DirectPayment', false, 'Accepted', 'directPayment'],
  ])('%s', (...[, token, type, openAccess, status, reason]) => {
    expect(decideToken({ token, type, openAccess, at: 1000 })).toEqual({ status, reason });
  });

  const driver = { blocked: false, groups: [], allowances: [] };
  const elsewhere = { ...driver, groups: [{ rights: [{ siteIds: [2], hours: null }] }] };
  const never = { ...driver, groups: [{ rights: [{ siteIds: [1], hours: [] }] }] };
  const spent = {
    ...driver,
    allowances: [
      { owner: 'company' as const, limits: [{ of: 'energy' as const, per: 'day' as const, mostWh: 0, stops: false }], spent: [] },
    ],
  };
  test.each<[string, KnownDriver, boolean, string, string]>([
    ['a driver without groups', driver, false, 'Accepted', 'known'],
    ['a blocked driver where all may', { ...driver, blocked: true }, true, 'Blocked', 'driverBlocked'],
    ['at another site', elsewhere, false, 'NotAtThisLocation', 'notAtThisSite'],
    ['at another site where all may', elsewhere, true, 'Accepted', 'openAccess'],
    ['at another hour', never, false, 'NotAtThisTime', 'notAtThisTime'],
    ['beyond a limit', spent, false, 'NoCredit', 'companyLimit'],
  ])('%s', (...[, of, openAccess, status, reason]) => {
    const token = { ...known, driver: of };
    expect(decideToken({ token, openAccess, place: { siteId: 1, timeZone: 'UTC' }, at: 1000 })).toEqual({ status, reason });
    // To end a session every card of a driver who is not blocked is good.
    if (!of.blocked) expect(decideToken({ token, openAccess: false, at: 1000 })).toEqual({ status: 'Accepted', reason: 'known' });
  });
});

test.each([
  ['ISO14443', 'ISO15693', true],
  ['ISO14443', 'Central', true],
  ['MacAddress', 'EVCCID', true],
  ['KeyCode', null, true],
  ['KeyCode', 'KeyCode', true],
  ['KeyCode', 'ISO14443', false],
  ['ISO14443', 'KeyCode', false],
  ['Central', 'DirectPayment', false],
])('a %s of ours is meant by what comes as %s: %s', (ours, presented, expected) => {
  expect(isTypeMeant(ours, presented)).toBe(expected);
});

test('a KeyCode is masked, a card is not', () => {
  expect(maskToken('4711', 'KeyCode')).toBe('****');
  expect(maskToken('04A2B3C4', null)).toBe('04A2B3C4');
});
