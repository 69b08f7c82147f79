import { expect, it } from 'vitest';
import { runKills } from './kill.ts';

it('30 stations charge while the server is killed three times and PostgreSQL once: both books agree to the watt-hour', {
  timeout: 300_000,
}, async () => {
  const report = await runKills({
    stations: 30,
    kills: ['server', 'server', 'postgres', 'server'],
    quietMs: 2500,
    speed: 300,
    say: () => undefined,
  });
  expect(report.differences).toEqual([]);
  expect(report.lostMessages).toBe(0);
  expect(report.refused).toBe(0);
  // Killed while something was going on, not while everyone slept.
  expect(report.acknowledgedStops).toBeGreaterThan(100);
  expect(report.serverStarts).toBeGreaterThanOrEqual(4);
});
