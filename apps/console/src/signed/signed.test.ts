import { generateKeyPairSync, sign } from 'node:crypto';
import { ocmfPayload, ocmfText, type SigningCurve, signingCurves, writeTransparencyXml } from '@stationmaster/domain';
import { expect, test } from 'vitest';
import { recordsIn, seen, summary } from './check.ts';
import { fromFragment, toFragment } from './link.ts';

const openssl: Partial<Record<SigningCurve, string>> = { secp192r1: 'prime192v1', secp256r1: 'prime256v1' };
function made(curve: SigningCurve, change: object = {}) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: openssl[curve] ?? curve });
  const key = publicKey.export({ format: 'der', type: 'spki' }).toString('hex');
  const record = (page: number, kind: 'B' | 'E', wh: number) => {
    const readings = [{ at: Date.UTC(2026, 4, 1, 8 + page), kind, wh, ...change }];
    const payload = ocmfPayload({ meterSerial: 'M1', page, idToken: 'CARD', readings });
    return ocmfText(payload, {
      method: `ECDSA-${curve}-SHA256`,
      signature: sign('sha256', Buffer.from(payload), privateKey).toString('hex'),
    });
  };
  return { key, begin: record(1, 'B', 1000), end: record(2, 'E', 8500) };
}

test.each(Object.keys(signingCurves) as SigningCurve[])('%s: what OpenSSL signs is genuine here, what was changed is not', (curve) => {
  const { key, begin, end } = made(curve);
  const all = [begin, end].map((text) => seen({ text, publicKey: key, context: '' }));
  expect(all.map(({ verdict }) => verdict)).toEqual(['valid', 'valid']);
  expect(summary(all)).toMatchObject({ outcome: 'good', energyWh: 7500 });
  expect(seen({ text: end.replace('8.5', '9.5'), publicKey: key, context: '' }).verdict).toBe('invalid');
  expect(seen({ text: end, publicKey: made(curve).key, context: '' }).verdict).toBe('invalid');
});

test('the link carries everything, and a cut one is none', async () => {
  const { key, begin, end } = made('secp256r1');
  const records = [begin, end].map((text) => ({ text, publicKey: key, context: 'Transaction.End' }));
  const fragment = await toFragment(records);
  expect(fragment).toMatch(/^v1\.[\w-]+$/);
  expect(await fromFragment(fragment)).toEqual(records);
  for (const broken of ['', 'v1.', 'v2.abc', fragment.slice(0, -40), 'v1.%%%']) expect(await fromFragment(broken), broken).toBeNull();
});

test('what people paste', () => {
  const { key, begin, end } = made('secp256r1');
  const xml = writeTransparencyXml(
    [begin, end].map((text) => ({ transactionId: '1', context: 'x', format: 'OCMF', encoding: 'plain', text, publicKey: key })),
  );
  expect(recordsIn(xml, '').map((one) => seen(one).verdict)).toEqual(['valid', 'valid']);
  expect(recordsIn(`${begin}\n${end}`, key)).toHaveLength(2);
  expect(recordsIn('  ', key)).toEqual([]);
  expect(recordsIn('hello', key).map((one) => seen(one).verdict)).toEqual(['unsupported']);
});

test('genuine is not yet good', () => {
  const { key, begin, end } = made('secp256r1', { state: 'M' });
  const all = [begin, end].map((text) => seen({ text, publicKey: key, context: '' }));
  expect(summary(all)).toMatchObject({ outcome: 'flagged', findings: ['signedFlagged'] });
  expect(summary([seen({ text: begin, publicKey: '', context: '' })]).outcome).toBe('unknown');
  expect(summary([]).outcome).toBe('unknown');
  expect(summary([seen({ text: 'OCMF|{', publicKey: key, context: '' })]).outcome).toBe('bad');
});
