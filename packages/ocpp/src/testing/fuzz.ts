import fc from 'fast-check';
import { expect } from 'vitest';
import { actions } from '../actions.ts';
import { schemaOf } from '../schemas.ts';
import type { Version } from '../version.ts';
import { sampleOf } from './sample.ts';

export const json = fc.jsonValue({ maxDepth: 4 });

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

/** What a broken station of a version may say. */
export function anyText(of: Version): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string(),
    json.map((value) => JSON.stringify(value)),
    nearlyFrame,
    mutatedCall(of),
  );
}

/** Is it an error that this version may answer to that text? */
export function expectLegal(of: Version, text: string, answer: string): void {
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
