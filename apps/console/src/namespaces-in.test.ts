import { expect, test } from 'vitest';
import { namespacesIn } from './namespaces-in.ts';

const known = ['common', 'station', 'stations', 'words', 'frames'];

test.each([
  ["t('station:start')", ['station']],
  ['t(`frames:$' + '{key}`) + t("words:status.Offline")', ['frames', 'words']],
  ["t('loading')", []],
  ["queryKey: ['stations', id]; const a = { station: 1 }; case 'words': break", []],
])('%s takes its words from %j', (code, namespaces) => expect(namespacesIn(code, known)).toEqual(namespaces));

const sources = import.meta.glob<string>(['./**/*.{ts,tsx}', '!./**/*.test.*'], { eager: true, query: '?raw', import: 'default' });

/** A part that is fetched without waiting for its words would show the names of texts for a moment. */
test('all that shows words and is fetched later is fetched by a page or by lazily()', () => {
  const bare = Object.entries(sources).flatMap(([path, code]) =>
    [...code.matchAll(/^(.*)\bimport\(\s*'(\.[^']*\.tsx)'/gm)]
      .filter(([, before]) => !/(lazily|later)\($|(lazily|later)\(async \(\) => \(await $/.test(before ?? ''))
      .map(([, , target]) => `${path}: ${target}`),
  );
  expect(bare).toEqual([]);
});
