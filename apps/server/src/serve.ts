import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startApp } from './app.ts';
import { readConfig } from './config.ts';
import { dropLeftovers } from './leftovers.ts';
import { ocppUrl, tlsUrl } from './lobby/ocpp-url.ts';
import { StartError } from './start-error.ts';

const MUST_STOP_WITHIN_MS = 10_000;

try {
  const started = performance.now();
  const config = readConfig(process.env);
  const app = await startApp(config, { onLost: (why) => fail(why) });
  const base = config.publicUrl || app.url;
  const encrypted = tlsUrl(app.context.config);
  console.log(`Stationmaster is ready after ${((performance.now() - started) / 1000).toFixed(1)} s.

  Console            ${base}/
  Stations connect   ${ocppUrl(app.context.config)}STATION-ID   (OCPP 1.6J, 2.0.1, 2.1)${encrypted === null ? '' : `\n  Encrypted          ${encrypted}STATION-ID`}
  API                ${base}/api/docs`);
  if (app.firstLink !== null) console.log(`\n  Create the first administrator (one-time link):\n  ${app.firstLink}`);
  if (!existsSync(join(import.meta.dirname, '../../console/dist/index.html')))
    console.log('\n  The console is not built: run npm ci, or node scripts/build-console.ts.');
  console.log();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      setTimeout(() => process.exit(1), MUST_STOP_WITHIN_MS).unref();
      app.stop().then(
        () => process.exit(0),
        (error: unknown) => fail(String(error)),
      );
    });
  }
  void dropLeftovers();
} catch (error) {
  if (error instanceof StartError) fail(error.message);
  throw error;
}

function fail(sentence: string): never {
  console.error(`Stationmaster cannot run: ${sentence}`);
  process.exit(1);
}
