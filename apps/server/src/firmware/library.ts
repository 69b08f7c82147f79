import type { firmware } from '@stationmaster/contract';
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { Failure, fail } from '../errors.ts';
import { diskOf, read } from '../files/disk.ts';
import { deleteFiles, findFile } from '../files/store.ts';
import type { Arrival } from '../files/take.ts';
import { isSigned, readCertificate } from './signature.ts';
import { type FirmwareFields, type FirmwareRow, findFirmware, openCampaignWith, setFile, setSignatureFits } from './store.ts';

type Db = Kysely<Tables>;

export async function existingFirmware(db: Db, id: number): Promise<FirmwareRow> {
  const row = await findFirmware(db, id);
  if (row === undefined) throw fail('notFound', { what: 'firmware', id });
  return row;
}

/** What a campaign gives to stations stays the same from the first to the last. Failure inUse. */
export async function mustBeFree(db: Db, { id, version }: FirmwareRow): Promise<void> {
  const campaign = await openCampaignWith(db, id);
  if (campaign !== undefined) throw fail('inUse', { what: 'firmware', id: version, by: `campaign ${campaign}` });
}

/** A signature without its certificate, or a text that is none, helps no station. Failure badRequest. */
export function checkSigning({ signature, signingCertificate }: FirmwareFields): void {
  if (typeof signingCertificate === 'string' && signingCertificate !== '' && readCertificate(signingCertificate) === null)
    throw new Failure('badRequest', {}, [{ path: 'signingCertificate', message: 'is no certificate (PEM)' }]);
  if (Boolean(signature) !== Boolean(signingCertificate) && signature !== undefined && signingCertificate !== undefined)
    throw new Failure('badRequest', {}, [
      { path: 'signature', message: 'needs the certificate it was made with, and the other way round' },
    ]);
}

/** Looks again whether signature, certificate and file belong together. */
export async function checkSignature({ config }: Pick<Context, 'config'>, db: Db, id: number): Promise<void> {
  const { file_id, signature, signing_certificate } = await existingFirmware(db, id);
  const certificate = signing_certificate === null ? null : readCertificate(signing_certificate);
  const file = file_id === null ? undefined : await findFile(db, file_id);
  const isKnown = file !== undefined && signature !== null && certificate !== null;
  await setSignatureFits(db, id, isKnown ? await isSigned(() => read(diskOf(config), file.key), signature, certificate) : null);
}

/** A file has come for the library: it must be what the maker says, and takes the place of the one before. */
export function firmwareArrived(context: Pick<Context, 'config'>): Arrival {
  return async (db, file, { subject_id }) => {
    const row = await existingFirmware(db, subject_id ?? 0);
    if (row.expected_sha256 !== null && !row.expected_sha256.equals(file.sha256))
      throw fail('checksumDiffers', { expected: row.expected_sha256.toString('hex'), found: file.sha256.toString('hex') });
    await mustBeFree(db, row);
    const before = await setFile(db, row.id, file.id);
    // Its bytes go with the next clean-up.
    if (before !== null) await deleteFiles(db, [before]);
    await checkSignature(context, db, row.id);
  };
}

export function firmwareView(row: FirmwareRow): z.input<typeof firmware> {
  const { file_name, size, sha256, md5, stored_at } = row;
  return {
    id: row.id,
    vendor: row.vendor,
    model: row.model,
    version: row.version,
    reportedVersion: row.reported_version,
    file:
      size === null || sha256 === null || md5 === null || stored_at === null
        ? null
        : { name: file_name ?? '', size, sha256: sha256.toString('hex'), md5: md5.toString('hex'), storedAt: stored_at.toISOString() },
    expectedSha256: row.expected_sha256?.toString('hex') ?? null,
    signature: row.signature,
    signingCertificate: row.signing_certificate,
    signatureFits: row.signature_fits,
    notes: row.notes,
    stations: row.stations,
    fitting: row.fitting,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
  };
}
