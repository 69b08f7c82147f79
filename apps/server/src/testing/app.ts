import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkResponse } from '@stationmaster/ocpp';
import pino from 'pino';
import { type App, type Overrides, startApp } from '../app.ts';
import { readConfig } from '../config.ts';

export const TEST_KEY = 'test-administrator-key-0123456789';

export interface TestApp extends App {
  ocpp: string;
  /** The same over TLS; '' without TLS_PORT. */
  wss: string;
  api: string;
  key: string;
  drop: () => Promise<void>;
}

/** The real app on a free port with a database of its own. Answers of ours that break a schema fail the test that caused them. */
export async function startTestApp(env: Record<string, string> = {}, overrides: Overrides = {}): Promise<TestApp> {
  const dataDir = env['DATA_DIR'] ?? mkdtempSync(join(tmpdir(), 'stationmaster-test-'));
  const config = readConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    ADMIN_API_KEY: TEST_KEY,
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
    ...env,
  });
  const app = await startApp(config, {
    log: pino({ level: config.logLevel }),
    checkAnswer: (version, action, answer) => {
      const check = checkResponse(version, action, answer);
      if (!check.ok) throw new Error(`our answer to ${action} breaks the ${version} schema: ${check.description} ${check.path}`);
    },
    ...overrides,
  });
  return {
    ...app,
    ocpp: `ws://127.0.0.1:${app.port}/ocpp`,
    wss: app.tlsPort === null ? '' : `wss://127.0.0.1:${app.tlsPort}/ocpp`,
    api: `http://127.0.0.1:${app.port}/api/v1`,
    key: TEST_KEY,
    drop: async () => {
      await app.stop();
      if (env['DATA_DIR'] === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
