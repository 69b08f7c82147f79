import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StationControl } from './control.ts';
import type { Network } from './network.ts';
import type { Override } from './station/answer.ts';
import { summary } from './summary.ts';

type Body = Record<string, unknown>;
type Verb = (station: StationControl, body: Body) => void;

const evseOf = (body: Body): { evse?: number } => (typeof body.evse === 'number' ? { evse: body.evse } : {});

/** The verbs of `StationControl` as JSON over HTTP: POST /stations/ID/VERB. */
const verbs: Readonly<Record<string, Verb>> = {
  powerUp: (station) => void station.powerUp(),
  plugIn: (station, body) =>
    station.plugIn({ ...evseOf(body), ...(typeof body.vehicle === 'object' && body.vehicle !== null ? { vehicle: body.vehicle } : {}) }),
  unplug: (station, body) => station.unplug(evseOf(body)),
  tap: (station, body) => station.tap(String(body.idToken ?? ''), evseOf(body)),
  pause: (station, body) => station.pause({ ...evseOf(body), isPaused: body.isPaused !== false }),
  fault: (station, body) => station.fault(typeof body.errorCode === 'string' ? body.errorCode : null, evseOf(body)),
  limit: (station, body) => station.limit(typeof body.watt === 'number' ? body.watt : null, evseOf(body)),
  goOffline: (station) => station.goOffline(),
  comeBack: (station) => station.comeBack(),
  misbehave: (station, body) => station.misbehave(body),
  nextAnswer: (station, body) => station.nextAnswer(String(body.action ?? ''), overrideOf(body)),
  everyAnswer: (station, body) => station.everyAnswer(String(body.action ?? ''), body.usual === true ? null : overrideOf(body)),
  send: (station, body) =>
    station.send(String(body.action ?? ''), {
      ...evseOf(body),
      ...(typeof body.payload === 'object' && body.payload !== null ? { payload: body.payload } : {}),
    }),
  sendRaw: (station, body) => station.sendRaw(String(body.text ?? '')),
};

/** `status`, `error` (a CALLERROR code), `silence`, `payload`, `withoutEffect` or `late`; `afterMs` with each. */
function overrideOf(body: Body): Override {
  const delay = typeof body.afterMs === 'number' ? { afterMs: body.afterMs } : {};
  if (body.silence === true) return { silence: true };
  if (typeof body.error === 'string') return { error: body.error, ...delay };
  if (typeof body.payload === 'object' && body.payload !== null) return { payload: body.payload, ...delay };
  if (body.withoutEffect === true) return { withoutEffect: true, ...delay };
  if (typeof body.status === 'string' || body.afterMs === undefined) return { status: String(body.status ?? 'Rejected'), ...delay };
  return { late: true, ...delay };
}

/** Opens the control port on the loopback address only; it has no password. */
export async function serveControl(network: Network, port: number): Promise<{ port: number; stop: () => void }> {
  const server = createServer((request, response) => {
    void answer(network, request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(`${JSON.stringify(body, null, 2)}\n`);
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, stop: () => void server.close() };
}

interface Reply {
  status: number;
  body: unknown;
}

async function answer(network: Network, request: IncomingMessage): Promise<Reply> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const [, what, id, verb] = pathname.split('/').map(decodeURIComponent);
  // A website in the same browser can reach this port: only programs and people may command, they send no Origin.
  if (request.headers.origin !== undefined) return { status: 403, body: { error: 'No websites, please.' } };
  try {
    if (request.method === 'GET' && what === '')
      return {
        status: 200,
        body: { get: ['/stations', '/stations/ID', '/ledger', '/summary'], post: Object.keys(verbs).map((name) => `/stations/ID/${name}`) },
      };
    if (request.method === 'GET' && what === 'ledger') return { status: 200, body: network.ledger() };
    if (request.method === 'GET' && what === 'summary') return { status: 200, body: summary(network).split('\n') };
    if (request.method === 'GET' && what === 'stations')
      return { status: 200, body: id === undefined ? network.stations.map(shortly) : shortly(network.station(id)) };
    const act = verb === undefined || !Object.hasOwn(verbs, verb) ? undefined : verbs[verb];
    if (request.method !== 'POST' || what !== 'stations' || id === undefined || act === undefined)
      return { status: 404, body: { error: 'GET / lists what there is.' } };
    const station = network.station(id);
    act(station, await bodyOf(request));
    return { status: 200, body: shortly(station) };
  } catch (error) {
    return { status: 400, body: { error: error instanceof Error ? error.message : String(error) } };
  }
}

function shortly({ id, version, maker, state }: StationControl): object {
  const { link, registration, queue, evses } = state;
  return {
    id,
    version,
    maker: `${maker.name} ${maker.model}`,
    link,
    registration,
    queued: queue.length,
    evses: evses.map(({ id: evse, status, session, registerWh, vehicle }) => ({
      evse,
      status,
      registerWh: Math.floor(registerWh),
      session,
      vehicle,
    })),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > 100_000) throw new RangeError('The body is larger than 100 kB.');
    parts.push(part);
  }
  const body: unknown = parts.length === 0 ? {} : JSON.parse(Buffer.concat(parts).toString());
  return typeof body === 'object' && body !== null ? (body as Body) : {};
}
