import { readFileSync } from 'node:fs';
import { type Version, versions } from '@stationmaster/ocpp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { v21, v201 } from '../../apps/server/src/ocpp/v2x/table.ts';
import { v16 } from '../../apps/server/src/ocpp/v16/table.ts';
import { RawStation } from './raw-station.ts';
import { ServerProcess } from './server-process.ts';

interface Row {
  version: Version;
  name: string;
  send: string;
  /** The exact answer; null: none. */
  expect: string | null;
  /** Said before. */
  first?: string;
  /** Of what is accepted: what it was repaired with. Its answer is that of the action, and none of our business here. */
  repairs?: string[];
  /** A call of the CSMS that would have to be out: only the protocol's own test can have that. */
  pending?: unknown;
}
const byHand = rowsIn('malformed.json');
const tables: Record<Version, Record<string, { name: string }>> = { 'ocpp1.6': v16, 'ocpp2.0.1': v201, 'ocpp2.1': v21 };

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

  it.each(byHand.filter((row) => row.version === version).map((row) => [row.name, row] as const))('%s', async (_name, row) => {
    expect(await differenceOf(station, row)).toBeNull();
  });

  // All of them, thousands, as several stations at once: a commit is shared by those that wait for it.
  it('every row of the generated corpus', { timeout: 180_000 }, async () => {
    const rows = rowsIn(`malformed-${version.replace('ocpp', '')}.json`).filter(({ pending }) => pending === undefined);
    expect(rows.length).toBeGreaterThan(700);
    const differences = await Promise.all(
      Array.from({ length: atOnce }, async (_, index) => {
        const one = await RawStation.boot({ url: server.url, id: `BAD-${version}-${index}`, version });
        const found: unknown[] = [];
        for (let place = index; place < rows.length; place += atOnce) {
          const difference = await differenceOf(one, rows[place] as Row);
          if (difference !== null) found.push(difference);
        }
        one.close();
        return found;
      }),
    );
    expect(differences.flat()).toEqual([]);
  });
});

const atOnce = 16;

function rowsIn(file: string): Row[] {
  return JSON.parse(readFileSync(new URL(`../../packages/ocpp/fixtures/${file}`, import.meta.url), 'utf8'));
}

/** What the server says, and what it should; null when it is the same. */
async function differenceOf(station: RawStation, row: Row): Promise<unknown> {
  const { name, send, first } = row;
  if (first !== undefined) {
    station.send(first);
    await station.heartbeat();
  }
  station.send(send);
  // The answers come in the order of the calls: what is there when the heartbeat's comes is all there will be.
  const { before, answer } = await station.heartbeat();
  expect(answer).toMatch(/^\[3,"beat-\d+",\{"currentTime":"[^"]+"\}\]$/);
  const isRight = before.length === (row.expect === null ? 0 : 1) && before.every((text) => isWanted(row, text));
  return isRight ? null : { name, send, wanted: row.expect, said: before };
}

function isWanted({ version, send, expect: exact, repairs }: Row, said: string): boolean {
  if (repairs === undefined) return said === exact;
  return said.startsWith(isBuilt(version, JSON.parse(send)[2]) ? '[3,"1",' : '[4,"1","NotImplemented",');
}

/** Says the table of handlers; so this grows stricter with each handler that is built. */
function isBuilt(version: Version, action: string): boolean {
  return tables[version][action]?.name !== 'notImplemented';
}
