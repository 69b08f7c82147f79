import type { Arguments, Client, RecordKind, Routes, StationEventKind } from '@stationmaster/contract';
import type { ActionOf, RequestOf, ResponseOf, Version } from '@stationmaster/ocpp';
import { expect, vi } from 'vitest';
import { secrets } from './fixture.ts';
import type { Outside } from './outside.ts';
import type { Tls } from './own-certificate.ts';
import { type Asked, type Exchange, Station } from './station.ts';

export interface Server {
  url: string;
  /** Where encrypted stations call. */
  tlsUrl: string;
  client: Client;
  siteId: number;
  outside: Outside;
}
type Body<K extends keyof Routes> = Arguments<Routes[K]> extends { body: infer B } ? B : never;
export type Command = Awaited<ReturnType<Client['sendCommand']>>;
/** A call that the CSMS must send, to the letter, and what the station says to it. */
export interface Step<V extends Version, A extends ActionOf<V> & string> {
  action: A;
  payload: RequestOf<V, A>;
  answer: ResponseOf<V, A>;
}

/** What a case works with: stations of its own at a server it shares with others. */
export class Lab<V extends Version> {
  /** What its stations speak: V, or a later version that has all of it. */
  readonly version: Version;
  readonly api: Client;
  readonly siteId: number;
  readonly outside: Outside;
  readonly #tlsUrl: string;
  readonly #url: string;
  readonly #name: string;
  readonly #stations: Station<V>[] = [];
  #made = 0;

  constructor({ url, tlsUrl, client, siteId, outside }: Server, { id, version }: { id: string; version: Version }) {
    this.#url = url;
    this.#name = id;
    this.api = client;
    this.siteId = siteId;
    this.outside = outside;
    this.#tlsUrl = tlsUrl;
    this.version = version;
  }

  /** Registers a station at the site with the tariff; its id. */
  async register(body: Partial<Body<'createStation'>> = {}): Promise<string> {
    const id = body.id ?? `${this.#name}-${this.version.slice(4)}-${++this.#made}`;
    await this.api.createStation({ body: { securityProfile: 0, siteId: this.siteId, ...body, id } });
    return id;
  }

  /** Opens a connection for it. Rejects with the HTTP status of a refusal. */
  async connect(
    id: string,
    how: { password?: string; name?: string; subprotocols?: readonly string[]; tls?: Tls } = {},
  ): Promise<Station<V>> {
    const { password, name = id, subprotocols, tls } = how;
    const station = await Station.connect<V>({
      url: tls === undefined ? this.#url : this.#tlsUrl,
      ...(tls === undefined ? {} : { tls }),
      id,
      version: this.version,
      ...(password === undefined ? {} : { credentials: { name, password } }),
      ...(subprotocols === undefined ? {} : { subprotocols }),
    });
    this.#stations.push(station);
    return station;
  }

  /** An operator's command: the CSMS must send these calls, in this order, and nothing else. What the API then says of it. */
  async command<A extends ActionOf<V> & string>(
    station: Station<V>,
    body: Body<'sendCommand'>,
    steps: readonly { [B in A]: Step<V, B> }[A][],
  ): Promise<Command> {
    const command = this.api.sendCommand({ params: { stationId: station.id }, body });
    for (const { action, payload, answer } of steps) {
      const asked = await this.hear(station, action, command);
      expect(asked.payload).toEqual(payload);
      asked.answer(answer as object);
    }
    return await command;
  }

  /** As `command` with one call, whose payload the case looks at itself: it holds what the CSMS has chosen. */
  async order<A extends ActionOf<V> & string>(
    station: Station<V>,
    body: Body<'sendCommand'>,
    { action, answer }: Pick<Step<V, A>, 'action' | 'answer'>,
  ): Promise<{ command: Command; payload: RequestOf<V, A> }> {
    const sent = this.api.sendCommand({ params: { stationId: station.id }, body });
    const asked = await this.hear(station, action, sent);
    asked.answer(answer as object);
    return { command: await sent, payload: asked.payload };
  }

  /** The next call of the CSMS, which an operator's request causes; fails at once when the request fails. */
  async hear<A extends ActionOf<V> & string>(station: Station<V>, action: A, request: Promise<unknown>): Promise<Asked<RequestOf<V, A>>> {
    const ended = request.then((said) => {
      throw new Error(`no ${action} came, but: ${JSON.stringify(said)}`);
    });
    return await Promise.race([station.expectCall(action), ended]);
  }

  /** A message to the letter, as an expert sends it; the API must tell what the station answered. */
  async message<A extends ActionOf<V> & string>(
    station: Station<V>,
    action: A,
    { payload, answer }: { payload: RequestOf<V, A>; answer: ResponseOf<V, A> },
  ): Promise<void> {
    const sent = this.#send(station, action, payload);
    const asked = await this.hear(station, action, sent);
    expect(asked.payload).toEqual(payload);
    asked.answer(answer as object);
    expect(await sent).toMatchObject({ outcome: 'result', payload: answer });
  }

