/** `npm run simulate`: N virtual stations against any CSMS. */
import { help, readArguments } from './arguments.ts';
import { serveControl } from './control-server.ts';
import { flawless, makers, signing } from './makers.ts';
import { createNetwork } from './network.ts';
import { identityOf, readPem } from './pem.ts';
import { seeded, seedOf } from './random.ts';
import { drive } from './scenario/drive.ts';
import { scenarios } from './scenario/scenarios.ts';
import { progressLine, summary } from './summary.ts';
import { runningWorld } from './world.ts';

/** Connections opened in a second, so that a CSMS under test is not tripped by our start alone. */
const startsPerSecond = 200;
const progressMs = 5000;

const args = readArguments(process.argv.slice(2));
if ('help' in args) {
  console.log(help);
  process.exit(0);
}
if ('wrong' in args) {
  console.error(`${args.wrong} Try --help.`);
  process.exit(2);
}

const pem = readPem(args);
if ('wrong' in pem) {
  console.error(pem.wrong);
  process.exit(2);
}

const world = runningWorld({ speed: args.speed, since: Date.now() - args.sinceMs });
const network = createNetwork({ ca: pem.ca, url: args.url, seed: args.seed, world });
const troubles = new Map<string, number>();
network.onHappening(({ name, data }) => {
  if (name === 'trouble') troubles.set(String(data.why), (troubles.get(String(data.why)) ?? 0) + 1);
});

const drives: { stop: () => void }[] = [];
for (let n = 0; n < args.stations; n++) {
  const id = identityOf(args.prefix, n);
  const version = args.versions[n % args.versions.length] ?? 'ocpp1.6';
  const maker = args.areMakersMixed ? (makers[Math.floor(n / args.versions.length) % makers.length] ?? flawless) : flawless;
  const random = seeded(seedOf(`${id} day`, args.seed));
  const station = network.add({
    id,
    version,
    maker: args.signs === null ? maker : signing(maker, args.signs),
    password: args.password,
    certificate: pem.certificates[n] ?? null,
    settings: args.settings,
    registerWh: random.between(0, 5_000_000),
  });
  setTimeout(
    () => {
      station.powerUp();
      drives.push(drive(station, { world, scenario: scenarios[args.scenario], random, cards: args.cards }));
    },
    (n / startsPerSecond) * 1000,
  );
}
const control = args.control === null ? null : await serveControl(network, args.control);
if (control !== null) console.log(`control port http://127.0.0.1:${control.port}/`);
console.log(`${args.stations} stations → ${args.url} (${args.scenario}, speed ${args.speed})`);
const progress = setInterval(() => {
  console.log(progressLine(network));
  for (const [why, times] of troubles) console.log(`  ${times} × ${why}`);
  troubles.clear();
}, progressMs);

let isEnding = false;
function end(): void {
  if (isEnding) return;
  isEnding = true;
  clearInterval(progress);
  for (const one of drives) one.stop();
  console.log(summary(network));
  network.stop();
  control?.stop();
  setTimeout(() => process.exit(0), 200);
}
process.on('SIGINT', end);
process.on('SIGTERM', end);
if (args.seconds !== null) setTimeout(end, args.seconds * 1000);
