import { globSync } from 'node:fs';
import { basename } from 'node:path';
import type { Plugin } from 'vite';
import { namespacesIn } from '../src/namespaces-in.ts';

/**
 * Makes each module of the console say, as it is loaded, which words it shows: those of every namespace that stands
 * before a colon in one of its texts (`t('station:start')`). So a page brings its words without a list of them.
 */
export function neededWords(root: string): Plugin {
  const known = [...new Set(globSync('src/locales/{*/*,frames.*}.json', { cwd: root }).map((path) => basename(path).split('.')[0] ?? ''))];
  const source = /\/apps\/console\/src\/[^?]*\.tsx?$/;
  return {
    name: 'needed-words',
    transform(code, id) {
      if (!source.test(id)) return null;
      const needed = namespacesIn(code, known);
      if (needed.length === 0) return null;
      // At the end, so that no line moves.
      return { code: `${code}\nimport { needWords } from '/src/needed-words.ts';\nneedWords(${JSON.stringify(needed)});\n`, map: null };
    },
  };
}
