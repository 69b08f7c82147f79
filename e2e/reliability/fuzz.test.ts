import { versions } from '@stationmaster/ocpp';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anyText, expectLegal } from '../../packages/ocpp/src/testing/fuzz.ts';
import { RawStation } from './raw-station.ts';
import { ServerProcess } from './server-process.ts';

let server: ServerProcess;
beforeAll(async () => {
  server = await ServerProcess.start();
});
afterAll(() => server.stop());

/** The same sample each time: the protocol's own test, without a server, takes other ones. */
const sample = { numRuns: 1500, seed: 20_260_501 };

it.each(versions)('whatever a %s station says, it is answered legally, never with InternalError, and heard again', async (version) => {
  const station = await RawStation.boot({ url: server.url, id: `FUZZ-${version}`, version });
  for (const text of fc.sample(anyText(version), sample)) {
    station.send(text);
    const { before, answer } = await station.heartbeat();
    expect(answer, `after ${text}`).toMatch(/^\[3,"beat-/);
    expect(before.length).toBeLessThan(2);
    for (const said of before) {
      expect(said, `to ${text}`).not.toContain('"InternalError"');
      if (!said.startsWith('[3,')) expectLegal(version, text, said);
    }
  }
  station.close();
  expect(server.starts).toBe(1);
});
