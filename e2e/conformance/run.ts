import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Version } from '@stationmaster/ocpp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ServerProcess } from '../reliability/server-process.ts';
import { prepare } from './fixture.ts';
import { Lab, type Server } from './lab.ts';
import { casesOf } from './list.ts';
import { Outside } from './outside.ts';

/** Cases by their id. */
export type Cases<V extends Version> = Readonly<Record<`TC_${string}_CSMS`, (lab: Lab<V>) => Promise<void>>>;
interface Suite<V extends Version> {
  /** Whose list of cases is run, and how they are written. */
  version: V;
  /** What the stations speak, where it is another: 2.1 has all that 2.0.1 has. */
  speaks?: Version;
  cases: Cases<V>;
}

/**
 * Runs every case of the list against one server, each with stations of its own. A case that is neither written nor
 * waiting fails. The ids that passed are written to `results/`, from which the table in docs/generated is made.
 */
export function conformance<V extends Version>({ version, speaks = version, cases }: Suite<V>): void {
  const name = speaks === version ? version : `${version}-on-${speaks.slice(4)}`;
  const list = casesOf(version);
  const passed = new Set<string>();
  let ran = 0;
  let process: ServerProcess | null = null;
  let outside: Outside | null = null;
  let server: Server;

  beforeAll(async () => {
    outside = await Outside.start();
    process = await ServerProcess.start({ UNKNOWN_STATIONS: 'refuse', PAYMENT_PROVIDER: 'laboratory', ...outside.settings });
    const siteId = await prepare(process.client);
    await outside.introduce(process.client);
    server = { url: process.url, tlsUrl: `wss://127.0.0.1:${outside.tlsPort}/ocpp`, client: process.client, siteId, outside };
    // Longer than the server takes to say why it does not start.
  }, 70_000);
  afterAll(async () => {
    await process?.stop();
    await outside?.stop();
    // Not after a run of some only.
    if (ran === list.filter(({ waiting }) => waiting === '').length) keep(name, [...passed].sort());
  });

  // Most of a case is waiting.
  vi.setConfig({ maxConcurrency: 10 });
  describe.concurrent(name, () => {
    for (const { id, title, waiting } of list) {
      if (waiting !== '') test.todo(`${id} ${title}: ${waiting}`);
      else
        test(`${id} ${title}`, async () => {
          ran += 1;
          const run = cases[id as keyof Cases<V>];
          if (run === undefined) throw new Error('The case is neither written nor waiting.');
          const lab = new Lab<V>(server, { id, version: speaks });
          try {
            await run(lab);
            await lab.check();
          } catch (error) {
            if (error instanceof Error) error.message += `\n${lab.transcript()}`;
            throw error;
          } finally {
            lab.close();
          }
          passed.add(id);
        });
    }
  });

  test(`every case of ${name} that is written is in the list, and is not waiting`, () => {
    const wanted = new Set(list.filter(({ waiting }) => waiting === '').map(({ id }) => id));
    expect(Object.keys(cases).filter((id) => !wanted.has(id))).toEqual([]);
  });
}

function keep(name: string, passed: string[]): void {
  const path = fileURLToPath(new URL(`results/${name}.json`, import.meta.url));
  const text = `${JSON.stringify(passed, null, 2)}\n`;
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}
