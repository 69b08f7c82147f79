import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actions } from './actions.ts';
import { acceptRequest } from './repair.ts';
import { schemaOf } from './schemas.ts';
import { anyText, expectLegal, json } from './testing/fuzz.ts';
import { recordedPeer } from './testing/pipe.ts';
import { sampleOf } from './testing/sample.ts';
import { versions } from './version.ts';

const version = fc.constantFrom(...versions);
const input = version.chain((of) => fc.tuple(fc.constant(of), anyText(of)));

test('receive never throws, and what it answers is legal', () => {
  fc.assert(
    fc.property(input, ([of, text]) => {
      const { peer, sent } = recordedPeer(of, { onCall: ({ action, payload }) => void acceptRequest(of, action, payload) });
      void peer.call('ClearCache', {}, { timeoutMs: 1 });
      sent.length = 0;
      peer.receive(text);
      for (const answer of sent) expectLegal(of, text, answer);
    }),
    { numRuns: 3000 },
  );
});

test('what acceptRequest accepts is what the schema accepts, whatever member is broken', () => {
  const broken = version.chain((of) => fc.tuple(fc.constant(of), fc.constantFrom(...actions[of]), fc.nat(), json));
  fc.assert(
    fc.property(broken, ([of, action, at, junk]) => {
      const sample = sampleOf(schemaOf(of, action, 'Request') ?? {}, 'full');
      const payload = overwritten(sample, at, junk);
      const before = JSON.stringify(payload);
      const accepted = acceptRequest(of, action, payload);
      expect(JSON.stringify(payload)).toBe(before);
      if (accepted.ok) expect(acceptRequest(of, action, accepted.payload)).toMatchObject({ ok: true, repairs: [] });
      else expect(accepted.description.length).toBeGreaterThan(0);
    }),
    { numRuns: 1000 },
  );
});

/** The payload with its n-th member (counted through all levels, round and round) replaced. */
function overwritten(payload: unknown, at: number, junk: unknown): unknown {
  let count = 0;
  JSON.stringify(payload, (_, value) => {
    count++;
    return value;
  });
  const target = at % count;
  let index = 0;
  return JSON.parse(JSON.stringify(payload, (_, value) => (index++ === target ? junk : value)));
}
