import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fail } from '../errors.ts';
import { errorAnswer } from './failure.ts';
import { respondJson } from './respond.ts';

/**
 * Answers whoever asks between the opening of the port and the end of the start, stations' handshakes too: 503 `starting`, come
 * again. A request that nobody listens to would never be answered.
 */
export function answerStarting(request: IncomingMessage, response: ServerResponse): void {
  const path = request.url?.split('?')[0];
  const { status, headers, body } = errorAnswer(fail('starting'), randomUUID());
  if (path === '/health/live') respondJson(response, { status: 200, body: { status: 'live' } });
  else respondJson(response, { status, headers, body: path === '/health/ready' ? { status: 'starting' } : body });
}
