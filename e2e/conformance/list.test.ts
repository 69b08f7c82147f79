import { existsSync, readFileSync } from 'node:fs';
import { type Version, versions } from '@stationmaster/ocpp';
import { describe, expect, test } from 'vitest';
import { casesOf } from './list.ts';

/** The cases as the test documents have them, beside the repository where they may not be copied into it. */
const source = new URL('../../../shared/protocol/ocpp/csms-test-cases.md', import.meta.url);
const isHere = existsSync(source);
const counts: Record<Version, number> = { 'ocpp1.6': 77, 'ocpp2.0.1': 252, 'ocpp2.1': 78 };

describe.each(versions)('the cases of %s', (version) => {
  test('are all there, each once, with a title', () => {
    const ids = casesOf(version).map(({ id }) => id);
    expect(new Set(ids).size).toBe(counts[version]);
    expect(ids.length).toBe(counts[version]);
    expect(casesOf(version).filter(({ id, title, need }) => !/^TC_\w+_CSMS$/.test(id) || title === '' || need === '')).toEqual([]);
  });

  test.skipIf(!isHere)('are those of the test documents', () => {
    const theirs = readFileSync(source, 'utf8')
      .split(/^## /m)
      .find((part) => part.startsWith(version.replace('ocpp', 'OCPP ')))
      ?.matchAll(/^\| (TC_\w+) \|/gm);
    expect(casesOf(version).map(({ id }) => id)).toEqual([...(theirs ?? [])].map(([, id]) => id));
  });
});
