import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { poolBelow, poolRoot } from '../testing/contract-pki.ts';
import { testCsr } from '../testing/csr.ts';
import { type Csr, checkCsr } from './csr.ts';
import { makeLeaf } from './issue.ts';
import { contractsFromPool } from './opcp.ts';
import { estSigner } from './outside-signer.ts';
import { x509 } from './x509.ts';

const opcp = new URL('../../../../../shared/data/opcp/ccp.v1.json', import.meta.url);
let server: Server | null = null;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve) ?? resolve(null));
  server = null;
});

interface Asked {
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}
/** A server on this machine; its address, and what it was asked. */
async function serving(answer: (asked: Asked, response: ServerResponse) => void): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() };
      asked.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
async function goodCsr(): Promise<Csr> {
  const checked = checkCsr((await testCsr('CN=BOX, O=Operator')).csr, { names: ['box'], organisation: '' });
  if ('fault' in checked) throw new Error(checked.fault);
  return checked;
}

describe('an authority outside that speaks EST', () => {
  /** Signs what it is sent, and answers with PKCS#7 in base64. */
  async function authority(more: { otherKey?: boolean; status?: number } = {}) {
    const at = Date.now();
    const sub = await poolBelow(await poolRoot({ name: 'Outside Root', at }), { name: 'Outside Sub', at });
    return await serving(({ body }, response) => {
      const answer = async (): Promise<void> => {
        const request = new x509.Pkcs10CertificateRequest(Buffer.from(body, 'base64'));
        const { csr } = await testCsr('CN=BOX');
        const publicKey = more.otherKey ? new x509.Pkcs10CertificateRequest(csr).publicKey : request.publicKey;
        const term = { serial: '55', from: at, to: at + 86_400_000 };
        const leaf = await makeLeaf(sub.signer, { use: 'station', publicKey, subject: [{ CN: ['BOX'] }], term, isRsa: false });
        const pkcs7 = new x509.X509Certificates([sub.signer.certificate, leaf]).export('raw');
        response.writeHead(more.status ?? 200, { 'content-type': 'application/pkcs7-mime' }).end(Buffer.from(pkcs7).toString('base64'));
      };
      answer().catch((error: unknown) => response.writeHead(500).end(String(error)));
    });
  }

  test('signs a station’s request: the chain in order, asked with name and password', async () => {
    const { url, asked } = await authority();
    const signer = estSigner({ url: `${url}/.well-known/est`, user: 'csms', password: 'geheim' });
    const { pem, chain, parentId } = await signer.sign({ tenantId: 1, use: 'station', csr: await goodCsr() });
    expect(new x509.X509Certificate(pem).subject).toBe('CN=BOX');
    expect(new x509.X509Certificate(chain).subject).toBe('CN=Outside Sub');
    expect(parentId).toBeNull();
    expect(asked).toMatchObject([
      {
        path: '/.well-known/est/simpleenroll',
        headers: { 'content-type': 'application/pkcs10', authorization: `Basic ${Buffer.from('csms:geheim').toString('base64')}` },
      },
    ]);
  });

  test.each([
    ['a certificate for another key', { otherKey: true }, 'another key'],
    ['later', { status: 202 }, '202'],
    ['a refusal', { status: 401 }, '401'],
  ])('%s is no certificate', async (_, more, why) => {
    const { url } = await authority(more);
    await expect(estSigner({ url, user: '', password: '' }).sign({ tenantId: 1, use: 'station', csr: await goodCsr() })).rejects.toThrow(
      why,
    );
  });
});

describe('a pool of contracts (Open Plug&Charge Protocol)', () => {
  const request = {
    action: 'Install',
    schemaVersion: 'urn:iso:15118:2:2013:MsgDef',
    exi: 'ZXhp',
    maximumChains: null,
    prioritizedEmaids: [],
  } as const;
  const two = {
    CCPResponse: {
      emaidContent: [
        { messageDef: { certificateInstallationRes: 'Zmlyc3Q=', emaid: 'DE8ACC12E456789' } },
        { messageDef: { certificateInstallationRes: 'c2Vjb25k', emaid: 'DE8ACC999999999' } },
      ],
    },
  };
  const poolAt = (url: string, clock = Date.now) => {
    const failures: unknown[] = [];
    const pool = { url, tokenUrl: `${url}/oauth/token`, clientId: 'id', clientSecret: 'key' };
    return { ask: contractsFromPool(pool, { clock, failed: (error) => failures.push(error) }), failures };
  };
  const answering = (status: number, body: unknown) =>
    serving(({ path }, response) => {
      const isToken = path === '/oauth/token';
      response
        .writeHead(isToken ? 200 : status, { 'content-type': 'application/json' })
        .end(JSON.stringify(isToken ? { access_token: 'token-1', scope: 's', expires_in: 600, token_type: 'Bearer' } : body));
    });

  test('asked with a token that is kept until shortly before its end; the answer goes to the car as it is', async () => {
    const { url, asked } = await answering(200, two);
    let now = 0;
    const { ask } = poolAt(url, () => now);
    expect(await ask(request)).toEqual({ exi: 'Zmlyc3Q=', remaining: null });
    await ask(request);
    now = 545_000;
    await ask(request);
    expect(asked.map(({ path }) => path)).toEqual([
      '/oauth/token',
      '/v1/ccp/signedContractData',
      '/v1/ccp/signedContractData',
      '/oauth/token',
      '/v1/ccp/signedContractData',
    ]);
    expect(asked[1]?.headers.authorization).toBe('Bearer token-1');
    expect(JSON.parse(asked[1]?.body ?? '')).toEqual({
      certificateInstallationReq: 'ZXhp',
      xsdMsgDefNamespace: 'urn:iso:15118:2:2013:MsgDef',
    });
  });

  test('of several the one the car would rather have, and how many are left', async () => {
    const { ask } = poolAt((await answering(200, two)).url);
    expect(await ask({ ...request, maximumChains: 1, prioritizedEmaids: ['DE-8AC-C99999999-9'] })).toEqual({
      exi: 'c2Vjb25k',
      remaining: 1,
    });
  });

  test.each([
    ['no contract', 404, { errorMessages: ['Contract or Vehicle not found.'] }, 0],
    ['a failure', 500, {}, 1],
    ['something else', 200, { hello: 'world' }, 1],
  ])('%s is no answer', async (_, status, body, failed) => {
    const { ask, failures } = poolAt((await answering(status, body)).url);
    expect(await ask(request)).toBeNull();
    expect(failures).toHaveLength(failed);
  });

  test.skipIf(!existsSync(opcp))('what is sent and understood is what the protocol’s own description says', async () => {
    interface Description {
      paths: Record<string, { post: { requestBody: { content: Json }; responses: Record<string, { content: Json }> } }>;
      components: { schemas: Record<string, { required: string[]; properties: object }> };
    }
    type Json = { 'application/json': { examples: Record<string, { value: never }> } };
    const { paths, components } = JSON.parse(readFileSync(opcp, 'utf8')) as Description;
    const post = paths['/v1/ccp/signedContractData']?.post;
    const [example] = Object.values(post?.requestBody.content['application/json'].examples ?? {});
    expect(Object.keys(example?.value ?? {}).sort()).toEqual(components.schemas['GetSignedContractDataRequest']?.required.sort());
    const said = post?.responses['200']?.content['application/json'].examples['Positive Response']?.value as unknown;
    const { ask } = poolAt((await answering(200, said)).url);
    const { exi = '' } = (await ask({ ...request, ...{ exi: 'x' } })) ?? {};
    expect(exi.startsWith('gJgAQAqJWh0dHA6')).toBe(true);
  });
});
