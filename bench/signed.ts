/** How many signed meter values a core reads and checks in a second, on each curve that meters sign with. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { ocmfPayload, ocmfText, readPublicKey, type SigningCurve, signatureQuestion, signingCurves } from '@stationmaster/domain';
import { readRecord } from '../apps/server/src/signed/record.ts';
import { isSignedBy } from '../apps/server/src/signed/verify.ts';

const openssl: Partial<Record<SigningCurve, string>> = { secp192r1: 'prime192v1', secp256r1: 'prime256v1' };
const seconds = Number(process.env['BENCH_SECONDS'] ?? 10) / 5;
/** As many as the watch checks in one go. */
const atOnce = 64;

/** CPU time of all threads counts, so that OpenSSL's threads are no gift. */
export async function signedValues(): Promise<void> {
  console.log('### signed meter values: read out of their wrapping, parsed and checked, by curve\n');
  console.log('| curve | records a second of CPU |\n|---|---|');
  for (const curve of Object.keys(signingCurves) as SigningCurve[]) {
    const { records, key } = recordsOn(curve);
    await checked(records.slice(0, atOnce), key);
    const began = process.cpuUsage();
    let count = 0;
    const spent = () => {
      const { user, system } = process.cpuUsage(began);
      return (user + system) / 1e6;
    };
    while (spent() < seconds) count += await checked(records, key);
    console.log(`| ${curve} | ${Math.round(count / spent()).toLocaleString('en')} |`);
  }
  console.log();
}

async function checked(records: readonly string[], key: string): Promise<number> {
  const results = await Promise.all(
    records.map((text) => {
      const { ocmf } = readRecord({ text, encodingMethod: 'OCMF', toldKey: key });
      const meter = readPublicKey(key);
      const question = ocmf === null || meter === null ? null : signatureQuestion(ocmf, meter);
      return question === null || typeof question === 'string' ? false : isSignedBy(question);
    }),
  );
  if (!results.every((isValid) => isValid)) throw new Error('a good record was refused');
  return results.length;
}

function recordsOn(curve: SigningCurve): { records: string[]; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: openssl[curve] ?? curve });
  const records = Array.from({ length: atOnce }, (_, page) => {
    const readings = [
      { at: 1.7e12 + page, kind: 'B' as const, wh: 1000 },
      { at: 1.7e12 + page + 3.6e6, kind: 'E' as const, wh: 21_000 + page },
    ];
    const payload = ocmfPayload({ meterSerial: '1ABC0001', page, idToken: '04A1B2C3D4', readings });
    const signature = sign('sha256', Buffer.from(payload), privateKey).toString('hex');
    // As 2.x sends it.
    return Buffer.from(ocmfText(payload, { method: `ECDSA-${curve}-SHA256`, signature })).toString('base64');
  });
  return { records, key: publicKey.export({ format: 'der', type: 'spki' }).toString('hex') };
}
