import type { Version } from '../../src/version.ts';
import { rowsOf } from './rows.ts';

export function corpusFile(version: Version): URL {
  return new URL(`../../fixtures/malformed-${version.replace('ocpp', '')}.json`, import.meta.url);
}

/** One row a line, so that a change of one answer is a change of one line. */
export function corpusText(version: Version): string {
  return `[\n${rowsOf(version)
    .map((row) => `  ${JSON.stringify(row)}`)
    .join(',\n')}\n]\n`;
}
