import { runStored, type StoredContext } from './stored.ts';
import { claimQueued } from './waiting-store.ts';

/** As many stations at a time: a network is not to be restarted in one second, nor its answers to come in one. */
const MOST_AT_ONCE = 50;

/** Sends queued commands, a bounded number at a time. What a stopped server leaves queued goes on after its start. */
export function createBulkRunner(context: StoredContext): () => Promise<void> {
  let running = 0;
  const pump = async (): Promise<void> => {
    const free = MOST_AT_ONCE - running;
    if (free <= 0) return;
    for (const row of await claimQueued(context.db, free)) {
      running += 1;
      runStored(context, row)
        .catch((error: unknown) => context.log.error({ command: row.id, err: error }, 'command.failed'))
        .finally(() => {
          running -= 1;
        });
    }
  };
  return pump;
}
