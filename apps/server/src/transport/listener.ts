import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer, type Server, type ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { Config } from '../config.ts';
import { StartError } from '../start-error.ts';
import { failureOf, type TlsFailure } from './failures.ts';
import type { ServerPairs } from './ports.ts';
import { plainAddress } from './proxy.ts';
import type { Sources } from './sources.ts';

/**
 * What OCPP demands of TLS 1.2 (2.x A00.FR.318 and .319, SW table 4: both with ECDHE-ECDSA and RSA, AES-GCM), the forward
 * secret ones first; ECDHE-RSA beside them, and all of TLS 1.3.
 */
const cipherSuites = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'AES128-GCM-SHA256',
  'AES256-GCM-SHA384',
].join(':');
const HANDSHAKE_WITHIN_MS = 20_000;

/** What failed before anybody could say who he is. */
export interface FailedHandshake {
  reason: TlsFailure | 'plainTls';
  remoteAddress: string;
  /** OpenSSL's own word. */
  code: string;
  servername: string | null;
  protocol: string | null;
}
export interface TlsParts {
  config: Pick<Config, 'host' | 'tlsPort'>;
  sources: Sources;
  handle: RequestListener;
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  onFailure: (failure: FailedHandshake) => void;
  onReloaded: (error: Error | null) => void;
}
export interface TlsListener {
  server: Server;
  port: number;
  /** Nobody new; connections that are open stay. */
  close: () => void;
}

/** Opens the TLS port. New certificates count from the next handshake on; nobody who is connected notices. Throws StartError. */
export async function listenTls(parts: TlsParts): Promise<TlsListener> {
  const { config, sources, onFailure } = parts;
  const pairs = (): ServerPairs => sources.server.current();
  const server = createServer({
    ...secureOptions(sources),
    requestCert: true,
    rejectUnauthorized: false,
    handshakeTimeout: HANDSHAKE_WITHIN_MS,
    // Files of stations take as long as their line needs; other bodies have their time in http/server.ts.
    requestTimeout: 0,
  });
  server.on('request', parts.handle);
  server.on('upgrade', parts.upgrade);
  const failed = (error: NodeJS.ErrnoException, socket: TLSSocket): void => {
    const { code = '' } = error;
    const servername = typeof socket.servername === 'string' ? socket.servername : undefined;
    const reason = failureOf({ code, servername, bytesRead: socket.bytesRead }, pairs());
    const remoteAddress = plainAddress(socket.remoteAddress ?? addresses.get(socket));
    if (reason !== null && remoteAddress !== '')
      onFailure({ reason, remoteAddress, code: code.slice(0, 100), servername: servername ?? null, protocol: socket.getProtocol() });
  };
  // After a failure the socket no longer knows where it came from.
  const addresses = new WeakMap<object, string>();
  server.on('connection', (socket: Socket) => addresses.set(socket, socket.remoteAddress ?? ''));
  server.on('tlsClientError', (error, socket) => {
    addresses.set(socket, addresses.get(parentOf(socket)) ?? '');
    failed(error, socket);
  });
  // In TLS 1.3 a station turns our certificate down when the handshake is over for us.
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code?.startsWith('ERR_SSL_')) failed(error, socket as TLSSocket);
    refuseHttp(socket);
  });
  const reload = (): void => {
    try {
      server.setSecureContext(secureOptions(sources));
      parts.onReloaded(null);
    } catch (error) {
      parts.onReloaded(error as Error);
    }
  };
  const ends = [sources.server.onChange(reload), sources.trust.onChange(reload)];
  const port = await open(server, config);
  const close = (): void => {
    for (const end of ends) end();
    server.close();
  };
  return { server, port, close };
}

/** On the port without encryption: whoever begins with a TLS handshake calls the wrong one. */
export function tellPlainTls(error: Error, socket: Duplex, onFailure: TlsParts['onFailure']): void {
  const [first, second] = (error as Error & { rawPacket?: Buffer }).rawPacket ?? [];
  const remoteAddress = plainAddress((socket as Socket).remoteAddress);
  if (first === 0x16 && second === 0x03 && remoteAddress !== '')
    onFailure({ reason: 'plainTls', remoteAddress, code: '', servername: null, protocol: null });
  refuseHttp(socket);
}

function refuseHttp(socket: Duplex): void {
  if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  else socket.destroy();
}

function secureOptions({ server, trust }: Sources): ServerOptions {
  const { ecdsa, rsa } = server.current();
  const pairs = [ecdsa, rsa].filter((pair) => pair !== undefined);
  if (pairs.length === 0) throw new StartError('TLS_PORT is set, but there is no server certificate: set TLS_RSA_CERT or TLS_ECDSA_CERT.');
  return {
    cert: pairs.map(({ cert }) => cert),
    key: pairs.map(({ key }) => key),
    // Never the web's own roots: any shop could issue a certificate for a station. An empty list trusts nobody.
    ca: [...trust.roots()],
    minVersion: 'TLSv1.2',
    ciphers: cipherSuites,
    honorCipherOrder: true,
  };
}

function open(server: Server, { host, tlsPort }: TlsParts['config']): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new StartError(sentence(error, tlsPort))));
    server.listen({ port: Number(tlsPort), host, backlog: 8_192 }, () => resolve((server.address() as AddressInfo).port));
  });
}

function sentence(error: NodeJS.ErrnoException, port: number | ''): string {
  if (error.code === 'EADDRINUSE') return `TLS_PORT ${port} is in use by another program. Stop it or set TLS_PORT to a free one.`;
  if (error.code === 'EACCES') return `TLS_PORT ${port} needs special rights. Set TLS_PORT to one above 1023.`;
  return `TLS_PORT ${port} cannot be opened: ${error.message}`;
}

/** The TCP socket below. */
function parentOf(socket: TLSSocket): object {
  return (socket as TLSSocket & { _parent?: object })._parent ?? socket;
}