  /** As `message`, where the station answers with a CALLERROR. */
  async messageRefused<A extends ActionOf<V> & string>(
    station: Station<V>,
    action: A,
    { payload, code }: { payload: RequestOf<V, A>; code: 'NotSupported' | 'NotImplemented' },
  ): Promise<void> {
    const sent = this.#send(station, action, payload);
    const asked = await this.hear(station, action, sent);
    expect(asked.payload).toEqual(payload);
    asked.refuse(code);
    expect(await sent).toMatchObject({ outcome: 'error', error: { code } });
  }

  async station(id: string): Promise<Awaited<ReturnType<Client['getStation']>>> {
    return await this.api.getStation({ params: { stationId: id } });
  }

  /** Of a station, newest first. */
  async sessions(id: string): Promise<Awaited<ReturnType<Client['listSessions']>>['items']> {
    return (await this.api.listSessions({ query: { stationId: id } })).items;
  }

  /** What it has told of one kind of thing, without what is gone: `[key, data]`. */
  async records(stationId: string, kind: RecordKind): Promise<[key: string, data: unknown][]> {
    const { items } = await this.api.listStationRecords({ params: { stationId }, query: { kind } });
    return items.map(({ key, data }) => [key, data]);
  }

  /** Newest first. */
  async events(stationId: string, kind?: StationEventKind): Promise<Awaited<ReturnType<Client['listStationEvents']>>['items']> {
    return (await this.api.listStationEvents({ query: { stationId, ...(kind === undefined ? {} : { kind }) } })).items;
  }

  /** A command as it is by now. */
  async now({ id }: { id: number }): Promise<Command> {
    return await this.api.getCommand({ params: { commandId: id } });
  }

  /** At the end of every case: nothing unasked came, and the message log tells what went over the wire. */
  async check(): Promise<void> {
    expect(this.#stations.flatMap((station) => station.leftovers())).toEqual([]);
    for (const id of new Set(this.#stations.map((station) => station.id))) await this.#checkLog(id);
  }

  close(): void {
    for (const station of this.#stations) void station.close();
  }

  /** What was said on the wire, for the message of a case that failed. */
  transcript(): string {
    const lines = this.#stations.flatMap(({ exchanges }) => exchanges.map((one) => `${one.by}: ${JSON.stringify(one)}`));
    return lines.join('\n');
  }

  #send(station: Station<V>, action: string, payload: unknown): Promise<unknown> {
    return this.api.sendMessage({
      params: { stationId: station.id, action },
      body: { payload: payload as Record<string, unknown> },
    });
  }

  async #checkLog(stationId: string): Promise<void> {
    // Of our own calls the row is written after their answer.
    await vi.waitFor(async () => {
      const frames = await this.api.listFrames({ params: { stationId }, query: { limit: 500 } });
      // Heartbeats touch no table, unless one was asked for.
      const all = frames.items.filter(({ action }) => action !== 'Heartbeat').map(toExchange);
      const said = this.#stations
        .filter(({ id }) => id === stationId)
        .flatMap(({ exchanges }) => exchanges)
        .filter(({ action }) => action !== 'Heartbeat')
        .map(({ by, id, action, request, result, error }) => withoutSecrets({ by, id, action, request, answer: error ?? result }));
      // Cards that other cases add go to a station's list in the meantime.
      const ids = new Set(said.map(({ id }) => id));
      const logged = all.filter(({ id }) => ids.has(id));
      const byId = (one: { id: string }, other: { id: string }): number => (one.id < other.id ? -1 : 1);
      expect(logged.sort(byId)).toEqual(said.sort(byId));
    }, 5000);
  }
}

interface Said {
  by: Exchange['by'];
  id: string;
  action: string;
  request: unknown;
  answer: unknown;
}
type Logged = Awaited<ReturnType<Client['listFrames']>>['items'][number];

function toExchange({ direction, messageId: id, action, request, answer }: Logged): Said {
  const [, , , payload] = JSON.parse(request) as unknown[];
  const [, , result] = JSON.parse(answer ?? '[]') as unknown[];
  return { by: direction === 'in' ? 'station' : 'csms', id, action, request: payload, answer: result };
}

/** As the log keeps them: passwords, and what a station keeps of a customer, are not shown again. */
function withoutSecrets(exchange: Said): Said {
  if (exchange.action === 'NotifyCustomerInformation') return { ...exchange, request: { ...Object(exchange.request), data: '***' } };
  return JSON.parse(JSON.stringify(exchange), (name, value: unknown) => {
    if (secrets.has(String(value)) || /password$/i.test(name)) return '***';
    return typeof value === 'string' ? value.replace(/(:\/\/[^/:@]+:)[^/@]+@/, '$1***@') : value;
  }) as Said;
}
