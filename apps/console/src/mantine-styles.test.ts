import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const sources = import.meta.glob<string>('./**/*.tsx', { eager: true, query: '?raw', import: 'default' });
const here = fileURLToPath(new URL('.', import.meta.url));
const listed = readFileSync(`${here}mantine-styles.ts`, 'utf8');
const sheet = (name: string) => fileURLToPath(new URL(`../../../node_modules/@mantine/core/styles/${name}.css`, import.meta.url));
/** Mantine keeps these parts' styles in another part's sheet. */
const within: Readonly<Record<string, string>> = {
  Select: 'Combobox',
  MultiSelect: 'Combobox',
  Autocomplete: 'Combobox',
  TagsInput: 'Combobox',
  TextInput: 'Input',
  Textarea: 'Input',
  JsonInput: 'Input',
  FileInput: 'Input',
};

const used = [
  ...new Set(
    Object.values(sources).flatMap((source) =>
      [...source.matchAll(/import \{([^}]+)\} from '@mantine\/core'/g)].flatMap((match) =>
        (match[1] ?? '').split(',').map((name) => name.trim()),
      ),
    ),
  ),
].filter((name) => /^[A-Z]/.test(name));

describe('each Mantine part that a page uses brings its style', () => {
  it('finds the parts', () => expect(used).toContain('Button'));
  it.each(used)('%s', (name) => {
    const wanted = within[name] ?? name;
    if (existsSync(sheet(wanted))) expect(listed).toContain(`styles/${wanted}.css'`);
  });
});
