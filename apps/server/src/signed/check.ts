import {
  type CheckedRecord,
  type KeyOrigin,
  type Ocmf,
  readPublicKey,
  type SignatureVerdict,
  signatureQuestion,
} from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { readRecord } from './record.ts';
import {
  type CheckRow,
  type KeyRow,
  type RecordRow,
  selectKeys,
  selectMissingPages,
  selectToldKeys,
  type ToldKey,
  upsertChecks,
} from './store.ts';
import { isSignedBy } from './verify.ts';

type Db = Kysely<Tables>;
interface StationKeys {
  registered: readonly KeyRow[];
  told: readonly ToldKey[];
}

/** Checks the signatures of these records with what is known of keys now, and keeps the verdicts. */
export async function checkRecords(db: Db, records: readonly RecordRow[], at: number): Promise<void> {
  const keys = new Map<number, StationKeys>();
  const checks: CheckRow[] = [];
  for (const record of records) {
    const { stationId } = record;
    const own = keys.get(stationId) ?? { registered: await selectKeys(db, stationId), told: await selectToldKeys(db, stationId) };
    keys.set(stationId, own);
    checks.push({ recordId: record.id, tenantId: record.tenantId, ...(await verdictOf(record, own)) });
  }
  await upsertChecks(db, checks, at);
}

type Verdict = Omit<CheckRow, 'recordId' | 'tenantId'>;
interface Candidate {
  origin: KeyOrigin;
  publicKey: string;
  keyId: number | null;
  keySerial: string;
}

/**
 * Only a registered key proves a record where there is one: what fits another key is a wrong key, whoever sent that key along. Without
 * a registered key the station's own word is taken, and said so.
 */
export async function verdictOf(record: RecordRow, keys: StationKeys): Promise<Verdict> {
  const { ocmf, format, publicKey } = readRecord(record);
  const plain = (verdict: SignatureVerdict, key: string | null = publicKey): Verdict => ({
    verdict,
    origin: null,
    keyId: null,
    publicKey: key,
    keySerial: '',
  });
  if (format !== 'OCMF') return plain('unsupported');
  if (ocmf === null) return plain('unreadable');
  const isHere = (evseId: number) => evseId === 0 || record.evseId === 0 || evseId === record.evseId;
  const registered = keys.registered
    .filter(({ evseId, revokedAt }) => isHere(evseId) && (revokedAt === null || revokedAt > record.receivedAt))
    .map(({ id, meterSerial, publicKey: key }): Candidate => ({ origin: 'registered', publicKey: key, keyId: id, keySerial: meterSerial }));
  const others = keys.told
    .filter(({ evseId }) => isHere(evseId))
    .map(({ publicKey: key }): Candidate => ({ origin: 'station', publicKey: key, keyId: null, keySerial: '' }));
  if (publicKey !== null) others.push({ origin: 'message', publicKey, keyId: null, keySerial: '' });

  const own = await firstFitting(ocmf, registered);
  if (own === 'unsupported') return plain('unsupported');
  if (own !== null) return { verdict: 'valid', ...own };
  const other = await firstFitting(ocmf, others);
  if (other === 'unsupported') return plain('unsupported');
  if (registered.length > 0) return other === null ? plain('invalid', registered[0]?.publicKey) : { verdict: 'wrongKey', ...other };
  if (other !== null) return { verdict: 'valid', ...other };
  return others.length === 0 ? plain('noKey', null) : plain('invalid', others[0]?.publicKey);
}

async function firstFitting(ocmf: Ocmf, candidates: readonly Candidate[]): Promise<Candidate | 'unsupported' | null> {
  for (const candidate of candidates) {
    const key = readPublicKey(candidate.publicKey);
    const question = key === null ? null : signatureQuestion(ocmf, key);
    if (question === 'methodUnsupported') return 'unsupported';
    if (question !== null && typeof question !== 'string' && (await isSignedBy(question))) return candidate;
  }
  return null;
}

/** Checked records as the rules want them, by session. */
export async function checkedOf(db: Db, rows: readonly RecordRow[]): Promise<Map<number, CheckedRecord[]>> {
  const missing = await selectMissingPages(
    db,
    rows.map(({ id }) => id),
  );
  const checked = new Map<number, CheckedRecord[]>();
  for (const row of rows) {
    const { ocmf } = readRecord(row);
    const one: CheckedRecord = {
      format: row.format,
      verdict: row.verdict ?? 'noKey',
      origin: row.origin,
      ocmf,
      keySerial: row.keySerial ?? '',
      missingPages: missing.get(row.id) ?? 0,
    };
    checked.set(row.sessionId, [...(checked.get(row.sessionId) ?? []), one]);
  }
  return checked;
}
