import { once } from 'node:events';
import { encodeError, encodeResult, parseFrame, type Version } from '@stationmaster/ocpp';
import { WebSocket } from '@stationmaster/simulator';
import type { Conversation, Said } from '../../packages/ocpp/src/testing/conversation.ts';
import { Counterparts, plainAnswer } from './compare.ts';

export interface Where {
  /** Of the CSMS, to be followed by the station's identity: ws://127.0.0.1:8080/ocpp */
  url: string;
  /** The identity to come with; the recording has none. */
  id: string;
  password?: string | undefined;
}
export interface Difference {
  action: string;
  request: unknown;
  /** What was answered then, and now. */
  recorded: unknown;
  answered: unknown;
}
export interface Replayed {
  /** Calls of the station that were answered. */
  answers: number;
  differences: Difference[];
  /** What the CSMS had asked then and did not ask now, by its action: an operator's commands. */
  unasked: string[];
}

const answerWithinMs = 30_000;

/**
 * Says again what a station said, each message after the answer to the one before, and compares what is answered, but for
 * ids and times. Calls of the CSMS are answered as they were then, in whatever order they come.
 */
export async function replayConversation({ version, said }: Conversation, where: Where): Promise<Replayed> {
  const socket = await opened(version, where);
  const asked = said.filter(({ from }) => from === 'csms');
  const counterparts = new Counterparts();
  const waiting = new Map<string, (frame: unknown) => void>();
  socket.on('message', (data: Buffer) => {
    const frame = parseFrame(version, data.toString());
    if ('fault' in frame) return;
    if (frame.kind === 'call') socket.send(answerAsThen({ version, asked, counterparts }, frame));
    else waiting.get(frame.id)?.(frame);
  });
  const replayed: Replayed = { answers: 0, differences: [], unasked: [] };
  for (const [index, call] of said.filter(({ from }) => from === 'station').entries()) {
    const { action, payload, answer } = call;
    const request = counterparts.now(payload);
    const frame = await answerTo(socket, waiting, JSON.stringify([2, `replay-${index}`, action, request]));
    counterparts.learn(answer?.frame, frame);
    replayed.answers += 1;
    const [recorded, answered] = [plainAnswer(answer?.frame ?? null), plainAnswer(frame)];
    if (JSON.stringify(recorded) !== JSON.stringify(answered)) replayed.differences.push({ action, request, recorded, answered });
  }
  socket.close();
  await once(socket, 'close');
  return { ...replayed, unasked: asked.map(({ action }) => action) };
}

async function opened(version: Version, { url, id, password }: Where): Promise<WebSocket> {
  const headers = password === undefined ? {} : { authorization: `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}` };
  const socket = new WebSocket(`${url}/${encodeURIComponent(id)}`, [version], { headers, perMessageDeflate: false });
  await once(socket, 'open');
  return socket;
}

async function answerTo(socket: WebSocket, waiting: Map<string, (frame: unknown) => void>, text: string): Promise<never> {
  const [, id] = JSON.parse(text) as [number, string];
  return await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer to ${text}`)), answerWithinMs);
    waiting.set(id, (frame) => {
      clearTimeout(timer);
      waiting.delete(id);
      resolve(frame as never);
    });
    socket.send(text);
  });
}

/** The first answer to that action which is not used yet; NotSupported for what was not asked then. */
function answerAsThen(
  { version, asked, counterparts }: { version: Version; asked: Said[]; counterparts: Counterparts },
  { id, action }: { id: string; action: string },
): string {
  const index = asked.findIndex((one) => one.action === action);
  const [then] = index < 0 ? [] : asked.splice(index, 1);
  const frame = then?.answer?.frame;
  if (frame?.kind === 'result') return encodeResult(id, counterparts.now(frame.payload));
  return encodeError(version, { id, code: 'NotSupported', description: 'It was not asked then' });
}
