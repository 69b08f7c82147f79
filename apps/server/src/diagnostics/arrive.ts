import type { Context } from '../context.ts';
import { fail } from '../errors.ts';
import { diskOf, placeOf } from '../files/disk.ts';
import type { Arrival } from '../files/take.ts';
import { isText } from './lines.ts';
import { changeFetch, findFetch, insertLog, selectArrived } from './store.ts';

/** Some stations bring a file for each day or part; more than this is a loop. */
const mostFiles = 20;
const dayMs = 86_400_000;

/** A station has brought its log. The same file once more (its answer was lost) changes nothing. */
export function logArrived({ config, clock }: Pick<Context, 'config' | 'clock'>): Arrival {
  return async (db, file, { subject_id }) => {
    const fetch = await findFetch(db, subject_id ?? 0);
    if (fetch === undefined || fetch.state === 'cancelled') throw fail('fileAddressUnknown');
    const before = await selectArrived(db, fetch.id);
    if (before.length >= mostFiles) throw fail('fileAddressUnknown');
    const at = clock();
    if (!before.some(({ sha256 }) => sha256.equals(file.sha256)))
      await insertLog(db, {
        tenantId: fetch.tenant_id,
        stationId: fetch.station_id,
        fetchId: fetch.id,
        fileId: file.id,
        kind: fetch.kind,
        isText: await isText(placeOf(diskOf(config), file.key)),
        at,
        keepUntil: at + config.logRetentionDays * dayMs,
      });
    await changeFetch(db, fetch, { state: 'received', reason: null, at });
  };
}
