import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkRequest, checkResponse } from './check.ts';
import { quirks } from './quirk-rows.ts';
import { behaviours, type QuirkName, quirksOf } from './quirks.ts';
import { type Accepted, acceptRequest } from './repair.ts';
import { type Conversation, conversationIn } from './testing/conversation.ts';
import { shows } from './testing/shows.ts';

const folder = new URL('../fixtures/conversations/', import.meta.url);
const files = readdirSync(folder).sort();
const names = Object.keys(behaviours) as QuirkName[];

const conversations = new Map<string, Conversation>(
  files.map((file) => [file, conversationIn(readFileSync(new URL(file, folder), 'utf8'))]),
);

describe.each([...conversations])('%s', (file, conversation) => {
  const { version, station, said, zone } = conversation;
  const rows = quirks.filter(({ proof }) => proof === file);

  test('shows the quirks that it is the proof of, and no other', () => {
    expect(names.filter((name) => shows[name](conversation))).toEqual(rows.map(({ quirk }) => quirk).sort());
  });

  test('its station has them', () => {
    const found = quirksOf(station);
    expect(rows.map(({ quirk }) => quirk).filter((quirk) => !found.has(quirk))).toEqual([]);
  });

  test('replayed, each message is taken as it is, but for what the quirks explain', () => {
    const repairs = new Set<string>();
    for (const { from, action, payload, answer } of said) {
      const dialect = { version, quirks: quirksOf(station), ...(zone === undefined ? {} : { zone }) };
      if (from === 'csms') expect(checkRequest(version, action, payload)).toEqual({ ok: true });
      else for (const repair of repairsOf(acceptRequest(dialect, action, payload))) repairs.add(repair);
      if (answer?.frame.kind === 'result') expect(checkResponse(version, action, answer.frame.payload)).toEqual({ ok: true });
    }
    expect([...repairs].sort()).toEqual(mended[file] ?? []);
  });
});

function repairsOf(accepted: Accepted): string[] {
  expect(accepted).toMatchObject({ ok: true });
  return accepted.ok ? accepted.repairs : [];
}

/** What the quirks change in a conversation. */
const mended: Record<string, string[]> = {
  'granit-kwh-kw.json': ['kwAssumed', 'kwhAssumed'],
  'lumen-local-time.json': ['localTime'],
  'mistral-kwh.json': ['kwhAssumed'],
};

test('every quirk has a row and every row a proof', () => {
  expect([...new Set(quirks.map(({ quirk }) => quirk))].sort()).toEqual([...names].sort());
  expect([...new Set(quirks.map(({ proof }) => proof))].sort()).toEqual(files);
});

test.each([
  ['Halyard', 'Mast 11', '1.8.2', ['remoteStartNeedsConnectorId']],
  [' HALYARD ', 'mast 22', '1.99', ['remoteStartNeedsConnectorId']],
  ['Halyard', 'Mast 11', '2.0-rc1', ['remoteStartNeedsConnectorId']],
  ['Halyard', 'Mast 11', '2.0', []],
  ['Halyard', 'Mast 11', null, []],
  ['Halyard', 'Boom', '1.8.2', []],
  ['Halyard', null, '1.8.2', []],
  ['Isarvolt', 'Kiosk S', '1.3', []],
  ['Isarvolt', 'Kiosk S', '1.4', ['bootInsteadOfHeartbeat']],
  ['Kestrel', 'Street 7', '2.9', ['noMessageAfterReset']],
  ['Kestrel', 'Street 7', '2.10', []],
  ['Eisvogel', 'Post 2', '2.0', ['statusNotificationBeforeBoot', 'registerStartsAtZero']],
  ['Eisvogel', 'Post 2', null, ['registerStartsAtZero']],
  ['Aurora Charge', 'Duo 22', '4.2.1', []],
  ['__proto__', null, null, []],
  [null, null, null, []],
])('%s %s %s: %j', (vendor, model, firmwareVersion, expected) => {
  expect([...quirksOf({ vendor, model, firmwareVersion })]).toEqual(expected);
});
