/**
 * Replays a shared conversation against a CSMS and tells where its answers differ from the recorded ones, but for ids and
 * times: `node scripts/replay-conversation.ts FILE --url ws://127.0.0.1:8080/ocpp [--id REPLAY-1] [--password …]`.
 * The cards of the recording (CARD-1 …) should be known there as they were. Ends with 1 when something differs.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { replayConversation } from '../e2e/replay/replay.ts';
import { conversationIn } from '../packages/ocpp/src/testing/conversation.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { url: { type: 'string' }, id: { type: 'string', default: 'REPLAY-1' }, password: { type: 'string' } },
});
const [file] = positionals;
if (file === undefined || values.url === undefined) {
  console.error('usage: node scripts/replay-conversation.ts FILE --url ws://HOST:PORT/ocpp [--id REPLAY-1] [--password …]');
  process.exit(2);
}
const { url, id, password } = values;
const { answers, differences, unasked } = await replayConversation(conversationIn(readFileSync(file, 'utf8')), { url, id, password });
for (const { action, request, recorded, answered } of differences)
  console.log(
    [
      action,
      `  said      ${JSON.stringify(request)}`,
      `  recorded  ${JSON.stringify(recorded)}`,
      `  answered  ${JSON.stringify(answered)}`,
    ].join('\n'),
  );
console.log(`${answers} answers, ${differences.length} of them different.`);
if (unasked.length > 0) console.log(`Not asked this time: ${unasked.join(', ')}.`);
process.exit(differences.length === 0 ? 0 : 1);
