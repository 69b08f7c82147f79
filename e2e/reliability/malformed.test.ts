import { readFileSync } from 'node:fs';
import { type Version, versions } from '@stationmaster/ocpp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawStation } from './raw-station.ts';
import { ServerProcess } from './server-process.ts';

interface Row {
  version: Version;
  name: string;
  send: string;
  expect: string | null;
}
const rows = JSON.parse(readFileSync(new URL('../../packages/ocpp/fixtures/malformed.json', import.meta.url), 'utf8')) as Row[];

let server: ServerProcess;
beforeAll(async () => {
  server = await ServerProcess.start();
});
afterAll(() => server.stop());

describe.each(versions)('malformed messages over a real connection, %s', (version) => {
  let station: RawStation;
  beforeAll(async () => {
    station = await RawStation.boot({ url: server.url, id: `BAD-${version}`, version });
  });
  afterAll(() => station.close());

  it.each(rows.filter((row) => row.version === version).map((row) => [row.name, row] as const))('%s', async (_name, row) => {
    station.send(row.send);
    // The answers come in the order of the calls: what is there when the heartbeat's comes is all there will be.
    const { before, answer } = await station.heartbeat();
    expect(before).toEqual(row.expect === null ? [] : [row.expect]);
    expect(answer).toMatch(/^\[3,"beat-\d+",\{"currentTime":"[^"]+"\}\]$/);
  });
});
