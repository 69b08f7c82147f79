import { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { Config } from '../config.ts';
import { plainWay, type Way } from '../gateway/way.ts';
import { chainProblem, problemOf, readForwarded, shown } from './client-certificate.ts';
import type { StationTrust } from './ports.ts';
import { cameEncryptedToProxy, isFromProxy } from './proxy.ts';

type Site = Pick<Config, 'trustProxy' | 'proxyAddresses' | 'clientCertHeader'>;
export type WayOf = (request: IncomingMessage) => Way;

/** How a request has reached us, read from its socket or, from a proxy that is believed, from its headers. */
export function createWayOf({ site, trust, clock }: { site: Site; trust: StationTrust; clock: () => number }): WayOf {
  let roots: X509Certificate[] | null = null;
  trust.onChange(() => {
    roots = null;
  });

  function throughProxy(request: IncomingMessage): Way {
    if (!cameEncryptedToProxy(site, request)) return plainWay;
    const header = site.clientCertHeader === '' ? undefined : [request.headers[site.clientCertHeader]].flat()[0];
    const certificate = header ? readForwarded(header) : null;
    if (certificate === null) return { ...plainWay, encryptedBy: 'proxy' };
    roots ??= trust.roots().map((root) => new X509Certificate(root));
    const problem = chainProblem(certificate, roots);
    return { ...plainWay, encryptedBy: 'proxy', certificate: shown(certificate, { problem, at: clock(), trust }) };
  }

  return (request) => {
    if (isFromProxy(site, request) && request.headers['x-forwarded-proto'] !== undefined) return throughProxy(request);
    return 'encrypted' in request.socket ? own(request.socket as TLSSocket, { trust, at: clock() }) : plainWay;
  };
}

function own(socket: TLSSocket, { trust, at }: { trust: StationTrust; at: number }): Way {
  const certificate = socket.getPeerX509Certificate();
  const error = socket.authorizationError as Error | string | null | undefined;
  return {
    encryptedBy: 'us',
    protocol: socket.getProtocol(),
    cipher: socket.getCipher().standardName,
    certificate: certificate === undefined ? null : shown(certificate, { problem: problemOf(error ? String(error) : null), at, trust }),
  };
}
