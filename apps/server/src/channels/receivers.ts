import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}
export interface Receiver {
  port: number;
  url: string;
  got: Received[];
  /** How the next requests are answered; 200 unless told. */
  answers: { status: number; headers?: Record<string, string> }[];
  stop: () => Promise<void>;
}
/** A real HTTP server that keeps what it is told. For tests. */
export async function httpReceiver(): Promise<Receiver> {
  const got: Received[] = [];
  const answers: Receiver['answers'] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      got.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts) });
      const { status, headers = {} } = answers.shift() ?? { status: 200 };
      response.writeHead(status, headers).end(status < 300 ? 'ok' : 'not today');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    got,
    answers,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export interface Mail {
  from: string;
  to: string[];
  text: string;
}
export interface MailServer {
  port: number;
  got: Mail[];
  /** How many of the next mails are refused. */
  refuse: number;
  stop: () => Promise<void>;
}
/** A real SMTP server for `user` and `password`, without encryption. For tests. */
export async function mailServer({ user, password }: { user: string; password: string }): Promise<MailServer> {
  const state: MailServer = { port: 0, got: [], refuse: 0, stop: () => Promise.resolve() };
  const server = new SMTPServer({
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    onAuth: (auth, _, done) =>
      auth.username === user && auth.password === password ? done(null, { user }) : done(new Error('Invalid username or password')),
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (state.refuse > 0) {
          state.refuse -= 1;
          return done(Object.assign(new Error('mailbox busy'), { responseCode: 450 }));
        }
        const { mailFrom, rcptTo } = session.envelope;
        state.got.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          text: Buffer.concat(parts).toString(),
        });
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  state.port = (server.server.address() as AddressInfo).port;
  state.stop = () => new Promise((resolve) => server.close(() => resolve()));
  return state;
}
