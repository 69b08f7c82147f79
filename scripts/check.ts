/** `npm run check`: format, lint and import rules, types, dead code, generated files, lock. Each check runs; all problems are shown. */
import { spawn } from 'node:child_process';

const workspaces = [
  'packages/ocpp',
  'packages/domain',
  'packages/contract',
  'packages/ui',
  'apps/server',
  'apps/simulator',
  'apps/console',
  'e2e',
  'bench',
  'scripts',
];
const checks: [name: string, command: string, args: string[]][] = [
  ['format, lint, import rules', 'biome', ['check', '--error-on-warnings', '--max-diagnostics=40', '.']],
  ...workspaces.map((path): [string, string, string[]] => [`types of ${path}`, 'tsc', ['--noEmit', '-p', path]]),
  ['dead code', 'knip', []],
  ['generated files', process.execPath, ['scripts/generate.ts', '--check']],
  ['lock file', process.execPath, ['scripts/check-lock.ts']],
];

let failed = 0;
const waiting = [...checks];
await Promise.all([worker(), worker()]);
console.log(`\nchecks: ${checks.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function worker(): Promise<void> {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const started = performance.now();
    const { code, output } = await run(check[1], check[2]);
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${check[0]} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
    if (code !== 0) {
      failed++;
      console.log(output);
    }
  }
}

function run(command: string, args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    let output = '';
    child.stdout.on('data', (text: Buffer) => {
      output += text.toString();
    });
    child.stderr.on('data', (text: Buffer) => {
      output += text.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
