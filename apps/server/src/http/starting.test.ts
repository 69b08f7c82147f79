import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import WebSocket from 'ws';
import { startTestApp } from '../testing/app.ts';
import { answerStarting } from './starting.ts';

test('it lives, is not ready, and has one answer for everything else, stations too', async () => {
  const server = createServer(answerStarting).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const ask = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return [response.status, await response.json()];
  };
  expect(await ask('/health/live')).toEqual([200, { status: 'live' }]);
  expect(await ask('/health/ready?verbose=1')).toEqual([503, { status: 'starting' }]);
  expect(await ask('/api/v1/sites')).toMatchObject([503, { error: { code: 'starting' } }]);
  const station = new WebSocket(`ws://127.0.0.1:${port}/ocpp/CP1`, 'ocpp1.6');
  const [, refused] = await once(station, 'unexpected-response');
  expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '2']);
  refused.destroy();
  server.close();
});

/** Asks without a pause, on a thread of its own: the one that starts is too busy to ask itself. */
const asker = `
  const { parentPort, workerData } = require('node:worker_threads');
  const told = {};
  let isOver = false;
  parentPort.once('message', () => { isOver = true; });
  const ask = (path) => fetch('http://127.0.0.1:' + workerData + path).then(
    async (response) => { (told[path] ??= {})[response.status] = await response.text(); },
    () => new Promise((resolve) => setTimeout(resolve, 1)),
  );
  (async () => {
    while (!isOver) await Promise.all(['/health/live', '/health/ready'].map(ask));
    parentPort.postMessage(told);
  })();
`;

test('whoever asks while the server starts is answered', async () => {
  // A port that was just let go of is free for long.
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as AddressInfo;
  free.close();
  const worker = new Worker(asker, { eval: true, workerData: port });
  const app = await startTestApp({ PORT: String(port) });
  try {
    worker.postMessage('over');
    const [told] = (await once(worker, 'message')) as [Record<string, Record<number, string>>];
    // One that nobody heard would have kept the asker from ending.
    expect(Object.keys(told['/health/live'] ?? {})).toEqual(['200']);
    expect(Object.keys(told['/health/ready'] ?? {}).filter((status) => status !== '200' && status !== '503')).toEqual([]);
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
  } finally {
    await worker.terminate();
    await app.drop();
  }
});
