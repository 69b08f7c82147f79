import { type frameRoutes, mostShared } from '@stationmaster/contract';
import { versions } from '@stationmaster/ocpp';
import { attachment } from '../http/attachment.ts';
import type { Call, Input } from '../http/handler.ts';
import { stationRowId } from '../stations/row-id.ts';
import { Pseudonyms } from './pseudonyms.ts';
import { type FrameRow, filterOf, listFrameRows, type SpeakerRow, selectSpeaker } from './store.ts';

type Query = Input<typeof frameRoutes.shareConversation>['query'];
/** A line of a conversation, in the form of packages/ocpp/fixtures/conversations. */
interface Line {
  at: string;
  from: 'station' | 'csms';
  text: string;
}

/** What was said, in its order, without who is meant by it: a file to show and to replay. Failure notFound. */
export async function shareConversation(call: Call, identity: string, query: Query): Promise<Response> {
  const { speaker, rows } = await call.tx(async (db) => {
    const stationId = await stationRowId(db, identity);
    const rows = await listFrameRows(db, { ...filterOf(query), stationId, before: null, limit: mostShared });
    return { speaker: await selectSpeaker(db, stationId), rows };
  });
  return new Response(`${conversationOf(speaker, rows)}\n`, {
    headers: { 'content-type': 'application/json; charset=utf-8', 'content-disposition': attachment('conversation.json') },
  });
}

function conversationOf({ protocol, vendor, model, firmwareVersion, timeZone }: SpeakerRow, rows: readonly FrameRow[]): string {
  const version = versions.find((known) => known === protocol) ?? 'ocpp1.6';
  const names = new Pseudonyms(version);
  const lines = rows.toReversed().flatMap((row) => linesOf(row, names));
  const head = {
    version,
    station: { vendor: vendor ?? '', model: model ?? '', firmwareVersion: firmwareVersion ?? '' },
    about: `A part of the message log, without personal data: ${rows.length} messages.`,
    ...(timeZone === null ? {} : { zone: timeZone }),
  };
  // One message a line, for people and for diffs.
  const text = JSON.stringify({ ...head, frames: [] }, null, 2);
  const frames = lines.sort((one, other) => one.time - other.time).map(({ line }) => `    ${JSON.stringify(line)}`);
  return text.replace('"frames": []', `"frames": [\n${frames.join(',\n')}\n  ]`);
}

function linesOf(row: FrameRow, names: Pseudonyms): { time: number; line: Line }[] {
  const isIn = row.direction === 'in';
  const { request, answer } = names.exchange(row, isIn);
  const asked = lineOf(row.at, isIn ? 'station' : 'csms', request);
  if (answer === null || row.answered_at === null) return [asked];
  return [asked, lineOf(row.answered_at, isIn ? 'csms' : 'station', answer)];
}

function lineOf(at: Date, from: Line['from'], text: string): { time: number; line: Line } {
  return { time: at.getTime(), line: { at: at.toISOString(), from, text } };
}
