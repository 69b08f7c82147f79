import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Uploaded {
  method: string;
  path: string;
  authorization: string;
  text: string;
}

/** A place for firmware and logs, over real HTTP on the loopback address. */
export class FileServer {
  /** What it gives, by path. */
  readonly files = new Map<string, Uint8Array>();
  readonly uploaded: Uploaded[] = [];
  /** Refuses so many requests first, with this status. */
  refusals: number[] = [];
  readonly #server = createServer((request, response) => {
    const path = request.url ?? '';
    const { method = '' } = request;
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const refusal = this.refusals.shift();
      const file = this.files.get(path);
      if (refusal !== undefined || (method === 'GET' && file === undefined)) {
        response.writeHead(refusal ?? 404).end();
        return;
      }
      if (method !== 'GET')
        this.uploaded.push({ method, path, authorization: request.headers.authorization ?? '', text: Buffer.concat(parts).toString() });
      response.writeHead(200).end(file);
    });
  });

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  url(path: string, credentials = ''): string {
    return `http://${credentials}127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
