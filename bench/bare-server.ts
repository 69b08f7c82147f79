/** Baseline: the least a server can do. Parses each frame and answers it; no checks, no state, no database. */
import { WebSocketServer } from 'ws';

const port = Number(process.env['PORT']);
const server = new WebSocketServer({
  port,
  host: '127.0.0.1',
  perMessageDeflate: false,
  handleProtocols: (offered) => [...offered][0] ?? false,
});
server.on('connection', (socket) => {
  socket.on('message', (data) => {
    const [, id, action] = JSON.parse(String(data)) as [number, string, string];
    socket.send(JSON.stringify([3, id, bareAnswer(action)]));
  });
});
server.on('listening', () => console.log('ready'));

function bareAnswer(action: string): object {
  if (action === 'Heartbeat') return { currentTime: new Date().toISOString() };
  if (action === 'BootNotification') return { status: 'Accepted', interval: 3600, currentTime: new Date().toISOString() };
  if (action === 'StartTransaction') return { transactionId: 1, idTagInfo: { status: 'Accepted' } };
  return {};
}
