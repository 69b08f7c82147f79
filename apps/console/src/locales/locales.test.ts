import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

/** `./en/stations.json` and `./frames.en.json` → the namespaces `stations` and `frames`. */
const wordsOf = (language: string): Record<string, object> =>
  Object.fromEntries(
    Object.entries(files)
      .filter(([path]) => path.startsWith(`./${language}/`) || path === `./frames.${language}.json`)
      .map(([path, texts]) => [path.replace(/^.*\//, '').replace(/\..*$/, ''), texts]),
  );
const files = import.meta.glob<object>(['./*/*.json', './frames.*.json'], { eager: true, import: 'default' });
const [en, de] = [wordsOf('en'), wordsOf('de')];

/** `{a: {b: 'x'}}` → `['a.b']`, plural endings folded: a language has the plurals it has. */
function keysOf(texts: object, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null
      ? keysOf(value, `${prefix}${name}.`)
      : [`${prefix}${name}`.replace(/_(zero|one|two|few|many|other)$/, '')],
  );
}
function valuesOf(texts: object, prefix = ''): [string, string][] {
  return Object.entries(texts).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null
      ? valuesOf(value, `${prefix}${name}.`)
      : [[`${prefix}${name}`, String(value)] as [string, string]],
  );
}
const placeholders = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();
const sorted = (keys: string[]) => [...new Set(keys)].sort();

const sources = import.meta.glob<string>(['../**/*.tsx', '!../**/*.test.tsx'], { eager: true, query: '?raw', import: 'default' });
const scripts = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.*'], { eager: true, query: '?raw', import: 'default' });

describe('English and German say the same things', () => {
  it('in the same files', () => expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort()));
  it.each(Object.keys(en))('%s has the same keys', (namespace) => {
    expect(sorted(keysOf(de[namespace] ?? {}))).toEqual(sorted(keysOf(en[namespace] ?? {})));
  });
  it.each(Object.keys(en))('%s fills in the same values and leaves nothing empty', (namespace) => {
    const german = new Map(valuesOf(de[namespace] ?? {}));
    for (const [key, text] of valuesOf(en[namespace] ?? {})) {
      const other = german.get(key);
      expect(text.trim(), `${namespace}:${key}`).not.toBe('');
      if (other === undefined) continue;
      expect(other.trim(), `${namespace}:${key}`).not.toBe('');
      expect(placeholders(other), `${namespace}:${key}`).toEqual(placeholders(text));
    }
  });
});

describe('no page has raw text', () => {
  it.each(Object.keys(sources))('%s', (path) => expect(rawTexts(path, sources[path] ?? '')).toEqual([]));
  it('and the search would find some', () => {
    expect(rawTexts('a.tsx', 'const a = <p title="Hello">Good morning {name}</p>;')).toEqual(['Hello', 'Good morning']);
  });
});

describe('every text that a page asks for exists', () => {
  const known = new Set(Object.entries(en).flatMap(([namespace, texts]) => keysOf(texts).map((key) => `${namespace}:${key}`)));
  it.each(Object.keys(scripts))('%s', (path) => {
    const asked = [...(scripts[path] ?? '').matchAll(/\bt\(\s*'([^'$]+)'/g)]
      .map((match) => match[1] ?? '')
      .map((key) => (key.includes(':') ? key : `common:${key}`));
    expect(asked.filter((key) => !known.has(key))).toEqual([]);
  });
});

interface Node {
  type: string;
  [name: string]: unknown;
}
const spoken = ['title', 'label', 'placeholder', 'alt', 'aria-label', 'description', 'text', 'name', 'header'];
/** Names that are the same in every language. */
const proper = ['Stationmaster'];

function rawTexts(path: string, source: string): string[] {
  const found: string[] = [];
  const visit = (value: unknown, parent?: Node): void => {
    if (Array.isArray(value)) {
      for (const entry of value) visit(entry, parent);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    const node = value as Node;
    if (node.type === 'JSXText') found.push(String(node.value).trim());
    if (
      node.type === 'Literal' &&
      parent?.type === 'JSXAttribute' &&
      typeof node.value === 'string' &&
      spoken.includes((parent.name as { name?: string }).name ?? '') &&
      /[A-Z ]/.test(node.value)
    )
      found.push(node.value);
    for (const [name, inner] of Object.entries(node)) if (name !== 'type') visit(inner, node);
  };
  visit(parseSync(path.replace(/^.*\//, ''), source, { lang: 'tsx' }).program);
  return found.filter((text) => /\p{L}{2,}/u.test(text) && !proper.includes(text));
}
