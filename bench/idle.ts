/**
 * Idle stations, a process of its own: opens N connections, boots each, holds them; a lost one comes back after about
 * a second. Talks in lines: `booted MS`, `lost`, `back MS` (since the first loss until all were booted again).
 *   node bench/idle.ts URL STATIONS
 */
import WebSocket from 'ws';

const [url = '', stationsText = '1000'] = process.argv.slice(2);
const stations = Number(stationsText);
let booted = 0;
let started = performance.now();
let lostSince = 0;
let retries = 0;
const queue = Array.from({ length: stations }, (_, n) => n);

for (let lane = 0; lane < 200; lane++) next();

function next(): void {
  const n = queue.shift();
  if (n !== undefined) open(n);
}

function open(n: number): void {
  const socket = new WebSocket(`${url}/IDLE-${n}`, ['ocpp1.6'], { perMessageDeflate: false, handshakeTimeout: 20_000 });
  let done = false;
  socket.on('open', () => socket.send('[2,"1","BootNotification",{"chargePointVendor":"Bench","chargePointModel":"Idle"}]'));
  socket.on('message', (data) => {
    const text = String(data);
    if (text.startsWith('[2,')) {
      socket.send(JSON.stringify([4, (JSON.parse(text) as [number, string])[1], 'NotSupported', '', {}]));
      return;
    }
    if (done || !text.startsWith('[3,')) return;
    done = true;
    booted++;
    if (booted === stations) report();
    next();
  });
  socket.on('error', () => {
    retries++;
  });
  socket.on('close', () => {
    if (done) {
      if (booted === stations) {
        lostSince = performance.now();
        console.log('lost');
      }
      booted--;
    }
    setTimeout(() => open(n), 800 + (400 * ((n * 7919) % 1000)) / 1000);
    if (!done) next();
  });
}

function report(): void {
  console.log(
    lostSince === 0
      ? `booted ${Math.round(performance.now() - started)}`
      : `back ${Math.round(performance.now() - lostSince)} retries ${retries}`,
  );
  started = 0;
}
