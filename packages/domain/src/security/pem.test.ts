import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { pemFault, tidyPem } from './pem.ts';

/** A DER sequence that begins with a sequence, of so many bytes inside, as PEM. What else is in it is not looked at here. */
function pem(inside: number): string {
  const head = inside < 0x80 ? [inside] : inside < 0x100 ? [0x81, inside] : [0x82, inside >> 8, inside & 0xff];
  const body = Buffer.from([0x30, ...head, 0x30, ...Array.from({ length: inside - 1 }, (_, index) => index % 251)]).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${(body.match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;
}
const whole = pem(700);
const key = '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----\n';
const keyDer = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' });
const request = '-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n';
const wrapped = (body: string): string => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;

describe('a pasted text', () => {
  test.each([
    ['nothing', '  \n', 'pemEmpty'],
    ['a sentence', 'Dear colleague, here is the root.', 'pemMissing'],
    ['a request', request, 'pemRequest'],
    ['a key', key, 'pemPrivateKey'],
    ['a certificate with its key', whole + key, 'pemPrivateKey'],
    ['one without its last line', whole.slice(0, -30), 'pemCut'],
    ['one without its last lines but that', `${whole.slice(0, 500)}\n-----END CERTIFICATE-----\n`, 'pemCut'],
    ['one that lost its last character', whole.replace(/(.)\n-----END/, '\n-----END'), 'pemCut'],
    ['words between the lines', wrapped('this is no base64!'), 'pemGarbled'],
    ['base64 of something else', wrapped('bm9uc2Vuc2U='), 'pemGarbled'],
    ['more than it says', wrapped(Buffer.from([0x30, 1, 0x30, 7, 7, 7]).toString('base64')), 'pemGarbled'],
    ['a key in the wrapping of a certificate', wrapped(keyDer.toString('base64')), 'pemGarbled'],
    ['a length that is not there', wrapped('MIIB'), 'pemGarbled'],
  ])('that is %s is refused', (_, text, code) => {
    expect(pemFault(text, 'one')).toEqual({ code });
    expect(pemFault(text, 'chain')).toEqual({ code });
  });

  test('two certificates are a chain, and not one', () => {
    expect(pemFault(whole + pem(90), 'one')).toEqual({ code: 'pemSeveral', value: 2 });
    expect(pemFault(whole + pem(90), 'chain')).toBeNull();
  });

  test.each([2, 90, 127, 128, 200, 255, 256, 700, 4000])('a whole one of %i bytes is taken', (inside) => {
    expect(pemFault(pem(inside), 'one')).toBeNull();
  });

  test('what mail and web pages do to it is mended', () => {
    expect(tidyPem(`Subject: CN=Acme\n${whole}\n\n${pem(90)}-- \nAda`)).toBe(whole + pem(90));
    expect(tidyPem(whole.replaceAll('\n', '\r\n'))).toBe(whole);
    expect(tidyPem(whole.replaceAll('\n', ' '))).toBe(whole);
    expect(pemFault(whole.replaceAll('\n', ' '), 'one')).toBeNull();
  });
});
