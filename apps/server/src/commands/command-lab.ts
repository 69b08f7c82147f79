import type { Version } from '@stationmaster/ocpp';
import { RawStation } from './raw-station.ts';
import type { Sample } from './samples.ts';
import { type ApiApp, startApiApp } from './test-app.ts';

/** The real app with scripted stations that are sent commands. For tests. */
export class CommandLab {
  readonly app: ApiApp;
  readonly #prefix: string;
  readonly #open: RawStation[] = [];

  private constructor(app: ApiApp, prefix: string) {
    this.app = app;
    this.#prefix = prefix;
  }

  /** Stations are called by the prefix and a number. */
  static async open(prefix: string): Promise<CommandLab> {
    return new CommandLab(await startApiApp(), prefix);
  }

  async close(): Promise<void> {
    await Promise.all(this.#open.map((station) => station.close()));
    await this.app.stop();
  }

  /** A new station that has booted. */
  async connected(version: Version, sample: Sample): Promise<{ id: string; station: RawStation }> {
    const id = `${this.#prefix}${this.#open.length}`;
    await this.app.api('POST', '/stations', { id, securityProfile: 0 });
    const station = await RawStation.connect(this.app.ocpp + id, version);
    this.#open.push(station);
    await sample.boot(station);
    return { id, station };
  }

  /** The answer to a command. */
  async send(id: string, body: object) {
    return (await this.app.api('POST', `/stations/${id}/commands`, body)).body;
  }
}
