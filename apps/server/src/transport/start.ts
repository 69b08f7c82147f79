import type { RequestListener, Server } from 'node:http';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { GatewayParts } from '../gateway/parts.ts';
import { type FailedHandshake, listenTls, type TlsListener, type TlsParts, tellPlainTls } from './listener.ts';
import type { Sources } from './sources.ts';

interface Needs {
  config: Config;
  sources: Sources;
  log: Logger;
  observe: Pick<GatewayParts['observe'], 'refused'>;
  lobby: { tellTls: (failure: FailedHandshake) => void };
}
interface Ports {
  /** The one without encryption, which is open already. */
  plain: Server;
  handle: RequestListener;
  upgrade: TlsParts['upgrade'];
}
export interface RunningTransport {
  tls: TlsListener | null;
  close: () => void;
}

/** Opens the TLS port where one is set, and has failed handshakes of both ports told to the lobby. SIGHUP reads the certificates again. Throws StartError. */
export async function startTransport({ config, sources, log, observe, lobby }: Needs, ports: Ports): Promise<RunningTransport> {
  const onFailure = (failure: FailedHandshake): void => {
    observe.refused(failure.reason);
    log.debug({ ...failure }, 'tls.failed');
    lobby.tellTls(failure);
  };
  ports.plain.on('clientError', (error, socket) => tellPlainTls(error, socket, onFailure));
  if (config.tlsPort === '') return { tls: null, close: () => sources.stop() };
  const tls = await listenTls({
    config,
    sources,
    handle: ports.handle,
    upgrade: ports.upgrade,
    onFailure,
    onReloaded: (error) => (error === null ? log.info('tls.reloaded') : log.error({ err: error }, 'tls.notReloaded')),
  });
  const onHangUp = (): void => void sources.reload();
  process.on('SIGHUP', onHangUp);
  return {
    tls,
    close: () => {
      process.off('SIGHUP', onHangUp);
      sources.stop();
      tls.close();
    },
  };
}
