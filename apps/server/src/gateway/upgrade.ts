import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Version } from '@stationmaster/ocpp';
import { WebSocketServer } from 'ws';
import { Connection } from './connection.ts';
import type { Gateway } from './gateway.ts';
import { type Attempt, decideHandshake, HANG_UP, type HandshakeReason, identityOf, type Verdict } from './handshake.ts';
import type { Way } from './way.ts';

const STATUS_TEXT: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  503: 'Service Unavailable',
};

/** Turns an HTTP upgrade into a station's connection, or refuses it before the upgrade and tells the lobby why. */
export function createUpgrade(gateway: Gateway): (request: IncomingMessage, socket: Duplex, head: Buffer) => void {
  const { parts } = gateway;
  // The subprotocol was negotiated before; ws only echoes it.
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: parts.limits.maxPayloadBytes,
    clientTracking: false,
    handleProtocols: (_, request) => (request as Negotiated).ocppVersion ?? false,
  });

  async function upgrade(request: Negotiated, socket: Duplex, head: Buffer): Promise<void> {
    const attempt = attemptOf(request, parts.caller(request));
    const named = identityOf(attempt.path);
    if ('reason' in named)
      return refuse(socket, attempt, { identity: null, status: named.reason === 'noStationId' ? 404 : 400, reason: named.reason });
    const { identity } = named;
    const known = await parts.directory.find(identity);
    const verdict = decideHandshake(attempt, { identity, known, unknown: parts.limits.unknownStations });
    if (verdict.kind === 'refuse') return refuse(socket, attempt, { identity, ...verdict });
    if (verdict.kind === 'lobby' && gateway.counts.strangers >= parts.limits.maxLobby)
      return refuse(socket, attempt, { identity, status: 503, reason: 'lobbyFull' });
    if (verdict.kind === 'lobby' && gateway.strangersFrom(attempt.remoteAddress) >= parts.limits.maxLobbyPerAddress)
      return refuse(socket, attempt, { identity, status: 503, reason: 'tooManyConnections' });
    if (verdict.kind === 'adopt') await parts.directory.adopt(identity);
    const isMoving = known !== null && known.movingTo !== null;
    const open = (): Promise<void> => accept({ request, socket, head, attempt, identity, verdict, isMoving });
    return known === null ? open() : gateway.admit(known.id, open);
  }

  async function accept({ request, socket, head, attempt, identity, verdict, isMoving }: Accepted): Promise<void> {
    const state = verdict.kind === 'lobby' ? parts.directory.stranger(identity, verdict.version) : await parts.directory.load(identity);
    if (state === undefined || socket.destroyed) return deny(socket, 503);
    state.version = verdict.version;
    if (verdict.kind === 'lobby') parts.lobby.tell({ ...attempt, identity }, 'unknownStation');
    request.ocppVersion = verdict.version;
    socket.removeListener('error', ignore);
    server.handleUpgrade(request, socket, head, (ws) => {
      const connection = new Connection(parts, {
        socket: ws,
        stream: socket,
        state,
        version: verdict.version,
        remoteAddress: attempt.remoteAddress,
        entered: { way: attempt.way, profile: verdict.kind === 'accept' ? verdict.profile : null, isMoving },
        onMalformed: (fault) => parts.lobby.tell({ ...attempt, identity }, 'malformedFrame', { fault: fault.fault, why: fault.why }),
      });
      ws.on('message', (data, isBinary) => {
        if (!isBinary) connection.receive(String(data));
      });
      ws.on('pong', () => {
        connection.lastHeardAt = parts.clock();
      });
      ws.on('ping', () => {
        connection.lastHeardAt = parts.clock();
      });
      ws.on('error', (error) => parts.log.info({ station: identity, err: error.message }, 'gateway.socketError'));
      ws.on('close', () => gateway.closed(connection));
      gateway.opened(connection);
    });
  }

  function refuse(socket: Duplex, attempt: Attempt, why: { identity: string | null; status: number; reason: HandshakeReason }): void {
    parts.observe.refused(why.reason);
    parts.log.info({ station: why.identity, path: attempt.path, from: attempt.remoteAddress, reason: why.reason }, 'gateway.refused');
    parts.lobby.tell({ ...attempt, identity: why.identity }, why.reason);
    deny(socket, why.status);
  }

  return (request, socket, head) => {
    socket.on('error', ignore);
    upgrade(request, socket, head).catch((error: unknown) => {
      parts.log.error({ err: error }, 'gateway.upgradeFailed');
      deny(socket, 503);
    });
  };
}

interface Accepted {
  request: Negotiated;
  socket: Duplex;
  head: Buffer;
  attempt: Attempt;
  identity: string;
  isMoving: boolean;
  verdict: Exclude<Verdict, { kind: 'refuse' }>;
}
interface Negotiated extends IncomingMessage {
  ocppVersion?: Version;
}

function ignore(): void {}

function deny(socket: Duplex, status: number): void {
  if (status === HANG_UP) return void socket.destroy();
  const challenge = status === 401 ? 'WWW-Authenticate: Basic realm="OCPP"\r\n' : '';
  socket.end(`HTTP/1.1 ${status} ${STATUS_TEXT[status] ?? 'Error'}\r\n${challenge}Connection: close\r\nContent-Length: 0\r\n\r\n`);
}

function attemptOf(request: IncomingMessage, { remoteAddress, way }: { remoteAddress: string; way: Way }): Attempt {
  return {
    path: (request.url ?? '/').slice(0, 500),
    offered: String(request.headers['sec-websocket-protocol'] ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean)
      .slice(0, 20),
    authorization: request.headers.authorization,
    remoteAddress,
    userAgent: String(request.headers['user-agent'] ?? '').slice(0, 200),
    way,
  };
}
