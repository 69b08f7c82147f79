import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/plant-errors.ts', import.meta.url));
const plant = (count: number) => spawnSync(process.execPath, [script, String(count), '--briefly'], { encoding: 'utf8' });

test('errors planted in the engine are each seen by the independent calculation, and the engine has none', { timeout: 180_000 }, () => {
  const { status, stdout, stderr } = plant(1_500);
  expect(stdout).toContain('1500 sessions, 0 wrong without an error\n');
  expect(stdout.split('\n').filter((line) => line.startsWith('0 wrong:'))).toEqual([]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('an error that no session shows is not passed over', () => {
  const { status, stdout } = plant(1);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^0 wrong: /m);
});
