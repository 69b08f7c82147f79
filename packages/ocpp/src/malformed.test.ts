import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { encodeError, encodeResult } from './encode.ts';
import { acceptRequest } from './repair.ts';
import { recordedPeer } from './testing/pipe.ts';
import type { Version } from './version.ts';

/** `expect`: the exact answer, a pattern that it matches, or `null` for none. */
type Row = { version: Version; name: string; send: string; expect: string | null | { regex: string } };

const rows: Row[] = JSON.parse(readFileSync(new URL('../fixtures/malformed.json', import.meta.url), 'utf8'));

test.each(rows)('$version: $name', ({ version, send, expect: expected }) => {
  const { peer, sent } = recordedPeer(version, {
    onCall: ({ id, action, payload }) => {
      const accepted = acceptRequest(version, action, payload);
      sent.push(accepted.ok ? encodeResult(id, {}) : encodeError(version, { id, ...accepted }));
    },
  });
  peer.receive(send);
  const [answer = null] = sent;
  expect(sent.length).toBeLessThan(2);
  if (expected !== null && typeof expected === 'object') expect(answer).toMatch(new RegExp(expected.regex));
  else expect(answer).toBe(expected);
});
