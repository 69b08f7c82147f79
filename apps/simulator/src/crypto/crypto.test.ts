import { createPublicKey, sign, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasOpenssl, newRoot, openssl, signed } from '../testing/openssl.ts';
import { hashDataOf, isOfKey, isSignedBy, isValidAt, readCertificate, readChain } from './certificate.ts';
import { der, oid, pieces, tags } from './der.ts';
import { newKeyRequest } from './pkcs10.ts';

describe('DER', () => {
  it('what is written is read again, however long it is', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }), (contents) => {
        const bytes = der(tags.sequence, ...contents.map((content) => der(tags.bits, content)));
        const [outer] = pieces(bytes);
        expect(pieces(outer?.content ?? Buffer.alloc(0)).map(({ tag, content }) => [tag, [...content]])).toEqual(
          contents.map((content) => [tags.bits, [...content]]),
        );
      }),
    );
  });

  it.each([
    ['2.5.4.3', '0603550403'],
    ['1.2.840.10045.4.3.2', '06082a8648ce3d040302'],
  ])('object identifier %s', (text, hex) => expect(oid(text).toString('hex')).toBe(hex));

  it('bytes that end too early are refused', () => {
    expect(() => pieces(Buffer.from('3005aa', 'hex'))).toThrow(RangeError);
    expect(() => pieces(Buffer.from('308f', 'hex'))).toThrow(RangeError);
  });
});

describe.skipIf(!hasOpenssl)('certificate requests and certificates', () => {
  it('openssl verifies the request and reads its subject', () => {
    const { csr } = newKeyRequest({ commonName: 'Säule 7', organization: 'Operator' });
    const verify = (pem: string): { out: string; err: string } =>
      openssl(['req', '-in', 'csr.pem', '-noout', '-verify', '-subject', '-nameopt', 'utf8,sep_comma_plus'], { 'csr.pem': pem });
    const { out, err } = verify(csr);
    expect(out).toContain('O=Operator,CN=Säule 7');
    expect(err).toMatch(/verify OK/i);
    const bytes = Buffer.from(csr.replace(/-----.+?-----/g, ''), 'base64');
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    const broken = `-----BEGIN CERTIFICATE REQUEST-----\n${bytes.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
    expect(verify(broken).err).not.toMatch(/verify OK/i);
  });

  it('a certificate for the request belongs to its key and to no other', () => {
    const root = newRoot('Root');
    const [mine, other] = [newKeyRequest({ commonName: 'A', organization: '' }), newKeyRequest({ commonName: 'A', organization: '' })];
    const certificate = new X509Certificate(signed(mine.csr, root));
    expect([isOfKey(certificate, mine.privateKey), isOfKey(certificate, other.privateKey)]).toEqual([true, false]);
    expect(isValidAt(certificate, Date.UTC(2030, 0))).toBe(true);
    expect(isValidAt(certificate, Date.UTC(2000, 0))).toBe(false);
    expect(readChain(`${certificate.toString()}\n${root.certificate}`)).toHaveLength(2);
    expect(readCertificate('x')).toBeNull();
  });

  it('hash data are those of an OCSP request for the same certificate', () => {
    const root = newRoot('Root');
    const leaf = signed(newKeyRequest({ commonName: 'Leaf', organization: '' }).csr, root);
    const files = { 'root.pem': root.certificate, 'leaf.pem': leaf };
    const { out: said } = openssl(['ocsp', '-sha256', '-issuer', 'root.pem', '-cert', 'leaf.pem', '-req_text'], files);
    const field = (name: string): string => new RegExp(`${name}: ([0-9A-F]+)`).exec(said)?.[1]?.toLowerCase() ?? '';
    expect(hashDataOf(new X509Certificate(leaf), new X509Certificate(root.certificate), 'SHA256')).toEqual({
      hashAlgorithm: 'SHA256',
      issuerNameHash: field('Issuer Name Hash'),
      issuerKeyHash: field('Issuer Key Hash'),
      serialNumber: '102',
    });
  });

  it('a firmware signature is of these bytes only', () => {
    const { certificate, key } = newRoot('Maker');
    const content = Buffer.from('firmware');
    const signature = sign('sha256', content, key).toString('base64');
    const signer = new X509Certificate(certificate);
    expect(createPublicKey(key).asymmetricKeyType).toBe('ec');
    expect([isSignedBy(content, signature, signer), isSignedBy(Buffer.from('other'), signature, signer)]).toEqual([true, false]);
  });
});
