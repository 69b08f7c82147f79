import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { RawStation } from './raw-station.ts';
import { ServerProcess } from './server-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const disk = mkdtempSync(join(tmpdir(), 'stationmaster-small-disk-'));
/** Only root may mount a small disk; elsewhere these tests are skipped. */
const hasDisk =
  process.platform === 'linux' &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=200m,mode=755', 'tmpfs', disk], { stdio: 'ignore' }).status === 0;
const filling = join(disk, 'filling');
const dataDir = join(disk, 'data');

afterAll(() => {
  if (hasDisk) execFileSync('umount', ['-l', disk]);
  rmSync(disk, { recursive: true, force: true });
});

function fillDisk(): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(filling, Buffer.alloc(bavail * bsize));
}
const freeDisk = (): void => truncateSync(filling, 0);
/** What a start of the server says, and its exit code. */
function startSays(): [number | null, string] {
  const env = { ...process.env, PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, LOG_LEVEL: 'error' };
  const { status, stderr, stdout } = spawnSync(process.execPath, ['apps/server/src/main.ts'], {
    cwd: root,
    env,
    timeout: 60_000,
    encoding: 'utf8',
  });
  return [status, (stdout + stderr).trim()];
}
const reading = (n: number): string =>
  JSON.stringify([
    2,
    `m${n}`,
    'MeterValues',
    {
      connectorId: 1,
      meterValue: [{ timestamp: new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString(), sampledValue: [{ value: String(n) }] }],
    },
  ]);

describe.skipIf(!hasDisk)('a full disk', () => {
  it('is said, refuses what cannot be stored, harms nothing, and everything goes on when there is room', async () => {
    const server = await ServerProcess.start({ DATA_DIR: dataDir });
    const ready = async () => ((await (await fetch(`http://127.0.0.1:${server.port}/health/ready`)).json()) as { status: string }).status;
    const station = await RawStation.boot({ url: server.url, id: 'SMALL', version: 'ocpp1.6' });
    station.send(reading(0));
    expect((await station.heartbeat()).before).toEqual(['[3,"m0",{}]']);
    fillDisk();
    expect(await ready()).toBe('diskFull');
    // The pages there are may take some more; then the first is refused.
    const taken: number[] = [0];
    let refused = -1;
    for (let n = 1; refused < 0 && n < 20_000; n++) {
      station.send(reading(n));
      const { before } = await station.heartbeat();
      if (before.some((text) => text.startsWith(`[4,"m${n}","InternalError"`))) refused = n;
      else taken.push(n);
    }
    expect(refused).toBeGreaterThan(0);
    freeDisk();
    expect(await ready()).toBe('ready');
    station.send(reading(refused));
    expect((await station.heartbeat()).before).toEqual([`[3,"m${refused}",{}]`]);
    const { items } = await server.client.listFrames({ params: { stationId: 'SMALL' }, query: { action: 'MeterValues', limit: 500 } });
    expect(items.map(({ messageId }) => messageId).slice(0, 2)).toEqual([`m${refused}`, `m${taken.at(-1)}`]);
    station.close();
    await server.stop({ keepData: true });

    fillDisk();
    expect(startSays()).toEqual([
      1,
      `Stationmaster cannot run: The disk of the data folder ${dataDir} is full; free some space and start again.`,
    ]);
    freeDisk();
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    expect(startSays()).toEqual([
      1,
      `Stationmaster cannot run: The data folder ${dataDir} lies on a read-only disk; set DATA_DIR to another one.`,
    ]);
    execFileSync('mount', ['-o', 'remount,rw', disk]);
  }, 120_000);
});
