/** Proves that each line the linter and the compiler hold can fail: plants one mistake for each and sees it caught. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'stationmaster-lines-'));

const mistakes: [file: string, code: string, caught: string][] = [
  [
    'packages/domain/src/planted.ts',
    `import { readFileSync } from 'node:fs';\nexport const a = readFileSync;\n`,
    'The domain knows exact-decimal arithmetic',
  ],
  ['packages/domain/src/planted.ts', `import { z } from 'zod';\nexport const a = z;\n`, 'The domain knows exact-decimal arithmetic'],
  [
    'packages/ocpp/src/planted.ts',
    `import { a } from '@stationmaster/domain';\nexport const b = a;\n`,
    'The protocol room knows no meaning',
  ],
  [
    'packages/contract/src/planted.ts',
    `import { a } from '@stationmaster/ocpp';\nexport const b = a;\n`,
    'The contract is for browsers too',
  ],
  ['apps/console/src/planted.ts', `import { a } from '@stationmaster/ocpp';\nexport const b = a;\n`, 'Web apps know the contract'],
  ['apps/simulator/src/planted.ts', `import { a } from '@stationmaster/contract';\nexport const b = a;\n`, 'works against any CSMS'],
  ['apps/server/src/gateway/planted.ts', `import { a } from '../sessions/start.ts';\nexport const b = a;\n`, 'The gateway knows no noun'],
  ['apps/server/src/ocpp/v16/planted.ts', `import { a } from '../../sessions/store.ts';\nexport const b = a;\n`, 'they hold no SQL'],
  ['apps/server/src/sites/planted.ts', `import { a } from '../tokens/store.ts';\nexport const b = a;\n`, 'never its store'],
  [
    'apps/server/src/sites/planted.ts',
    `export function a(b: number, c: number, d: number, e: number): number {\n  return b + c + d + e;\n}\n`,
    'useMaxParams',
  ],
  [
    'apps/server/src/sites/planted.ts',
    `${'export const x = 1;\n'.replace('x', 'y')}${Array.from({ length: 301 }, (_, n) => `export const a${n} = ${n};\n`).join('')}`,
    'noExcessiveLinesPerFile',
  ],
  [
    'apps/server/src/sites/planted.ts',
    `export function a(): number {\n${'  Math.random();\n'.repeat(90)}  return 1;\n}\n`,
    'noExcessiveLinesPerFunction',
  ],
];

beforeAll(() => {
  const config = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8')) as Record<string, unknown>;
  writeFileSync(join(folder, 'biome.json'), JSON.stringify({ ...config, $schema: undefined, vcs: { enabled: false } }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the lines between rooms', () => {
  it.each(mistakes)('%s: a planted mistake is caught (%#)', (file, code, caught) => {
    plant(file, code);
    const run = spawnSync(process.execPath, [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'lint', file], {
      cwd: folder,
      encoding: 'utf8',
    });
    rmSync(join(folder, file));
    expect(run.stdout + run.stderr).toContain(caught);
    expect(run.status).toBe(1);
  });

  it('the compiler keeps browser and Node names out of the domain', () => {
    plant('domain/bad.ts', 'export const a = document.title;\nexport const b = process.env;\n');
    writeFileSync(join(folder, 'domain/tsconfig.json'), JSON.stringify({ extends: join(root, 'tsconfig.base.json'), include: ['.'] }));
    const run = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', join(folder, 'domain')], {
      encoding: 'utf8',
    });
    expect(run.stdout).toMatch(/Cannot find name 'document'/);
    expect(run.stdout).toMatch(/Cannot find name 'process'/);
  });
});

function plant(file: string, code: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), code);
}
