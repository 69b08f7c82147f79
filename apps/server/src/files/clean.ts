import type { Context } from '../context.ts';
import { type Disk, discard, diskOf, listParts, listStored, partOf, placeOf } from './disk.ts';
import { deleteFiles, deleteOldAddresses, deleteUnused, selectKeys, selectLivingAddresses } from './store.ts';

const dayMs = 86_400_000;
/** Old addresses stay to be looked at. */
const keptMs = 90 * dayMs;
/** A file is on the disk before its row is written. */
const orphanAfterMs = 3_600_000;

/** Job: throws away parts whose address is over, files that nothing refers to or no row knows (a server that died in between), and addresses of long ago. */
export async function cleanFiles({ db, clock, config }: Pick<Context, 'db' | 'clock' | 'config'>): Promise<void> {
  const disk = diskOf(config);
  const at = clock();
  await deleteOldAddresses(db, at - keptMs);
  const parts = await listParts(disk);
  const living = await selectLivingAddresses(
    db,
    [...new Set(parts.map(({ name }) => Number.parseInt(name, 10)))].filter(Number.isSafeInteger),
    at,
  );
  for (const { name } of parts) if (!living.has(Number.parseInt(name, 10))) await discard(partOf(disk, name));
  for (const key of await deleteUnused(db, at - orphanAfterMs)) await discard(placeOf(disk, key));
  await removeOrphans(db, disk);
}

async function removeOrphans(db: Context['db'], disk: Disk): Promise<void> {
  // The disk's own clock: what it calls an hour ago was written an hour ago.
  const old = (await listStored(disk)).filter(({ at }) => Date.now() - at > orphanAfterMs).map(({ key }) => key);
  if (old.length === 0) return;
  const known = await selectKeys(db, old);
  for (const key of old) if (!known.has(key)) await discard(placeOf(disk, key));
}

/** Rows first: what is left on the disk when the server dies in between is found by the job. */
export async function removeFiles({ db, config }: Pick<Context, 'db' | 'config'>, ids: readonly number[]): Promise<void> {
  const disk = diskOf(config);
  for (const key of await deleteFiles(db, ids)) await discard(placeOf(disk, key));
}
