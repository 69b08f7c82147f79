import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createProbe } from 'node:net';
import type { Client } from '@stationmaster/contract';
import { type PoolAuthority, poolBelow, poolRoot, type TestContract, testContract } from '../../apps/server/src/testing/contract-pki.ts';
import { TestResponder } from '../../apps/server/src/testing/responder.ts';

/** The contract of the cases; a card of this value may charge. */
export const emaid = 'DE8ACC12E456789';

/** Whom a CSMS needs beside its stations: an operator of contracts with its OCSP responder, and a contract pool (OPCP). */
export class Outside {
  readonly tlsPort: number;
  readonly #responder: TestResponder;
  readonly #pool: Server;
  readonly #authority: PoolAuthority;
  /** What the pool was asked for, by the car's message. */
  readonly asked = new Map<string, unknown>();

  private constructor(parts: { tlsPort: number; responder: TestResponder; pool: Server; authority: PoolAuthority }) {
    this.tlsPort = parts.tlsPort;
    this.#responder = parts.responder;
    this.#pool = parts.pool;
    this.#authority = parts.authority;
  }

  static async start(): Promise<Outside> {
    const at = Date.now();
    const responder = await TestResponder.start(() => Date.now());
    const root = await poolRoot({ name: 'Conformance MO Root', ocspUrl: responder.url, at });
    const middle = await poolBelow(root, { name: 'Conformance MO Sub 1', at });
    const authority = await poolBelow(middle, { name: 'Conformance MO Sub 2', at });
    responder.knows(root, middle, authority);
    const pool = createServer();
    const outside = new Outside({ tlsPort: await freePort(), responder, pool, authority });
    pool.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString()) as { certificateInstallationReq: string };
        outside.asked.set(body.certificateInstallationReq, { path: request.url, body });
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answerTo(body.certificateInstallationReq)));
      });
    });
    await new Promise<void>((resolve) => pool.listen(0, '127.0.0.1', resolve));
    return outside;
  }

  /** What the server is told of them. */
  get settings(): Record<string, string> {
    const { port } = this.#pool.address() as AddressInfo;
    return { OCSP_HOSTS: '127.0.0.1', CONTRACT_URL: `http://127.0.0.1:${port}`, TLS_PORT: String(this.tlsPort) };
  }

  /** The CSMS trusts the operator of contracts, and knows the contract. */
  async introduce(client: Client): Promise<void> {
    await client.importCertificate({ body: { use: 'mo', pem: this.#authority.rootPem } });
    await client.createToken({ body: { value: emaid } });
  }

  async contract({ isRevoked = false } = {}): Promise<TestContract> {
    const made = await testContract(this.#authority, { emaid, at: Date.now() });
    if (isRevoked) this.#authority.states.set(made.serial, 'Revoked');
    return made;
  }

  async stop(): Promise<void> {
    await this.#responder.stop();
    this.#pool.closeAllConnections();
    await new Promise((resolve) => this.#pool.close(resolve));
  }
}

/** Two contracts for every car; what it gets is told from what it asked. */
function answerTo(exi: string): object {
  const of = (name: string) => ({
    messageDef: { certificateInstallationRes: Buffer.from(`${name} for ${exi}`).toString('base64'), emaid: name },
  });
  return { CCPResponse: { emaidContent: [of(emaid), of('DE8ACC999999999')] } };
}

/** The pool's answer for this contract, as the car gets it. */
export function exiFor(exi: string, contract = emaid): string {
  return Buffer.from(`${contract} for ${exi}`).toString('base64');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createProbe().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
