import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Case, casesOf } from '../e2e/conformance/list.ts';

type Version = Parameters<typeof casesOf>[0];
/** A list of cases, run on one version. */
interface Suite {
  listOf: Version;
  /** Of its file in e2e/conformance/results. */
  name: string;
  heading: string;
}
const root = join(import.meta.dirname, '..');
const folder = 'e2e/conformance';
/** Where the cases of a list are written. */
const rooms: Record<Version, string> = { 'ocpp1.6': 'v16', 'ocpp2.0.1': 'v201', 'ocpp2.1': 'v21' };
const suites: Suite[] = [
  { listOf: 'ocpp1.6', name: 'ocpp1.6', heading: 'OCPP 1.6' },
  { listOf: 'ocpp2.0.1', name: 'ocpp2.0.1', heading: 'OCPP 2.0.1' },
  { listOf: 'ocpp2.0.1', name: 'ocpp2.0.1-on-2.1', heading: 'OCPP 2.1: the cases of 2.0.1' },
  { listOf: 'ocpp2.1', name: 'ocpp2.1', heading: 'OCPP 2.1: what it adds' },
];

interface Result extends Case {
  /** The file of the case; undefined: it is not written. */
  file: string | undefined;
  outcome: 'passed' | 'waiting' | 'failed';
}

/**
 * docs/generated/conformance.md, from the lists of cases, the files they are written in and the results of the last whole
 * run; and what does not fit together: a case that is neither passed nor waiting, a result without a case.
 */
export function conformance(): { page: string; problems: string[] } {
  const parts = suites.map((suite) => ({ suite, results: resultsOf(suite) }));
  const problems = parts.flatMap(({ suite, results }) => problemsOf(suite, results));
  const totals = parts.map(({ suite, results }) => {
    const count = (outcome: Result['outcome']): number => results.filter((one) => one.outcome === outcome).length;
    return `| ${suite.heading} | ${results.length} | ${count('passed')} | ${count('waiting')} | ${count('failed')} |`;
  });
  const sections = parts.map(({ suite, results }) => {
    const rows = results.map((one) => `| ${one.id} | ${one.title} | ${asked(one)} | ${said(one)} |`);
    return `## ${suite.heading}\n\n| id | case | asked for | result |\n|---|---|---|---|\n${rows.join('\n')}\n`;
  });
  const page = `# Certification cases of a CSMS

A case is passed when a scripted station has gone through it against a running server: what went over the wire, to the schema of
its version, and what the API then said. Run by \`npx vitest run e2e/conformance\`; a whole run writes \`${folder}/results\`.

| list | cases | passed | waiting | failed |
|---|---|---|---|---|
${totals.join('\n')}

${sections.join('\n')}`;
  return { page, problems };
}

function resultsOf({ listOf, name }: Suite): Result[] {
  const files = filesOf(listOf);
  const passed = new Set(passedOf(name));
  return casesOf(listOf).map((one) => {
    const outcome = one.waiting !== '' ? 'waiting' : passed.has(one.id) ? 'passed' : 'failed';
    return { ...one, file: files.get(one.id), outcome };
  });
}

/** Ids that passed in the last whole run. */
function passedOf(name: string): string[] {
  const path = join(root, folder, 'results', `${name}.json`);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as string[]) : [];
}

/** The file of every case that is written. */
function filesOf(listOf: Version): Map<string, string> {
  const path = `${folder}/${rooms[listOf]}`;
  const files = existsSync(join(root, path)) ? readdirSync(join(root, path)).sort() : [];
  return new Map(
    files.flatMap((file) => {
      const text = readFileSync(join(root, path, file), 'utf8');
      return [...text.matchAll(/^ {2}(TC_\w+_CSMS):/gm)].map(([, id = '']): [string, string] => [id, `${path}/${file}`]);
    }),
  );
}

function problemsOf({ listOf, name }: Suite, results: readonly Result[]): string[] {
  const byId = new Map(results.map((one) => [one.id, one]));
  const expected = new Set(results.filter(({ waiting }) => waiting === '').map(({ id }) => id));
  return [
    ...results.filter(({ outcome }) => outcome === 'failed').map(({ id }) => `${name}: ${id} has not passed`),
    ...passedOf(name)
      .filter((id) => !expected.has(id))
      .map((id) => `${name}: ${id} has passed, but is not to be run`),
    ...[...filesOf(listOf).keys()]
      .filter((id) => !expected.has(id))
      .map((id) => `${name}: ${id} is written, but ${byId.has(id) ? 'waits' : 'is no case'}`),
    ...results.filter(({ waiting, file }) => waiting === '' && file === undefined).map(({ id }) => `${name}: ${id} is not written`),
  ];
}

function asked({ profile, need }: Case): string {
  return profile === '' ? need : `${profile}: ${need}`;
}

function said({ outcome, waiting, file = '' }: Result): string {
  if (outcome === 'waiting') return `waiting: ${waiting}`;
  return `${outcome} by [${file.slice(folder.length + 1)}](../../${file})`;
}
