import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { corpusFile, corpusText } from '../scripts/malformed/corpus.ts';
import { checkAction } from './directions.ts';
import { encodeError, encodeResult } from './encode.ts';
import { acceptRequest } from './repair.ts';
import { recordedPeer } from './testing/pipe.ts';
import { type Version, versions } from './version.ts';

interface Row {
  version: Version;
  name: string;
  send: string;
  /** The exact answer; `null` for none. */
  expect: string | null;
  why?: string;
  /** Of what is accepted: the repairs, and the payload after them. */
  repairs?: string[];
  payload?: unknown;
  /** Came before; answered already. */
  first?: string;
  /** A call of ours that is out. */
  pending?: { action: string; payload: unknown };
}

const byHand = rowsIn(new URL('../fixtures/malformed.json', import.meta.url));

describe.each(versions)('%s', (version) => {
  test.each([...byHand.filter((row) => row.version === version), ...rowsIn(corpusFile(version))])('$name', (row) => {
    const { answers, accepted } = heard(row);
    expect(answers).toEqual(row.expect === null ? [] : [row.expect]);
    expect(accepted).toEqual(row.repairs === undefined ? [] : [{ ok: true, repairs: row.repairs, payload: row.payload }]);
  });

  test('the corpus is what the schemas and the error codes make of it', () => {
    expect(readFileSync(corpusFile(version), 'utf8')).toBe(corpusText(version));
  });

  test('several hundred rows, no two alike', () => {
    const rows = [...byHand.filter((row) => row.version === version), ...rowsIn(corpusFile(version))];
    expect(rows.length).toBeGreaterThan(300);
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
    const sent = rows.map(({ send, first, pending }) => `${send}${first}${pending?.action}`);
    expect(new Set(sent).size).toBe(rows.length);
  });
});

function rowsIn(file: URL): Row[] {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** What a CSMS answers and accepts. */
function heard({ version, send, first, pending }: Row): { answers: string[]; accepted: unknown[] } {
  const accepted: unknown[] = [];
  const { peer, sent } = recordedPeer(version, {
    onCall: ({ id, action, payload }) => {
      const known = checkAction(version, action);
      const taken = known.ok ? acceptRequest(version, action, payload) : known;
      if (taken.ok) accepted.push(taken);
      sent.push(taken.ok ? encodeResult(id, {}) : encodeError(version, { id, ...taken }));
    },
  });
  if (pending !== undefined) void peer.call(pending.action, pending.payload, { timeoutMs: 1 });
  if (first !== undefined) peer.receive(first);
  sent.length = 0;
  accepted.length = 0;
  peer.receive(send);
  return { answers: sent, accepted };
}
