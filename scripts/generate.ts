import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openApi } from '@stationmaster/contract';
import { settings } from '../apps/server/src/config.ts';
import { errorTable } from '../apps/server/src/errors.ts';
import { conformance } from './conformance-table.ts';
import { coverage } from './ocpp-coverage.ts';

/** Writes what is said elsewhere: `node scripts/generate.ts`. With --check it writes nothing and fails when something is stale. */
const root = join(import.meta.dirname, '..');
const marked = 'Made by `npm run generate`. Do not edit.';
const begin = '<!-- settings:begin -->';
const end = '<!-- settings:end -->';

const cases = conformance();
const messages = coverage();

const files = new Map<string, string>([
  ['docs/generated/openapi.json', `${JSON.stringify(openApi(errorTable), null, 2)}\n`],
  ['docs/generated/errors.md', errorsPage()],
  ['docs/generated/conformance.md', `<!-- ${marked} -->\n\n${cases.page}`],
  ['docs/generated/ocpp-coverage.md', `<!-- ${marked} -->\n\n${messages.page}`],
  [
    'docs/generated/settings.md',
    `<!-- ${marked} -->\n\n# Settings\n\nAll by environment. A wrong value stops the start with one sentence.\n\n${settingsTable()}\n`,
  ],
]);
const readme = readmeWithSettings();
if (readme !== null) files.set('README.md', readme);

const stale = [...files].filter(([path, content]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== content);
if (process.argv.includes('--check')) {
  for (const [path] of stale) console.error(`${path} is stale: run npm run generate`);
  const problems = [...cases.problems, ...messages.problems];
  for (const problem of problems) console.error(problem);
  if (stale.length > 0 || problems.length > 0) process.exitCode = 1;
} else {
  for (const [path, content] of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
    console.log(`wrote ${path}`);
  }
}

function errorsPage(): string {
  const rows = Object.entries(errorTable).map(([code, { status, message }]) => `| \`${code}\` | ${status} | ${cell(message)} |`);
  return `<!-- ${marked} -->\n\n# Errors of the API\n\nEvery error has the shape \`{ "error": { "code", "message", "details"?, "requestId" } }\`. Rely on the code; the sentence is for people.\n\n| code | status | sentence |\n|---|---|---|\n${rows.join('\n')}\n`;
}

function settingsTable(): string {
  const rows = Object.values(settings).map(
    ({ name, default: standard, meaning }) => `| \`${name}\` | ${standard === '' ? '' : `\`${standard}\``} | ${cell(meaning)} |`,
  );
  return `| setting | default | meaning |\n|---|---|---|\n${rows.join('\n')}`;
}

/** Null without the two marks. */
function readmeWithSettings(): string | null {
  const path = join(root, 'README.md');
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  return from < 0 || to < from ? null : `${text.slice(0, from + begin.length)}\n${settingsTable()}\n${text.slice(to)}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
