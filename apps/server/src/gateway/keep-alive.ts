import { type StationPatch, stationPatch } from '../db/writes.ts';
import type { Connection } from './connection.ts';
import type { GatewayParts } from './parts.ts';

const HEARD_EVERY_MS = 20_000;
const HEARD_BATCH = 1_000;

/**
 * One clockwork for all connections: pings who has been silent for an interval, ends who does not answer within another (a modem
 * that vanished leaves its socket half open for hours), writes "last heard" in batches. Call `tick` every few seconds.
 */
export class KeepAlive {
  readonly #parts: GatewayParts;
  readonly #connections: () => Iterable<Connection>;
  #heardWrittenAt = 0;

  constructor(parts: GatewayParts, connections: () => Iterable<Connection>) {
    this.#parts = parts;
    this.#connections = connections;
  }

  tick(now: number): void {
    const { pingIntervalMs } = this.#parts.limits;
    for (const connection of pingIntervalMs === 0 ? [] : this.#connections()) {
      const silentFor = now - connection.lastHeardAt;
      // Only who was asked and had an interval to answer is ended: after a leap of the clock or a machine that stood still all look silent.
      const isAsked = connection.pingedAt > connection.lastHeardAt;
      if (isAsked && now - connection.pingedAt >= pingIntervalMs) {
        this.#parts.log.info({ station: connection.identity, silentFor }, 'gateway.silent');
        connection.terminate();
      } else if (!isAsked && silentFor >= pingIntervalMs) connection.ping(now);
    }
    if (now - this.#heardWrittenAt >= HEARD_EVERY_MS) this.#writeHeard(now);
  }

  #writeHeard(now: number): void {
    const since = this.#heardWrittenAt;
    this.#heardWrittenAt = now;
    let rows: StationPatch[] = [];
    for (const { state, lastHeardAt } of this.#connections()) {
      if (state.inLobby || lastHeardAt < since) continue;
      rows.push(stationPatch(state.id, { lastHeardAt }));
      if (rows.length === HEARD_BATCH) {
        this.#write(rows);
        rows = [];
      }
    }
    if (rows.length > 0) this.#write(rows);
  }

  #write(rows: StationPatch[]): void {
    this.#parts.commit({ station: rows }).catch((error: unknown) => this.#parts.log.warn({ err: error }, 'gateway.heardNotStored'));
  }
}
