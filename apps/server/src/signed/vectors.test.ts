import { existsSync, readFileSync } from 'node:fs';
import { parseOcmf, readPublicKey, readSignedData, readTransparencyXml, signatureQuestion } from '@stationmaster/domain';
import { describe, expect, test } from 'vitest';
import { isSignedBy } from './verify.ts';

/** Real devices' records, the test inputs of the transparency software (Apache-2.0). They are not part of this tree. */
const folder = new URL('../../../../../shared/data/ocmf/', import.meta.url);
const expected: Record<string, { valid: number; invalid?: number; unsupported?: number }> = {
  '20211007-device-with-evt-ocmf-sss-ses.xml': { valid: 2 },
  'OCMF-receipt-with_import_and_export.xml': { valid: 0, invalid: 1 },
  'OCMF-receipt-with_publickey_and_data.xml': { valid: 1 },
  'OCMF_Test_Data_00.xml': { valid: 2 },
  'Ocmf_Example_OBIS_98.8.0_2.8.0.xml': { valid: 1 },
  'VW_OCMF_load.xml': { valid: 1 },
  'brainpoolP256r1.xml': { valid: 2 },
  'chargepoint_3.xml': { valid: 1 },
  'fromweb.xml': { valid: 1 },
  'keba_test_txn.xml': { valid: 100 },
  'measurements.xml': { valid: 21 },
  'nistP384_0Wh.xml': { valid: 2 },
  'ocmf_sec.xml': { valid: 2 },
  'ocmf_tariff_1.xml': { valid: 1 },
  'second_key_fail_ocmf.xml': { valid: 1, invalid: 1 },
  'test.xml': { valid: 1, invalid: 1 },
  'test_ocmf_ebee_01.xml': { valid: 2 },
  'test_ocmf_ebee_02.xml': { valid: 1, invalid: 1 },
  'test_ocmf_keba_kcp30.xml': { valid: 1 },
  'test_ocmf_keba_kcp30_fail.xml': { valid: 0, invalid: 1 },
  'test_ocmf_rsa_01.xml': { valid: 0, unsupported: 1 },
  'test_ocmf_transaction_two_values.xml': { valid: 2 },
};

async function verdictOf({ text, publicKey, format }: { text: string; publicKey: string; format: string }) {
  const record = readSignedData(text, { publicKey, encodingMethod: format || undefined });
  if (record.format !== 'OCMF') return 'unsupported';
  const ocmf = parseOcmf(record.text);
  const key = record.publicKey === null ? null : readPublicKey(record.publicKey);
  if (ocmf === null || key === null) return 'invalid';
  const question = signatureQuestion(ocmf, key);
  if (question === 'methodUnsupported') return 'unsupported';
  return typeof question !== 'string' && (await isSignedBy(question)) ? 'valid' : 'invalid';
}

describe.skipIf(!existsSync(folder))('records of real devices', () => {
  test.each(Object.entries(expected))('%s', async (file, wanted) => {
    const values = readTransparencyXml(readFileSync(new URL(file, folder), 'utf8'));
    const counts: Record<string, number> = { valid: 0, invalid: 0, unsupported: 0 };
    for (const value of values) {
      const verdict = await verdictOf(value);
      counts[verdict] = (counts[verdict] ?? 0) + 1;
    }
    expect(counts).toEqual({ invalid: 0, unsupported: 0, ...wanted });
  });
});

const others = new URL('../../../../../shared/data/signed-other/', import.meta.url);
describe.skipIf(!existsSync(others))('other formats', () => {
  test.each([
    ['edl-40-01.xml', 'SML'],
    ['isa-edl-40p-ok.xml', 'ISA-EDL'],
    ['wirelane.xml', 'EDL'],
  ])('%s', (file, format) => {
    const [value] = readTransparencyXml(readFileSync(new URL(file, others), 'utf8'));
    expect(readSignedData(value?.text ?? '', { encodingMethod: value?.format || undefined }).format).toBe(format);
  });
  test.each([
    ['valid.pcdf', 'PCDF'],
    ['test_mennekes_full.xml', 'EDL'],
    ['test_mennekes_charging_processes.xml', 'EDL'],
    ['signature_16955306_ALL.xml', 'PTB-XML'],
  ])('%s', (file, format) => {
    expect(readSignedData(readFileSync(new URL(file, others), 'utf8')).format).toBe(format);
  });
});
