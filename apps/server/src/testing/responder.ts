import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { issuerHashes, issuerParts } from '../certificates/hash-data.ts';
import { newKeys, signing } from '../certificates/keys.ts';
import { ocspAnswer, parseOcspRequest } from '../certificates/ocsp-message.ts';
import { libraryKey, x509 } from '../certificates/x509.ts';
import type { PoolAuthority } from './contract-pki.ts';

interface Answer {
  status: number;
  body: Buffer;
  location?: string;
}

/** An OCSP responder and server of revocation lists (/crl) of test authorities, on a free port of this machine. */
export class TestResponder {
  readonly #server: Server;
  readonly #authorities: PoolAuthority[] = [];
  readonly #clock: () => number;
  /** How often it was asked. */
  asked = 0;
  /** Anything else than an honest answer. */
  mode: 'honest' | 'silent' | 'garbage' | 'huge' | 'redirect' | 'otherKey' | 'stale' = 'honest';

  private constructor(server: Server, clock: () => number) {
    this.#server = server;
    this.#clock = clock;
  }

  static async start(clock: () => number): Promise<TestResponder> {
    const server = createServer();
    const responder = new TestResponder(server, clock);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        responder.#answer(request.url ?? '', Buffer.concat(chunks)).then(
          ({ status, body, location }) => {
            if (responder.mode !== 'silent') response.writeHead(status, location === undefined ? {} : { location }).end(body);
          },
          (error: unknown) => response.writeHead(500).end(String(error)),
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return responder;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  knows(...authorities: PoolAuthority[]): void {
    this.#authorities.push(...authorities);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(path: string, body: Buffer): Promise<Answer> {
    this.asked += 1;
    if (this.mode === 'garbage') return { status: 200, body: Buffer.from('<html>') };
    if (this.mode === 'huge') return { status: 200, body: Buffer.alloc(8 * 1024 * 1024, 48) };
    if (this.mode === 'redirect') return { status: 302, body: Buffer.alloc(0), location: this.url };
    if (path.startsWith('/crl')) return { status: 200, body: await this.#list() };
    const [asked] = parseOcspRequest(body);
    const authority = this.#authorities.find(
      ({ pem }) => asked !== undefined && issuerHashes(issuerParts(pem), asked.hashAlgorithm).issuerKeyHash === asked.issuerKeyHash,
    );
    if (asked === undefined || authority === undefined) return { status: 404, body: Buffer.alloc(0) };
    const at = this.mode === 'stale' ? this.#clock() - 90_000_000 : this.#clock();
    const state = authority.states.get(asked.serialNumber) ?? 'Unknown';
    const answer = { ...asked, state, thisUpdate: at, nextUpdate: at + 3_600_000, revokedAt: at };
    const key = this.mode === 'otherKey' ? (await newKeys(authority.signer.algorithm, 'leaf')).privateKey : authority.signer.key;
    return { status: 200, body: ocspAnswer({ ...authority.signer, key }, { answers: [answer], at }) };
  }

  /** Of the first authority it knows. */
  async #list(): Promise<Buffer> {
    const [authority] = this.#authorities;
    if (authority === undefined) throw new Error('knows no authority');
    const at = this.#clock();
    const list = await x509.X509CrlGenerator.create({
      issuer: authority.signer.certificate.subjectName,
      thisUpdate: new Date(at - 1000),
      nextUpdate: new Date(at + 3_600_000),
      signingAlgorithm: signing(authority.signer.algorithm),
      signingKey: libraryKey(authority.signer.key),
      entries: [...authority.states]
        .filter(([, state]) => state === 'Revoked')
        .map(([serialNumber]) => ({ serialNumber, revocationDate: new Date(at) })),
    });
    return Buffer.from(list.rawData);
  }
}
