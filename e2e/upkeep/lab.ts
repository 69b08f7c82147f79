import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RecordKind, StationEventKind } from '@stationmaster/contract';
import { createNetwork, flawless, type Maker, type Network, type StationControl } from '@stationmaster/simulator';
import { expect } from 'vitest';
import { Install } from '../install.ts';

export const card = '04C0FFEE01';
export const versions = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const;
export type Version = (typeof versions)[number];
const two: Maker = {
  ...flawless,
  evses: [
    { kind: 'AC', maxW: 22_000 },
    { kind: 'DC', maxW: 150_000 },
  ],
};

type Client = Install['client'];
export type Body = Parameters<Client['sendCommand']>[0]['body'];
type Command = Awaited<ReturnType<Client['getCommand']>>;

/** A virtual station, and what an operator does with it. */
export interface Box {
  id: string;
  station: StationControl;
  /** The command once it has come to its end. */
  command: (body: Body) => Promise<Command>;
  records: (kind: RecordKind) => Promise<{ key: string; data: never }[]>;
  /** Severity and type, oldest first. */
  events: (kind?: StationEventKind) => Promise<[number | null, string][]>;
}

/** An install, a network of virtual stations, and a server that gives out and takes files. */
export class UpkeepLab {
  readonly install: Install;
  readonly network: Network;
  readonly #files: Server;
  /** What was put there, by path. */
  readonly uploads = new Map<string, string>();
  #made = 0;

  private constructor(install: Install) {
    this.install = install;
    this.network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 500] });
    this.#files = createServer((request, response) => {
      if (request.method === 'GET') return void response.writeHead(request.url === '/firmware.bin' ? 200 : 404).end('new firmware');
      let text = '';
      request.on('data', (part: Buffer) => {
        text += part.toString();
      });
      request.on('end', () => {
        this.uploads.set(request.url ?? '', text);
        response.writeHead(request.url?.startsWith('/forbidden') ? 403 : 201).end();
      });
    });
  }

  static async open(): Promise<UpkeepLab> {
    const lab = new UpkeepLab(await Install.start({ isSetUp: true }));
    await lab.install.client.createToken({ body: { value: card } });
    await new Promise<void>((resolve) => lab.#files.listen(0, '127.0.0.1', resolve));
    return lab;
  }

  get filesUrl(): string {
    return `http://127.0.0.1:${(this.#files.address() as AddressInfo).port}`;
  }

  async boot(version: Version, settings: Record<string, string> = {}): Promise<Box> {
    const id = `CARE-${version}-${this.#made++}`;
    const { client } = this.install;
    await client.createStation({ body: { id, securityProfile: 0 } });
    const station = await this.network.add({ id, version, maker: two, settings }).boot();
    return {
      id,
      station,
      command: async (body) => {
        const { id: commandId } = await client.sendCommand({ params: { stationId: id }, body });
        const get = () => client.getCommand({ params: { commandId } });
        await expect.poll(async () => (await get()).status, { timeout: 20_000 }).not.toMatch(/pending|sent|accepted/);
        return await get();
      },
      records: async (kind) =>
        (await client.listStationRecords({ params: { stationId: id }, query: { kind } })).items as unknown as {
          key: string;
          data: never;
        }[],
      events: async (kind) =>
        (await client.listStationEvents({ query: { stationId: id, limit: 100, ...(kind ? { kind } : {}) } })).items
          .map(({ severity, type }): [number | null, string] => [severity, type])
          .reverse(),
    };
  }

  /** A session of the card, and its number with us. */
  async charge({ id, station }: Box, evse = 1): Promise<number> {
    station.plugIn({ evse });
    const started = station.waitFor('startAcknowledged');
    station.tap(card, { evse });
    await started;
    const [session] = (await this.install.client.listSessions({ query: { stationId: id, status: 'active' } })).items;
    return session?.id ?? 0;
  }

  async close(): Promise<void> {
    this.network.stop();
    this.#files.close();
    await this.install.stop();
  }
}
