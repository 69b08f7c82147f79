import type { z } from 'zod';
import { ApiError, type Connection, credentials, errorOf } from './connection.ts';
import type { happening } from './people.ts';

export type Happening = z.output<typeof happening>;
/** `refused`: signed out or not allowed; the stream does not try again. */
export type LiveState = 'connecting' | 'live' | 'retrying' | 'refused';
export interface LiveOptions {
  /** Cursor of the last happening already seen; left out: from now on. */
  after?: string;
  onEvent: (event: Happening) => void;
  onState?: (state: LiveState) => void;
  /** The place in the stream is too old to resume from: load everything again. */
  onReset?: () => void;
}
export interface LiveSubscription {
  close: () => void;
}

/** Without a byte for this long (heartbeats come every 15 s) the connection is taken for dead. */
const SILENCE_MS = 40_000;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 15_000;

/**
 * Reads the stream with fetch, not EventSource, so that an API key works too; resumes with Last-Event-ID.
 * Every happening is told once and in order, across reconnections.
 */
export function subscribeLive(connection: Connection, options: LiveOptions): LiveSubscription {
  const stop = new AbortController();
  void run({ connection, options, stop: stop.signal, cursor: options.after });
  return { close: () => stop.abort() };
}

interface Subscription {
  connection: Connection;
  options: LiveOptions;
  stop: AbortSignal;
  cursor: string | undefined;
}

async function run(live: Subscription): Promise<void> {
  let wait = FIRST_RETRY_MS;
  live.options.onState?.('connecting');
  while (!live.stop.aborted) {
    try {
      await read(live, () => {
        wait = FIRST_RETRY_MS;
        live.options.onState?.('live');
      });
    } catch (error) {
      if (error instanceof ApiError && (error.status === 401 || error.status === 403)) return live.options.onState?.('refused');
    }
    if (live.stop.aborted) return;
    live.options.onState?.('retrying');
    await pause(wait, live.stop);
    wait = Math.min(wait * 2, LONGEST_RETRY_MS);
  }
}

/** One connection, until it ends. */
async function read(live: Subscription, onOpen: () => void): Promise<void> {
  const attempt = new AbortController();
  const abort = () => attempt.abort();
  live.stop.addEventListener('abort', abort, { once: true });
  let silence = setTimeout(abort, SILENCE_MS);
  try {
    const headers: Record<string, string> = { accept: 'text/event-stream', ...credentials(live.connection) };
    if (live.cursor !== undefined) headers['last-event-id'] = live.cursor;
    const response = await live.connection.fetch(`${live.connection.base}/live`, {
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: attempt.signal,
    });
    if (!response.ok) throw await errorOf(response);
    if (!response.body) return;
    onOpen();
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(silence);
      silence = setTimeout(abort, SILENCE_MS);
      const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) take(live, block);
    }
  } finally {
    clearTimeout(silence);
    live.stop.removeEventListener('abort', abort);
    attempt.abort();
  }
}

/** One block of the stream: fields as lines. The server sends one `data` line a block. */
function take(live: Subscription, block: string): void {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const at = line.indexOf(':');
    if (at > 0) fields.set(line.slice(0, at), line.slice(at + 1).replace(/^ /, ''));
  }
  const cursor = fields.get('id');
  if (cursor !== undefined) live.cursor = cursor;
  if (fields.get('event') === 'reset') live.options.onReset?.();
  const data = fields.get('data');
  if (data !== undefined && fields.get('event') === 'happening' && !live.stop.aborted) live.options.onEvent(JSON.parse(data) as Happening);
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    stop.addEventListener('abort', done, { once: true });
  });
}
