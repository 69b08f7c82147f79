import type { Context } from '../context.ts';
import { type Cursor, compare, toText } from './cursor.ts';
import type { Hub, Listener } from './hub.ts';
import { canResume, readAfter, readHead, type Told } from './store.ts';

/** What may wait for a slow reader. Beyond it he is no longer told, but reads from the table at his own pace until he has caught up. */
const maxWaitingBytes = 256 * 1024;
const heartbeatMs = 15_000;
/** The connection ends now and then, so that a credential that was taken away does not listen on; clients resume. */
const longestMs = 5 * 60_000;

export interface Request {
  tenantId: number;
  /** Told is what comes after it. */
  from: Cursor;
  /** The place asked for cannot be resumed; `from` is the head. */
  isLost: boolean;
}

/** Where a reader begins: behind the cursor, or without one (or with one too old) at the head. Whatever is committed later is told. */
export async function placeOf({ db }: Pick<Context, 'db'>, after: Cursor | null): Promise<Pick<Request, 'from' | 'isLost'>> {
  if (after && (await canResume(db, after))) return { from: after, isLost: false };
  return { from: await readHead(db), isLost: after !== null };
}

interface Stream {
  controller: ReadableStreamDefaultController<Uint8Array>;
  request: Request;
  /** The reader takes more. */
  drained: () => Promise<void>;
  isOver: () => boolean;
  onEnd: (run: () => void) => void;
  end: () => void;
}

/** Server-sent events: first what happened after the cursor, from the table in pages, then live. */
export function openStream(context: Pick<Context, 'db' | 'log'>, hub: Hub, request: Request): ReadableStream<Uint8Array> {
  let isOver = false;
  let wanted: (() => void) | null = null;
  const cleanUps: (() => void)[] = [];
  const finish = () => {
    isOver = true;
    for (const cleanUp of cleanUps.splice(0)) cleanUp();
    wanted?.();
  };
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const stream: Stream = {
          controller,
          request,
          drained: () =>
            isOver || (controller.desiredSize ?? 0) > 0 ? Promise.resolve() : new Promise<void>((resolve) => (wanted = resolve)),
          isOver: () => isOver,
          onEnd: (run) => void (isOver ? run() : cleanUps.push(run)),
          end: () => {
            if (isOver) return;
            finish();
            controller.close();
          },
        };
        void follow(context, hub, stream).catch((error: unknown) => {
          if (isOver) return;
          context.log.warn({ err: error }, 'live.ended');
          stream.end();
        });
      },
      pull: () => {
        wanted?.();
        wanted = null;
      },
      cancel: finish,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 64 * 1024 }),
  );
}

async function follow({ db }: Pick<Context, 'db'>, hub: Hub, stream: Stream): Promise<void> {
  const { from, isLost, tenantId } = stream.request;
  const place: Place = { seen: from };
  write(stream, isLost ? `retry: 1000\n\nevent: reset\nid: ${toText(place.seen)}\ndata: {}\n\n` : 'retry: 1000\n\n');
  // The place is told with every heartbeat: a quiet stream can be resumed long after its last event.
  const heartbeat = setInterval(() => {
    if (!isSlow(stream)) write(stream, `id: ${toText(place.seen)}\n: still here\n\n`);
  }, heartbeatMs).unref();
  const longest = setTimeout(stream.end, longestMs).unref();
  stream.onEnd(() => {
    clearInterval(heartbeat);
    clearTimeout(longest);
  });
  while (!stream.isOver()) {
    const page = await readAfter(db, place.seen, tenantId);
    if (stream.isOver()) return;
    tell(stream, page.items);
    place.seen = page.upTo;
    if (page.isFull) await stream.drained();
    else await listen(hub, stream, place);
  }
}

/** How far this reader has been told. */
interface Place {
  seen: Cursor;
}

/** Live until the reader is too slow or gone; at once when the hub is further already. */
function listen(hub: Hub, stream: Stream, place: Place): Promise<void> {
  return new Promise((resolve) => {
    const listener: Listener = {
      end: stream.end,
      take: (told, upTo) => {
        if (isSlow(stream)) {
          leave?.();
          return void stream.drained().then(resolve);
        }
        tell(
          stream,
          told.filter((one) => one.tenantId === stream.request.tenantId && compare(one.cursor, place.seen) > 0),
        );
        if (compare(upTo, place.seen) > 0) place.seen = upTo;
      },
    };
    const leave = hub.join(listener, place.seen);
    if (leave === null) return resolve();
    write(stream, `id: ${toText(place.seen)}\n: live\n\n`);
    stream.onEnd(() => {
      leave();
      resolve();
    });
  });
}

function isSlow(stream: Stream): boolean {
  return (stream.controller.desiredSize ?? 0) < -maxWaitingBytes;
}

function tell(stream: Stream, told: readonly Told[]): void {
  if (told.length > 0) write(stream, told.map(blockOf).join(''));
}

function blockOf({ cursor, at, kind, subject, data }: Told): string {
  const id = toText(cursor);
  return `id: ${id}\nevent: happening\ndata: ${JSON.stringify({ cursor: id, at: at.toISOString(), kind, subject, data })}\n\n`;
}

function write(stream: Stream, text: string): void {
  if (stream.isOver()) return;
  stream.controller.enqueue(Buffer.from(text));
}
