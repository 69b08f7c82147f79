/**
 * Limit: what durable answers cost at least. Like the bare server, but every call is written to the embedded PostgreSQL
 * (fsync on) and answered after its commit, in groups: whatever waits when the last commit returned goes into the next.
 * FRAMES=all: its answer is written too, as a frame of its own.
 */
import pg from 'pg';
import { WebSocketServer } from 'ws';

interface Waiting {
  frames: string[];
  done: () => void;
}

const isAnswerKept = process.env['FRAMES'] === 'all';

const client = new pg.Client();
await client.connect();
await client.query(
  'create table if not exists bench_frame (id bigint generated always as identity primary key, at timestamptz not null default now(), frame text not null)',
);
let waiting: Waiting[] = [];
let busy = false;

async function flush(): Promise<void> {
  busy = true;
  while (waiting.length > 0) {
    const group = waiting;
    waiting = [];
    await client.query({
      name: 'w',
      text: 'insert into bench_frame (frame) select unnest($1::text[])',
      values: [group.flatMap((one) => one.frames)],
    });
    for (const one of group) one.done();
  }
  busy = false;
}

const server = new WebSocketServer({
  port: Number(process.env['PORT']),
  host: '127.0.0.1',
  perMessageDeflate: false,
  handleProtocols: (offered) => [...offered][0] ?? false,
});
server.on('connection', (socket) => {
  socket.on('message', (data) => {
    const frame = String(data);
    const [, id] = JSON.parse(frame) as [number, string];
    const answer = JSON.stringify([3, id, { idTagInfo: { status: 'Accepted' }, transactionId: 1 }]);
    waiting.push({ frames: isAnswerKept ? [frame, answer] : [frame], done: () => socket.send(answer) });
    if (!busy)
      setImmediate(() => {
        if (!busy) void flush();
      });
  });
});
server.on('listening', () => console.log('ready'));
