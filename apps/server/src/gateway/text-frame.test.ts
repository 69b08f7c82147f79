import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { sendText } from './text-frame.ts';

/** Says each text that it hears again, by `sendText`, with a ping of `ws` itself before and after. */
const server = createServer();
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: 1 << 20 });
let client: WebSocket;
beforeAll(async () => {
  server.on('upgrade', (request, stream, head) =>
    sockets.handleUpgrade(request, stream, head, (socket) =>
      socket.on('message', (data) => {
        socket.ping();
        sendText(socket, stream, String(data));
        socket.ping();
      }),
    ),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, { perMessageDeflate: false });
  await new Promise((resolve) => client.once('open', resolve));
});
afterAll(() => {
  client.terminate();
  server.close();
});

const heard = (count: number): Promise<string[]> =>
  new Promise((resolve) => {
    const texts: string[] = [];
    client.on('message', function listen(data) {
      texts.push(String(data));
      if (texts.length < count) return;
      client.off('message', listen);
      resolve(texts);
    });
  });

test('a text comes as it was, whatever its length and its letters, in the order it was sent', async () => {
  const lengths = [0, 1, 125, 126, 127, 255, 256, 32_768, 65_535, 65_536, 100_000];
  const texts = lengths.flatMap((length) => ['x'.repeat(length), 'ü'.repeat(length), '\u007f\u0000'.repeat(length >> 1)]);
  texts.push('€ 5 – Straße 日本語 🚗', '[3,"1",{"status":"Accepted"}]');
  const said = heard(texts.length);
  for (const text of texts) client.send(text);
  expect(await said).toEqual(texts);
});
