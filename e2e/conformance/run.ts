import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Version } from '@stationmaster/ocpp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ServerProcess } from '../reliability/server-process.ts';
import { prepare } from './fixture.ts';
import { Lab, type Server } from './lab.ts';
import { casesOf } from './list.ts';

/** Cases by their id. */
export type Cases<V extends Version> = Readonly<Record<`TC_${string}_CSMS`, (lab: Lab<V>) => Promise<void>>>;
interface Suite<V extends Version> {
  version: V;
  /** The version whose list of cases is run, where it is another. */
  listOf?: Version;
  cases: Cases<V>;
}

/**
 * Runs every case of the list against one server, each with stations of its own. A case that is neither written nor
 * waiting fails. The ids that passed are written to `results/`, from which the table in docs/generated is made.
 */
export function conformance<V extends Version>({ version, listOf = version, cases }: Suite<V>): void {
  const name = listOf === version ? version : `${listOf}-on-${version.slice(4)}`;
  const list = casesOf(listOf);
  const passed = new Set<string>();
  let ran = 0;
  let process: ServerProcess;
  let server: Server;

  beforeAll(async () => {
    process = await ServerProcess.start({ UNKNOWN_STATIONS: 'refuse' });
    server = { url: process.url, client: process.client, siteId: await prepare(process.client) };
  });
  afterAll(async () => {
    await process.stop();
    // Not after a run of some only.
    if (ran === list.filter(({ waiting }) => waiting === '').length) keep(name, [...passed].sort());
  });

  describe.concurrent(name, () => {
    for (const { id, title, waiting } of list) {
      if (waiting !== '') test.todo(`${id} ${title}: ${waiting}`);
      else
        test(`${id} ${title}`, async () => {
          ran += 1;
          const run = cases[id as keyof Cases<V>];
          if (run === undefined) throw new Error('The case is neither written nor waiting.');
          const lab = new Lab(server, { id, version });
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
