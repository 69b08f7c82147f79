import { describe, expect, it } from 'vitest';
import type { Writes } from '../db/writes.ts';
import type { Connection } from './connection.ts';
import { KeepAlive } from './keep-alive.ts';
import type { GatewayParts } from './parts.ts';

const INTERVAL = 45_000;

/** One connection that only tells what is done to it, and the clockwork over it. */
function world({ pingIntervalMs = INTERVAL, inLobby = false } = {}) {
  const done: string[] = [];
  const written: Writes[] = [];
  const connection = {
    identity: 'S1',
    state: { id: 7, inLobby },
    lastHeardAt: 0,
    pingedAt: 0,
    ping(now: number) {
      this.pingedAt = now;
      done.push(`ping ${now}`);
    },
    terminate: () => done.push('terminate'),
  };
  const commit = (writes: Writes): Promise<void> => {
    written.push(writes);
    return Promise.resolve();
  };
  const parts = { limits: { pingIntervalMs }, log: { info: () => undefined, warn: () => undefined }, commit } as unknown as GatewayParts;
  const keepAlive = new KeepAlive(parts, () => [connection as unknown as Connection]);
  return { connection, keepAlive, done, written };
}

describe('KeepAlive', () => {
  it('pings once after an interval of silence and ends the connection after a second', () => {
    const { keepAlive, done } = world();
    for (const now of [0, 44_999, 45_000, 47_500, 89_999]) keepAlive.tick(now);
    expect(done).toEqual(['ping 45000']);
    keepAlive.tick(90_000);
    expect(done).toEqual(['ping 45000', 'terminate']);
  });

  it('begins anew with every sign of life', () => {
    const { keepAlive, connection, done } = world();
    keepAlive.tick(45_000);
    connection.lastHeardAt = 45_010;
    for (const now of [90_000, 90_010, 134_999]) keepAlive.tick(now);
    expect(done).toEqual(['ping 45000', 'ping 90010']);
  });

  it('asks before it ends anybody, also when the clock leaps', () => {
    const { keepAlive, connection, done } = world();
    const leap = 3_600_000;
    keepAlive.tick(leap);
    keepAlive.tick(leap + 44_999);
    expect(done).toEqual([`ping ${leap}`]);
    connection.lastHeardAt = leap + 44_999;
    keepAlive.tick(leap + INTERVAL);
    expect(done).toEqual([`ping ${leap}`]);
  });

  it('pings nobody when told so', () => {
    const { keepAlive, done } = world({ pingIntervalMs: 0 });
    keepAlive.tick(10_000_000);
    expect(done).toEqual([]);
  });

  it('writes who was heard, at most every twenty seconds, and only news', () => {
    const { keepAlive, connection, written } = world();
    connection.lastHeardAt = 20_500;
    for (const now of [21_000, 25_000, 40_000]) keepAlive.tick(now);
    expect(written.map(({ station }) => station?.map(({ id, lastHeardAt }) => [id, lastHeardAt]))).toEqual([[[7, 20_500]]]);
    keepAlive.tick(41_000);
    expect(written).toHaveLength(1);
  });

  it('writes nothing of boxes in the lobby: they have no row', () => {
    const { keepAlive, connection, written } = world({ inLobby: true });
    connection.lastHeardAt = 20_500;
    keepAlive.tick(21_000);
    expect(written).toEqual([]);
  });
});
