import type { ServerResponse } from 'node:http';

export interface Answer {
  status: number;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer | undefined;
}

export function respond(response: ServerResponse, { status, headers = {}, body }: Answer): void {
  const isHead = response.req.method === 'HEAD';
  const length = body === undefined ? 0 : Buffer.byteLength(body);
  response.writeHead(status, status === 204 || status === 304 ? headers : { ...headers, 'content-length': length });
  response.end(isHead ? undefined : body);
}

export function respondJson(response: ServerResponse, answer: Omit<Answer, 'body'> & { body: unknown }): void {
  const headers = { 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8', ...answer.headers };
  respond(response, { status: answer.status, headers, body: JSON.stringify(answer.body) });
}

const patienceMs = 60_000;
/** Waits for the caller to take what was sent; one who takes nothing for a minute is gone. */
async function drained(response: ServerResponse): Promise<void> {
  const timer = setTimeout(() => response.destroy(), patienceMs).unref();
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      response.off('drain', done).off('close', done);
      resolve();
    };
    if (response.destroyed) return done();
    response.on('drain', done).on('close', done);
  });
}

/** Sends a web Response as fast as the caller reads; when he goes away its stream is cancelled. */
export async function respondStream(response: ServerResponse, answer: Response, headers: Record<string, string | string[]>): Promise<void> {
  response.writeHead(answer.status, { 'cache-control': 'no-store', ...headers, ...Object.fromEntries(answer.headers) });
  if (!answer.body || response.req.method === 'HEAD') {
    await answer.body?.cancel();
    response.end();
    return;
  }
  response.flushHeaders();
  const reader = answer.body.getReader();
  const gone = () => void reader.cancel().catch(() => undefined);
  response.once('close', gone);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || response.destroyed) break;
      if (!response.write(value)) await drained(response);
    }
    response.end();
  } catch {
    // Half an answer must not look like a whole one.
    response.destroy();
  } finally {
    response.off('close', gone);
  }
}
