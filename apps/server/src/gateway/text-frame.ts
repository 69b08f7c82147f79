import type { Duplex } from 'node:stream';
import type WebSocket from 'ws';

/** What fits into the head with a length of two bytes. */
const LONGEST = 65_535;
const TEXT = '\x81';

/**
 * Sends a text as one WebSocket frame, whole and unmasked, in one write. `ws` writes head and body apart and has them gathered: a
 * sixth of what a heartbeat costs a bare server. What is long or not plain ASCII goes its way. [RFC 6455 §5.2]
 * `stream`: what `socket` was upgraded from; without extensions, as here, nothing that `ws` writes can come in between.
 */
export function sendText(socket: WebSocket, stream: Duplex, text: string): void {
  const { length } = text;
  if (length > LONGEST || Buffer.byteLength(text) !== length) {
    socket.send(text);
    return;
  }
  const head = length < 126 ? TEXT + String.fromCharCode(length) : `${TEXT}\x7e${String.fromCharCode(length >> 8, length & 0xff)}`;
  // A character of ASCII is a byte, and so is one of the head.
  stream.write(head + text, 'latin1');
}
