import { isDatabaseDown } from '../db/down.ts';
import { stationPatch } from '../db/writes.ts';
import type { StationState } from '../stations/state.ts';
import type { Connection } from './connection.ts';
import type { Decision } from './decision.ts';
import { KeepAlive } from './keep-alive.ts';
import type { Outbound, OutboundOutcome } from './outbound.ts';
import type { GatewayParts } from './parts.ts';
import type { GatewayPort } from './port.ts';

const GOING_AWAY = 1001;
const REPLACED = 1008;
const TICK_MS = 2_500;

/** All connections of this process, and what the rest of the house may ask of them. */
export class Gateway implements GatewayPort {
  readonly parts: GatewayParts;
  readonly #stations = new Map<number, Connection>();
  readonly #strangers = new Map<string, Connection>();
  /** The last of those who have a station for themselves: handshakes, and turns taken while it is not connected. */
  readonly #offline = new Map<number, Promise<void>>();
  readonly #keepAlive: KeepAlive;
  readonly #clockwork: NodeJS.Timeout;

  constructor(parts: GatewayParts) {
    this.parts = parts;
    this.#keepAlive = new KeepAlive(parts, () => this.connections());
    this.#clockwork = setInterval(() => this.#keepAlive.tick(parts.clock()), TICK_MS);
    this.#clockwork.unref();
  }

  *connections(): Iterable<Connection> {
    yield* this.#stations.values();
    yield* this.#strangers.values();
  }

