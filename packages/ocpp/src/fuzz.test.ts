import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actions } from './actions.ts';
import { acceptRequest } from './repair.ts';
import { schemaOf } from './schemas.ts';
import { recordedPeer } from './testing/pipe.ts';
import { sampleOf } from './testing/sample.ts';
import { type Version, versions } from './version.ts';

const version = fc.constantFrom(...versions);
const json = fc.jsonValue({ maxDepth: 4 });

/** Arrays that look like frames, more often than chance would make them. */
const nearlyFrame = fc
  .tuple(fc.oneof(fc.integer({ min: 0, max: 8 }), json), fc.oneof(fc.string({ maxLength: 40 }), fc.constant('c1'), json))
  .chain(([type, id]) =>
    fc
      .array(fc.oneof(json, fc.constantFrom('Heartbeat', 'BootNotification', 'InternalError')), { maxLength: 4 })
      .map((rest) => JSON.stringify([type, id, ...rest])),
  );

/** A valid call with one place overwritten. */
const mutatedCall = (of: Version) =>
  fc.tuple(fc.constantFrom(...actions[of]), fc.nat(), fc.string({ maxLength: 3 })).map(([action, at, junk]) => {
    const text = JSON.stringify([2, '1', action, sampleOf(schemaOf(of, action, 'Request') ?? {}, 'full')]);
    const cut = at % text.length;
    return text.slice(0, cut) + junk + text.slice(cut + junk.length);
  });

const input = version.chain((of) =>
  fc.tuple(
    fc.constant(of),
    fc.oneof(
      fc.string(),
      json.map((value) => JSON.stringify(value)),
      nearlyFrame,
      mutatedCall(of),
    ),
  ),
);

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

function expectLegal(of: Version, text: string, answer: string): void {
  const [type, id, code, description, details, ...rest] = JSON.parse(answer);
  expect(rest).toEqual([]);
  expect(details).toEqual({});
  expect(typeof code).toBe('string');
  expect(description.length).toBeLessThan(256);
  expect(id.length).toBeLessThan(37);
  if (type === 5) expect(of).toBe('ocpp2.1');
  else expect(type).toBe(4);
  const asked: unknown = typeOf(text);
  if (asked === 3) expect(type).toBe(5);
  expect(asked === 4 || (of === 'ocpp2.1' && (asked === 5 || asked === 6))).toBe(false);
  if (of === 'ocpp1.6') expect(asked).toBe(2);
}

function typeOf(text: string): unknown {
  try {
    return JSON.parse(text)[0];
  } catch {
    return undefined;
  }
}

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
