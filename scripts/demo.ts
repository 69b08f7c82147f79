/** `npm run demo`: the real server with a marked, removable demo network. Ctrl-C stops both. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const port = process.env.PORT ?? '8080';
const address = `127.0.0.1:${port}`;
const key = process.env.ADMIN_API_KEY ?? `sm_${randomBytes(24).toString('hex')}`;
const email = process.env.ADMIN_EMAIL ?? 'demo@example.com';
const password = process.env.ADMIN_PASSWORD ?? 'demo-stationmaster';
const readyWithinMs = 90_000;

const children: ChildProcess[] = [];
let isEnding = false;

const server = run(['apps/server/src/main.ts'], {
  PORT: port,
  DATA_DIR: process.env.DATA_DIR ?? './data-demo',
  ADMIN_API_KEY: key,
  ADMIN_EMAIL: email,
  ADMIN_PASSWORD: password,
  STATIONMASTER_DEMO: 'true',
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
});
await ready();
console.log(`  Demo sign-in       ${email} / ${password}\n`);
run(['apps/simulator/src/demo.ts', '--url', `ws://${address}/ocpp`, '--api', `http://${address}`], { ADMIN_API_KEY: key });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => end(0));

function run(args: string[], env: Record<string, string>): ChildProcess {
  // A process group of its own: Ctrl-C reaches the children through us, stations first.
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit', detached: true });
  children.push(child);
  child.once('exit', (code) => end(code ?? 1));
  return child;
}

async function ready(): Promise<void> {
  for (
    const until = Date.now() + readyWithinMs;
    Date.now() < until && server.exitCode === null;
    await new Promise((resolve) => setTimeout(resolve, 200))
  ) {
    if (
      await fetch(`http://${address}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
  }
  console.error('The server did not get ready.');
  end(1);
}

/** Stations first, so that they do not see the server go. */
function end(code: number): void {
  if (isEnding) return;
  isEnding = true;
  const alive = (): ChildProcess[] => children.filter((child) => child.exitCode === null && child.signalCode === null);
  const next = (): void => {
    const child = alive().at(-1);
    if (child === undefined) process.exit(code);
    child.once('exit', next);
    child.kill('SIGTERM');
  };
  next();
}