  get counts(): { stations: number; strangers: number } {
    return { stations: this.#stations.size, strangers: this.#strangers.size };
  }

  strangersFrom(remoteAddress: string): number {
    let count = 0;
    for (const stranger of this.#strangers.values()) if (stranger.remoteAddress === remoteAddress) count++;
    return count;
  }

  /**
   * Opens the connection of a station of ours, newest wins: an older one is deaf from now on, and what it has begun is
   * committed before `open` loads the live state. Otherwise the new state would miss the old one's last message.
   */
  admit(stationId: number, open: () => Promise<void>): Promise<void> {
    return this.#alone(stationId, async () => {
      const older = this.#stations.get(stationId);
      this.#stations.delete(stationId);
      await older?.retire(REPLACED, 'a newer connection of this station');
      try {
        await open();
      } finally {
        if (older !== undefined && !this.#stations.has(stationId)) this.#gone(older);
      }
    });
  }

  /** A new connection; an older one of the same station is closed (newest wins, pain of half-open sockets). */
  opened(connection: Connection): void {
    const { state, identity, version, remoteAddress, entered } = connection;
    const older = state.inLobby ? this.#strangers.get(identity) : this.#stations.get(state.id);
    if (state.inLobby) this.#strangers.set(identity, connection);
    else this.#stations.set(state.id, connection);
    older?.close(REPLACED, 'a newer connection of this station');
    this.parts.observe.connection(version, 1);
    if (state.inLobby) {
      this.parts.lobby.connected(identity, true);
      return;
    }
    const at = this.parts.clock();
    this.#note({
      station: [
        stationPatch(state.id, {
          protocol: version,
          connectedAt: at,
          lastHeardAt: at,
          remoteAddress,
          transport: JSON.stringify(entered.way),
        }),
      ],
      happening: [{ tenantId: state.tenantId, at, kind: 'station.connected', subject: identity, data: { version, remoteAddress } }],
    });
    this.parts.onConnected(state, entered);
  }

  closed(connection: Connection): void {
    const { state, identity, version } = connection;
    connection.ended();
    this.parts.observe.connection(version, -1);
    if (state.inLobby) {
      if (this.#strangers.get(identity) !== connection) return;
      this.#strangers.delete(identity);
      this.parts.lobby.connected(identity, false);
      return;
    }
    if (this.#stations.get(state.id) !== connection) return;
    this.#stations.delete(state.id);
    this.#gone(connection);
  }

  #gone(connection: Connection): void {
    const { state, identity } = connection;
    const at = this.parts.clock();
    this.#note({
      station: [stationPatch(state.id, { disconnectedAt: at, lastHeardAt: connection.lastHeardAt })],
      happening: [{ tenantId: state.tenantId, at, kind: 'station.disconnected', subject: identity, data: {} }],
    });
    this.parts.onDisconnected(state, at);
  }

  send(stationId: number, message: Outbound): Promise<OutboundOutcome> {
    const connection = this.#stations.get(stationId);
    return connection === undefined ? Promise.resolve({ kind: 'offline' }) : connection.call(message);
  }

  isFull(stationId: number): boolean {
    return this.#stations.get(stationId)?.isFull ?? false;
  }

  turn<Answer>(
    stationId: number,
    decide: (state: StationState) => Promise<Decision<Answer, StationState>> | Decision<Answer, StationState>,
  ): Promise<Answer> {
    const connection = this.#stations.get(stationId);
    if (connection !== undefined) return this.#inMailbox(connection, decide);
    return this.#alone(stationId, async () => {
      const meanwhile = this.#stations.get(stationId);
      if (meanwhile !== undefined) return this.#inMailbox(meanwhile, decide);
      const state = await this.parts.directory.load(stationId);
      if (state === undefined) throw new Error(`there is no station ${stationId}`);
      return this.#decide(state, decide);
    });
  }

  #inMailbox<Answer>(
    connection: Connection,
    decide: (state: StationState) => Promise<Decision<Answer, StationState>> | Decision<Answer, StationState>,
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      connection.mailbox.run(() => this.#decideLive(connection, decide).then(resolve, reject));
    });
  }

  async refresh(stationIds: readonly number[]): Promise<void> {
    await Promise.all(stationIds.map((id) => this.#refresh(id)));
  }

  disconnect(stationId: number, reason: string): void {
    this.#stations.get(stationId)?.close(GOING_AWAY, reason);
  }

  peek(stationId: number): StationState | undefined {
    return this.#stations.get(stationId)?.state;
  }

  releaseLobby(identity: string): void {
    this.#strangers.get(identity)?.close(GOING_AWAY, 'adopted, please connect again');
  }

  /** Tells every station, waits for turns that run, and leaves no socket behind. */
  async stop(): Promise<void> {
    clearInterval(this.#clockwork);
    const all = [...this.connections()];
    await Promise.all(all.map((connection) => new Promise<void>((resolve) => connection.mailbox.run(() => resolve()))));
    for (const connection of all) connection.close(GOING_AWAY, 'the server stops');
    const until = performance.now() + 1_500;
    while (this.#stations.size + this.#strangers.size > 0 && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 20));
    for (const connection of this.connections()) connection.terminate();
  }

  async #refresh(stationId: number): Promise<void> {
    const connection = this.#stations.get(stationId);
    if (connection === undefined) return;
    await new Promise<void>((resolve, reject) => {
      connection.mailbox.run(async () => {
        try {
          if (!(await connection.reload())) connection.close(GOING_AWAY, 'this station was removed');
          resolve();
        } catch (error) {
          reject(error as Error);
        }
      });
    });
  }

  async #alone<T>(stationId: number, run: () => Promise<T>): Promise<T> {
    const running = (this.#offline.get(stationId) ?? Promise.resolve()).then(run);
    const ended = running.then(
      () => undefined,
      () => undefined,
    );
    this.#offline.set(stationId, ended);
    try {
      return await running;
    } finally {
      if (this.#offline.get(stationId) === ended) this.#offline.delete(stationId);
    }
  }

  /** A turn that starts from what the database has, and remembers when it cannot know what has become of its own writes. */
  async #decideLive<Answer>(
    connection: Connection,
    decide: (state: StationState) => Promise<Decision<Answer, StationState>> | Decision<Answer, StationState>,
  ): Promise<Answer> {
    if (connection.isStale) await connection.reload();
    try {
      return await this.#decide(connection.state, decide);
    } catch (error) {
      connection.isStale ||= isDatabaseDown(error);
      throw error;
    }
  }

  async #decide<Answer>(
    state: StationState,
    decide: (state: StationState) => Promise<Decision<Answer, StationState>> | Decision<Answer, StationState>,
  ): Promise<Answer> {
    const decision = await decide(state);
    if (decision.writes !== undefined) await this.parts.commit(decision.writes);
    decision.advance?.(state);
    if (decision.writes?.happening !== undefined) this.parts.tell();
    for (const follow of decision.after ?? [])
      void Promise.resolve(follow()).catch((error: unknown) =>
        this.parts.log.error({ station: state.identity, err: error }, 'gateway.followUpFailed'),
      );
    return decision.answer;
  }

  #note(writes: Parameters<GatewayParts['commit']>[0]): void {
    this.parts.commit(writes).then(this.parts.tell, (error: unknown) => this.parts.log.warn({ err: error }, 'gateway.noteNotStored'));
  }
}
