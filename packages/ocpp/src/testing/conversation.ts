import { type Frame, parseFrame } from '../frame.ts';
import type { Version } from '../version.ts';

type Side = 'station' | 'csms';
type Line = { at: string; from: Side } & ({ text: string } | { event: 'opened' | 'closed' });

interface Recording {
  version: Version;
  station: { vendor: string; model: string; firmwareVersion: string };
  about: string;
  /** The IANA zone of the site, where it matters. */
  zone?: string;
  frames: Line[];
}

/** A call with its answer. Moments are ms since 1970. */
export interface Said {
  at: number;
  from: Side;
  action: string;
  // biome-ignore lint/suspicious/noExplicitAny: each reader knows the message that it asked for.
  payload: any;
  /** `null` when none came. */
  answer: { at: number; frame: Frame } | null;
}

export interface Conversation extends Omit<Recording, 'frames'> {
  said: Said[];
  events: { at: number; event: 'opened' | 'closed' }[];
}

/** Reads a conversation as it went, and throws where it could not have gone so. */
export function conversationIn(text: string): Conversation {
  const { frames, ...head }: Recording = JSON.parse(text);
  const conversation: Conversation = { ...head, said: [], events: [] };
  let last = 0;
  for (const line of frames) {
    const at = Date.parse(line.at);
    if (!(at >= last)) throw new Error(`${line.at} is before its time`);
    last = at;
    if ('event' in line) conversation.events.push({ at, event: line.event });
    else take(conversation, { at, from: line.from, frame: frameOf(head.version, line.text) });
  }
  return conversation;
}

function frameOf(version: Version, text: string): Frame {
  const frame = parseFrame(version, text);
  if ('fault' in frame) throw new Error(`${text}: ${frame.why}`);
  return frame;
}

function take({ said }: Conversation, { at, from, frame }: { at: number; from: Side; frame: Frame }): void {
  if (frame.kind === 'call') {
    said.push({ at, from, action: frame.action, payload: frame.payload, answer: null });
    ids.set(said.at(-1) ?? {}, frame.id);
    return;
  }
  const call = said.findLast((each) => each.from !== from && each.answer === null && ids.get(each) === frame.id);
  if (call === undefined) throw new Error(`nobody asked for ${frame.id}`);
  call.answer = { at, frame };
}

const ids = new WeakMap<object, string>();
