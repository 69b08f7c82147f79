import { generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { asText, fromBase64, fromHex, toBytes, toHex } from './bytes.ts';
import { curveNamed, methodNamed, type SigningCurve, signingCurves } from './curves.ts';
import { parseOcmf } from './ocmf.ts';
import { keyText, readPublicKey, toSubjectPublicKeyInfo } from './public-key.ts';
import { signatureQuestion } from './signature.ts';
import { readSignedData } from './signed-data.ts';
import { readTransparencyXml, writeTransparencyXml } from './transparency-xml.ts';

/** The names of OpenSSL. */
const openssl: Partial<Record<SigningCurve, string>> = { secp192r1: 'prime192v1', secp256r1: 'prime256v1' };
const pair = (curve: SigningCurve) => generateKeyPairSync('ec', { namedCurve: openssl[curve] ?? curve });
const spki = (key: KeyObject) => key.export({ format: 'der', type: 'spki' });
const payload =
  '{"FV":"1.0","GI":"Ä","MS":"1ABC0001","PG":"T7","IS":true,"IT":"ISO14443","ID":"04A1","RD":[{"TM":"2026-05-01T10:00:00,000+0200 S","TX":"B","RV":0.2596,"RI":"1-b:1.8.0","RU":"kWh","ST":"G"},{"TX":"E","TM":"2026-05-01T11:00:00,000+0200 S","RV":"    10.2597"}]}';

describe.each(Object.keys(signingCurves) as SigningCurve[])('%s', (curve) => {
  const { publicKey, privateKey } = pair(curve);
  const der = spki(publicKey);
  const name = `ECDSA-${curve}-SHA256`;
  const record = (signature: Buffer, more: object = {}) =>
    `OCMF|${payload}|${JSON.stringify({ SA: name, SD: signature.toString('hex'), ...more })}`;
  const asks = (text: string, key: string) => {
    const ocmf = parseOcmf(text);
    const meter = readPublicKey(key);
    if (ocmf === null || meter === null) throw new Error('unreadable');
    const question = signatureQuestion(ocmf, meter);
    if (typeof question === 'string') return question;
    const { hash, message, signature } = question;
    return verify(hash, message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
  };
  const point = der.subarray(der.length - 2 * signingCurves[curve].bytes - 1);

  test('a signature in DER or bare, in hex or base64, with the key in every way it is written', () => {
    const inDer = sign('sha256', Buffer.from(payload), privateKey);
    const bare = sign('sha256', Buffer.from(payload), { key: privateKey, dsaEncoding: 'ieee-p1363' });
    const hex = der.toString('hex');
    const spaced = hex.toUpperCase().replace(/(.{4})/g, '$1 ');
    const keys = [hex, spaced, der.toString('base64'), `oca:base16:asn1:${hex}`, point.toString('hex'), point.subarray(1).toString('hex')];
    keys.push(publicKey.export({ format: 'pem', type: 'spki' }).toString(), Buffer.from(`oca:base16:asn1:${hex}`).toString('base64'));
    for (const key of keys) expect(asks(record(inDer), key), key).toBe(true);
    expect(asks(record(bare), hex)).toBe(true);
    expect(asks(record(inDer, { SD: inDer.toString('base64'), SE: 'base64' }), hex)).toBe(true);
  });

  test('one changed sign, another key, another method', () => {
    const made = record(sign('sha256', Buffer.from(payload), privateKey));
    expect(asks(made.replace('10.2597', '10.2598'), der.toString('hex'))).toBe(false);
    expect(asks(made.replace('-SHA256', '-SHA512'), der.toString('hex'))).toBe(false);
    expect(asks(made.replace(name, 'RSASSA-PSS-SHA256'), der.toString('hex'))).toBe('methodUnsupported');
    expect(asks(made.replace(/"SD":"[^"]+"/, '"SD":"00"'), der.toString('hex'))).toBe('signatureUnreadable');
    const other = curve === 'secp256k1' ? 'secp384r1' : 'secp256k1';
    expect(asks(made, spki(pair(other).publicKey).toString('hex'))).toBe('keyOfOtherCurve');
  });

  test('the key is imported again as it was', () => {
    const key = readPublicKey(der.toString('hex'));
    expect(key).toMatchObject({ curve });
    expect(Buffer.from(toSubjectPublicKeyInfo(curve, point))).toEqual(der);
    expect(keyText(key ?? { curve, point })).toBe(point.toString('hex'));
  });
});

test('names of methods, as the standard and devices write them', () => {
  expect(methodNamed('ECDSA-brainpool256r1-SHA256')).toEqual({ curve: 'brainpoolP256r1', hash: 'sha256' });
  expect(methodNamed('ECDSA-brainpoolP384r1-SHA384')).toEqual({ curve: 'brainpoolP384r1', hash: 'sha384' });
  expect(methodNamed('ECDSA-secp521r1-SHA512')).toEqual({ curve: 'secp521r1', hash: 'sha512' });
  expect(methodNamed('RSA-SHA256')).toBeNull();
  expect(curveNamed('prime192v1')).toBe('secp192r1');
});

test('what is in a record: units, times, what is left out', () => {
  const ocmf = parseOcmf(`OCMF|${payload}|{"SD":"00"}`);
  expect(ocmf).toMatchObject({ meterSerial: '1ABC0001', page: { kind: 'T', number: 7 }, identification: { known: true, id: '04A1' } });
  expect(ocmf?.readings).toMatchObject([
    { kind: 'B', wh: 259.6, at: Date.UTC(2026, 4, 1, 8), clock: 'S', state: 'G' },
    { kind: 'E', wh: 10_259.7, at: Date.UTC(2026, 4, 1, 9), obis: '1-b:1.8.0', state: 'G' },
  ]);
  for (const broken of ['', 'OCMF', 'OCMF|{}|{}', 'OCMF|{"RD":[]}', 'OCMF|{"RD":[]|{}', 'OCMF|[]|{}', 'OCMF|{"RD":[1]}|x'])
    expect(parseOcmf(broken), broken).toBeNull();
});

describe('out of their wrappings', () => {
  const text = `OCMF|${payload}|{"SD":"00"}`;
  const hex = toHex(toBytes(text));
  const base64 = Buffer.from(text).toString('base64');
  test.each([
    ['plain', text],
    ['hex', hex],
    ['base64', base64],
    ['base64 of hex', Buffer.from(hex).toString('base64')],
    ['JSON of 1.6', JSON.stringify({ signedMeterData: hex, encodingMethod: 'OCMF', publicKey: 'AB' })],
    ['JSON of some stations', JSON.stringify({ signedMeterValue: text, encodingMethod: 'OCMF', publicKey: 'AB' })],
  ])('%s', (_, sent) => {
    expect(readSignedData(sent, { publicKey: 'AB' })).toEqual({ format: 'OCMF', text, publicKey: 'AB' });
  });
  test.each([
    ['AP;0;3;AJ2J7LYMGCIWT4AHUJPPFIIVB3FGRV2JQ2HVZG2I;BIHEIWSHAAA2W;', 'ALFEN'],
    ['1B1B1B1B01010101760501', 'SML'],
    ['<?xml version="1.0"?><signedMeterValue/>', 'EDL'],
    ['0102030405', 'unknown'],
    ['{"some":"thing"}', 'unknown'],
    ['', 'unknown'],
  ])('%s is %s', (sent, format) => expect(readSignedData(sent)).toEqual({ format, text: sent.trim(), publicKey: null }));
  test('as the message says', () => {
    expect(readSignedData('1b1b1b1b01010101', { encodingMethod: 'ISA_EDL_40_P' }).format).toBe('ISA-EDL');
    expect(readSignedData('30820102', { encodingMethod: 'OCMF' }).format).toBe('OCMF-sealed');
    expect(readSignedData('%%%', { encodingMethod: 'EDL' }).format).toBe('EDL');
  });
});

test('texts of bytes', () => {
  for (let length = 1; length < 70; length++) {
    const bytes = Uint8Array.from({ length }, (_, n) => (n * 37 + length) % 256);
    expect(fromBase64(Buffer.from(bytes).toString('base64'))).toEqual(bytes);
    expect(fromBase64(Buffer.from(bytes).toString('base64url'))).toEqual(bytes);
    expect(fromHex(toHex(bytes))).toEqual(bytes);
  }
  expect(Buffer.from(toBytes('aä€😀')).toString()).toBe('aä€😀');
  for (const sent of ['aä€😀', 'tab\tand\r\nline']) expect(asText(Buffer.from(sent))).toBe(sent);
  for (const binary of ['00', '1b1b', 'ff', 'c0af', 'eda080', 'e282', 'f4908080', '80'])
    expect(asText(Buffer.from(binary, 'hex')), binary).toBeNull();
  for (const none of ['', 'abc', 'xy']) expect(fromHex(none)).toBeNull();
  expect(fromBase64('a%b')).toBeNull();
});

test('the XML of the transparency software, there and back', () => {
  const value = {
    transactionId: '7',
    context: 'Transaction.Begin',
    format: 'OCMF',
    encoding: 'plain',
    text: 'OCMF|{"A":"<&>"}|{}',
    publicKey: 'AB',
  };
  expect(readTransparencyXml(writeTransparencyXml([value, { ...value, publicKey: '' }]))).toEqual([value, { ...value, publicKey: '' }]);
  expect(readTransparencyXml('<values><value><signedData><![CDATA[a<b]]></signedData></value></values>')[0]?.text).toBe('a<b');
  expect(readTransparencyXml('nothing')).toEqual([]);
});

test('a key that is none', () => {
  for (const text of ['', 'zz', '30', '3059', '04'.repeat(10), 'AAAA']) expect(readPublicKey(text), text).toBeNull();
  // Ed25519: another kind of key.
  expect(readPublicKey(generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).toString('hex'))).toBeNull();
});
