/** The demo network against a running CSMS: `node demo.ts --url ws://…/ocpp --api http://… --key KEY`. Started by `npm run demo`. */
import { parseArgs } from 'node:util';
import { Api } from './demo/api.ts';
import { sendHistory } from './demo/history.ts';
import { goLive } from './demo/live.ts';
import { setUp } from './demo/set-up.ts';
import { progressLine } from './summary.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'ws://localhost:8080/ocpp' },
    api: { type: 'string', default: 'http://localhost:8080' },
    key: { type: 'string', default: process.env.ADMIN_API_KEY ?? '' },
    days: { type: 'string', default: '7' },
    quiet: { type: 'boolean', default: false },
  },
});
const sayEveryMs = 30_000;

const { passwords, isNew } = await setUp(new Api(values.api, values.key));
let meters = new Map<string, number>();
if (isNew) {
  console.log(`  Demo: sending ${values.days} days of history through OCPP …`);
  meters = await sendHistory({ url: values.url, passwords, now: Date.now(), days: Number(values.days) });
}
const network = goLive(values.url, passwords, meters);
console.log('  Demo: the network is alive. Ctrl-C stops it.');
const line = setInterval(() => {
  if (!values.quiet) console.log(`  Demo: ${progressLine(network)}`);
}, sayEveryMs);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    clearInterval(line);
    network.stop();
    setTimeout(() => process.exit(0), 300);
  });
}
