import { readFileSync } from 'node:fs';
import { versions } from '@stationmaster/ocpp';
import { createNetwork, type Network } from '@stationmaster/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversationIn } from '../../packages/ocpp/src/testing/conversation.ts';
import { cards, ServerProcess } from '../reliability/server-process.ts';
import { recordSession } from './record-session.ts';
import { replayConversation } from './replay.ts';

let server: ServerProcess;
let network: Network;
beforeAll(async () => {
  server = await ServerProcess.start();
  network = createNetwork({ url: server.url });
  // The first card of a recording may charge, the second is not known.
  await server.client.createToken({ body: { value: 'CARD-1' } });
});
afterAll(async () => {
  network.stop();
  await server.stop();
});

describe.each(versions)('%s', (version) => {
  it('a recorded conversation is answered as it was', async () => {
    const text = readFileSync(new URL(`conversations/${version}.json`, import.meta.url), 'utf8');
    const conversation = conversationIn(text);
    const { answers, differences } = await replayConversation(conversation, { url: server.url, id: `REPLAY-${version}` });
    expect(differences).toEqual([]);
    expect(answers).toBe(conversation.said.filter(({ from }) => from === 'station').length);
    expect(answers).toBeGreaterThan(8);
    const { items } = await server.client.listSessions({ query: { stationId: `REPLAY-${version}` } });
    expect(items).toMatchObject([{ status: 'ended', idToken: 'CARD-1', energyWh: expect.any(Number) }]);
    expect(items[0]?.energyWh).toBeGreaterThan(50);
  });

  it('what is shared today can be replayed, and names neither card nor station', async () => {
    const text = await recordSession({ server, network, card: cards[0] }, version);
    expect(text).not.toMatch(new RegExp(`${cards[0]}|0BADCA4D|RECORD-`, 'i'));
    const { differences } = await replayConversation(conversationIn(text), { url: server.url, id: `AGAIN-${version}` });
    expect(differences).toEqual([]);
  });

  it('a difference is told', async () => {
    const text = readFileSync(new URL(`conversations/${version}.json`, import.meta.url), 'utf8');
    const strange = conversationIn(text.replaceAll('CARD-1', 'CARD-NOBODY-KNOWS'));
    const { differences } = await replayConversation(strange, { url: server.url, id: `STRANGE-${version}` });
    expect(differences.length).toBeGreaterThan(0);
    expect(JSON.stringify(differences[0]?.recorded)).toContain('"status":"Accepted"');
    expect(JSON.stringify(differences[0]?.answered)).toMatch(/"status":"(Invalid|Unknown)"/);
  });
});
