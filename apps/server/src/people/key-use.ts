import type { Context } from '../context.ts';
import { touchKeys } from './key-store.ts';

export interface KeyUse {
  note: (keyId: number, at: number) => void;
  /** Writes what is noted; call it when the server stops. */
  flush: () => Promise<void>;
}
const everyMs = 5000;

/** "Last used" of keys, written together every few seconds: a busy program does not write a row a request. */
export function createKeyUse({ db, log }: Pick<Context, 'db' | 'log'>): KeyUse {
  let uses = new Map<number, number>();
  let timer: NodeJS.Timeout | undefined;
  const flush = async () => {
    clearTimeout(timer);
    timer = undefined;
    if (uses.size === 0) return;
    const written = uses;
    uses = new Map();
    await touchKeys(db, written).catch((error: unknown) => log.warn({ err: error }, 'key.useNotWritten'));
  };
  return {
    note: (keyId, at) => {
      uses.set(keyId, at);
      timer ??= setTimeout(() => void flush(), everyMs).unref();
    },
    flush,
  };
}
