import { once } from 'node:events';
import type { Version } from '@stationmaster/ocpp';
import { WebSocket } from '@stationmaster/simulator';

/** A connection without a station behind it: says any text, hears every text. */
export class RawStation {
  readonly socket: WebSocket;
  #beats = 0;
  #heard: string[] = [];
  #waiting: { begins: string; resolve: (text: string) => void } | null = null;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => this.#hear(data.toString()));
  }

  static async boot({ url, id, version }: { url: string; id: string; version: Version }): Promise<RawStation> {
    const socket = new WebSocket(`${url}/${id}`, [version], { perMessageDeflate: false });
    const station = new RawStation(socket);
    await once(socket, 'open');
    const boot =
      version === 'ocpp1.6'
        ? { chargePointVendor: 'Raw', chargePointModel: 'R1' }
        : { reason: 'PowerUp', chargingStation: { vendorName: 'Raw', model: 'R1' } };
    const answer = station.#answer('[3,"boot"');
    station.send(JSON.stringify([2, 'boot', 'BootNotification', boot]));
    await answer;
    station.#heard = [];
    return station;
  }

  send(text: string): void {
    this.socket.send(text);
  }

  /** A heartbeat's answer and what came before it. */
  async heartbeat(): Promise<{ before: string[]; answer: string }> {
    const id = `beat-${++this.#beats}`;
    const waiting = this.#answer(`[3,"${id}"`);
    this.send(`[2,"${id}","Heartbeat",{}]`);
    const answer = await waiting;
    const before = this.#heard.filter((text) => text !== answer);
    this.#heard = [];
    return { before, answer };
  }

  close(): void {
    this.socket.terminate();
  }

  #answer(begins: string): Promise<string> {
    return new Promise((resolve) => {
      this.#waiting = { begins, resolve };
    });
  }

  /** Commands of the CSMS are none of our business here. */
  #hear(text: string): void {
    if (text.startsWith('[2,')) return;
    this.#heard.push(text);
    if (this.#waiting !== null && text.startsWith(this.#waiting.begins)) this.#waiting.resolve(text);
  }
}
