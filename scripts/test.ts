/**
 * `npm test`: every test of every room, then one closing line that machines read too. Arguments go to Vitest. Files that fail are run once
 * more, alone: browsers, kills and forty servers on two cores can starve each other. What passes only then is named before the closing line.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

interface Report {
  /** Of the process: errors outside of every test have no other trace. */
  exitCode: number | null;
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[];
}
/** More than so many is no accident: they are not run again. */
const mostRepeated = 5;

const folder = mkdtempSync(join(tmpdir(), 'stationmaster-test-'));
const first = run('first', process.argv.slice(2));
const failedFiles = first?.testResults.filter(({ status }) => status === 'failed') ?? [];
let failed = failedTests(first);
let passed = first?.numPassedTests ?? 0;
if (first !== null && failedFiles.length > 0 && failedFiles.length <= mostRepeated) {
  const files = failedFiles.map(({ name }) => relative(process.cwd(), name));
  console.log(`\nOnce more, alone: ${files.join(', ')}`);
  const again = run('again', [...files, '--maxWorkers=1']);
  const passedBefore = failedFiles.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === 'passed').length;
  passed += (again?.numPassedTests ?? passedBefore) - passedBefore;
  failed = failedTests(again);
  for (const { assertionResults } of failedFiles) {
    const unsteady = assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
    console.log(`${failed === 0 ? 'Passed only when run again' : 'Failed the first time'}: ${unsteady.join('; ') || 'a whole file'}`);
  }
}
console.log(`\n${passed} passed, ${failed} failed, ${first?.numPendingTests ?? 0} skipped`);
rmSync(folder, { recursive: true, force: true });
process.exit(failed === 0 ? 0 : 1);

/** Vitest's own report of a run; null: it left none. */
function run(name: string, args: readonly string[]): Report | null {
  const file = join(folder, `${name}.json`);
  const options = ['--reporter=default', '--reporter=json', `--outputFile=${file}`, ...args];
  const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...options], { stdio: 'inherit' });
  try {
    return { ...(JSON.parse(readFileSync(file, 'utf8')) as Report), exitCode: status };
  } catch (error) {
    console.error(`The test run left no report: ${(error as Error).message}`);
    return null;
  }
}
/** What fails outside of the tests counts as one. */
function failedTests(report: Report | null): number {
  return report === null ? 1 : Math.max(report.numFailedTests, report.exitCode === 0 ? 0 : 1);
}
