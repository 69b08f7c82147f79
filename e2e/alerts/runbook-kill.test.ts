import { lookEveryMs } from '@stationmaster/domain';
import { createNetwork, flawless, type Maker } from '@stationmaster/simulator';
import { expect, test } from 'vitest';
import { ServerProcess } from '../reliability/server-process.ts';

const patience = { timeout: 60_000, interval: 100 };
/** Slow enough that a kill falls between a command and its answer. */
const thoughtful: Maker = {
  ...flawless,
  misbehaviours: [{ who: 'Ponder', what: 'answers after a second', why: 'thinks first', behaviour: { answersAfterMs: 1000 } }],
};

test('killed while a recipe acts and while it waits: it goes on, gives no command twice and leaves none out', {
  timeout: 240_000,
}, async () => {
  const server = await ServerProcess.start();
  // Back later than the first look at what is to be done.
  const network = createNetwork({ url: server.url, backOffMs: [5000, 5000] });
  try {
    const { client } = server;
    const stationId = 'RECIPE';
    await client.createStation({ body: { id: stationId, securityProfile: 0 } });
    const station = await network.add({ id: stationId, version: 'ocpp1.6', maker: thoughtful }).boot();
    station.fault('GroundFailure');
    await station.settled();
    const steps = [
      { do: 'askStatus' as const, minutes: 0 },
      { do: 'resetSoft' as const, minutes: 60 },
      { do: 'resetHard' as const, minutes: 60 },
    ];
    const { id: runbookId } = await client.createRunbook({ body: { name: 'Try', steps } });
    const { id: runId } = await client.startRunbook({ params: { runbookId }, body: { stationId } });
    const run = async () => {
      const found = (await client.listRuns({ query: { stationId } })).items.find(({ id }) => id === runId);
      if (found === undefined) throw new Error('the run is gone');
      return found;
    };
    const begun = async () => (await run()).log.filter(({ what }) => what === 'begun').map(({ action }) => action);
    const commands = async () =>
      (await client.listCommands({ params: { stationId }, query: {} })).items.map(({ verb, status }) => `${verb} ${status}`);
    const connected = async () => (await client.getStation({ params: { stationId } })).connected;

    // Before its first command is even sent: a station that is not back yet is waited for.
    await server.kill();
    await expect.poll(begun, patience).toContain('resetSoft');
    expect((await run()).log.filter(({ what }) => what === 'skipped')).toEqual([]);
    // While the restart is on its way, or has just been taken.
    await expect.poll(commands, patience).toContainEqual(expect.stringMatching(/^reset (sent|accepted|confirmed)/));
    await server.kill();
    await expect.poll(connected, patience).toBe(true);
    // While it waits for the restart to help.
    await server.kill();
    await expect.poll(connected, patience).toBe(true);
    // That nothing is done can only be seen once it has been looked at.
    const looked = Date.now() + lookEveryMs + 3_000;
    await expect.poll(() => Date.now(), patience).toBeGreaterThan(looked);
    expect(await begun()).toEqual(['askStatus', 'resetSoft']);
    expect(await run()).toMatchObject({ status: 'running', step: 1 });

    station.fault(null);
    await expect.poll(async () => (await run()).status, patience).toBe('healed');
    expect(await run()).toMatchObject({ reason: 'resetSoft' });
    expect((await commands()).filter((command) => command.startsWith('reset'))).toHaveLength(1);
    expect(server.starts).toBe(4);
  } finally {
    network.stop();
    await server.stop();
  }
});
