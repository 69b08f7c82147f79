import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actions } from './actions.ts';
import { deviationOf } from './deviations.ts';
import { acceptRequest } from './repair.ts';
import { schemaOf, schemas } from './schemas.ts';
import { writtenBy } from './testing/slips.ts';
import { versions } from './version.ts';

describe.each(versions)('%s', (version) => {
  test('a legal message is never changed, a sloppy one is what it was meant to be', () => {
    const message = fc
      .constantFrom(...actions[version])
      .chain((action) => fc.tuple(fc.constant(action), writtenBy(schemaOf(version, action, 'Request') ?? {})));
    fc.assert(
      fc.property(message, ([action, { legal, sloppy }]) => {
        const untouched = acceptRequest(version, action, legal);
        expect(untouched).toEqual({ ok: true, payload: legal, repairs: [] });
        expect(untouched.ok && untouched.payload).toBe(legal);

        const mended = acceptRequest(version, action, sloppy);
        expect(mended).toMatchObject({ ok: true, payload: legal });
        if (!mended.ok) return;
        expect(mended.payload).toEqual(legal);
        expect(mended.repairs.map((name) => deviationOf(name)?.loss).filter((loss) => loss !== 'form')).toEqual([]);
        expect(acceptRequest(version, action, mended.payload)).toEqual({ ok: true, payload: mended.payload, repairs: [] });
      }),
      { numRuns: 1500 },
    );
  });

  test('no two values of a list, no two members of an object, differ in their capitals and dashes only', () => {
    const alike: string[] = [];
    const look = (node: unknown, way: string): void => {
      if (typeof node !== 'object' || node === null) return;
      const { enum: values, properties } = node as { enum?: unknown[]; properties?: object };
      for (const names of [values, properties === undefined ? undefined : Object.keys(properties)]) {
        const plain = names?.map((name) =>
          String(name)
            .replace(/[\s._-]/g, '')
            .toLowerCase(),
        );
        if (plain !== undefined && new Set(plain).size < plain.length) alike.push(way);
      }
      for (const [key, inner] of Object.entries(node)) look(inner, `${way}/${key}`);
    };
    for (const [name, schema] of Object.entries(schemas[version])) look(schema, name);
    expect(alike).toEqual([]);
  });
});
