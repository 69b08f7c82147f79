import { resolve } from 'node:path';
import { z } from 'zod';
import { certificateSettings } from './certificates/settings.ts';
import { fileSettings } from './files/settings.ts';
import { forwardingSettings } from './forwarding/settings.ts';
import { paymentSettings } from './payments/settings.ts';
import { setting, whole } from './setting.ts';
import { StartError } from './start-error.ts';
import { checkTransport, transportSettings } from './transport/settings.ts';

const yesNo = z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true');
const text = z.string();
const url = z
  .literal('')
  .or(
    z
      .url({ protocol: /^https?$/, error: 'must be an address such as https://csms.example.org' })
      .transform((value) => value.replace(/\/+$/, '')),
  );

/** Long enough, and not one sign over and over: 32 random hexadecimal digits hold 128 bits. */
const isHardToGuess = (key: string): boolean => key.length >= 32 && new Set(key).size >= 8;

/** Every setting there is: what is parsed, what the README lists and what the errors name. An empty variable counts as unset. */
export const settings = {
  port: setting('PORT', whole(0, 65535), ['8080', 'Port for stations, console and API. 0 takes any free one.']),
  host: setting('HOST', text, ['0.0.0.0', 'Address to listen on. Stations must reach it; 127.0.0.1 keeps everyone else out.']),
  publicUrl: setting('PUBLIC_URL', url, ['', 'The address people and stations use, when a proxy or another name stands in front.']),
  dataDir: setting(
    'DATA_DIR',
    text.transform((path) => resolve(path)),
    ['./data', 'Folder of the embedded PostgreSQL and the install’s secrets.'],
  ),
  databaseUrl: setting(
    'DATABASE_URL',
    z.literal('').or(z.url({ protocol: /^postgres(ql)?$/, error: 'must look like postgres://user:password@host:5432/name' })),
    ['', 'PostgreSQL 15 or newer to use instead of the embedded one.'],
  ),
  secretKey: setting('SECRET_KEY', z.literal('').or(text.min(32, 'must have at least 32 characters')), [
    '',
    'Secret under which passwords and keys are hashed. Unset: a random one in DATA_DIR/secrets. Losing it makes every station password invalid.',
  ]),
  adminEmail: setting('ADMIN_EMAIL', z.literal('').or(z.email('must be an e-mail address')), [
    '',
    'With ADMIN_PASSWORD: creates the first administrator without a browser.',
  ]),
  adminPassword: setting('ADMIN_PASSWORD', z.literal('').or(text.min(10, 'must have at least 10 characters')), [
    '',
    'Password of that administrator.',
  ]),
  adminApiKey: setting(
    'ADMIN_API_KEY',
    z.literal('').or(text.refine(isHardToGuess, 'must have at least 32 random characters, such as those of: openssl rand -hex 32')),
    ['', 'An administrator’s API key that works from the first second: at least 32 random characters.'],
  ),
  logLevel: setting(
    'LOG_LEVEL',
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be fatal, error, warn, info, debug, trace or silent'),
    ['info', 'Least important log line to write.'],
  ),
  unknownStations: setting('UNKNOWN_STATIONS', z.enum(['lobby', 'refuse', 'adopt'], 'must be lobby, refuse or adopt'), [
    'lobby',
    'What happens to a station nobody registered: it waits in the lobby, is refused, or is adopted at once (laboratories only).',
  ]),
  openAccess: setting('OPEN_ACCESS', yesNo, ['false', 'true: new sites, and stations without a site, let everyone charge.']),
  trustProxy: setting('TRUST_PROXY', yesNo, [
    'false',
    'true: believe X-Forwarded-For and X-Forwarded-Proto of a proxy in front, if it calls from one of PROXY_ADDRESSES.',
  ]),
  ...transportSettings,
  ...certificateSettings,
  ...paymentSettings,
  privateTargets: setting('PRIVATE_TARGETS', yesNo, [
    'false',
    'true: webhooks, chat channels and second back ends may lead to addresses of this machine and its network.',
  ]),
  ...forwardingSettings,
  metricsOpen: setting('METRICS_OPEN', yesNo, ['false', 'true: /metrics needs no API key.']),
  maxPayloadBytes: setting('MAX_PAYLOAD_BYTES', whole(16_384, 67_108_864), [
    '1048576',
    'Largest message of a station; a larger one closes its connection.',
  ]),
  maxMessagesPerSecond: setting('MAX_MESSAGES_PER_SECOND', whole(1, 100_000), [
    '1000',
    'Messages a second that one station may send for long; beyond it is read more slowly.',
  ]),
  maxBufferedBytes: setting('MAX_BUFFERED_BYTES', whole(65_536, 268_435_456), [
    '4194304',
    'What may wait for a station that reads slowly before its connection is ended.',
  ]),
  pingIntervalSeconds: setting('PING_INTERVAL_SECONDS', whole(0, 3600), [
    '45',
    'Silent stations are pinged this often and dropped after as long again. 0: never.',
  ]),
  maxLobbySockets: setting('MAX_LOBBY_SOCKETS', whole(0, 100_000), ['200', 'Unknown stations that may stay connected at once.']),
  maxConnectionsPerAddress: setting('MAX_CONNECTIONS_PER_ADDRESS', whole(1, 1_000_000), [
    '20',
    'Unknown stations that may stay connected from one address.',
  ]),
  ...fileSettings,
  demo: setting('STATIONMASTER_DEMO', yesNo, [
    'false',
    'true: everything that is created is marked as demo data, removable with one click.',
  ]),
  alertDays: setting('ALERT_DAYS', whole(1, 36_500), [
    '730',
    'Days for which alerts that are over, and runs of recipes, are kept. What is open stays.',
  ]),
  databasePool: setting('DATABASE_POOL', whole(2, 100), [
    '10',
    'Database connections for queries, besides three for commits and the lock.',
  ]),
} as const;

type Settings = typeof settings;
/** `secretKey` is filled in by `startApp` when it is not set. */
export type Config = { [K in keyof Settings]: z.output<Settings[K]['schema']> };

/**
 * Reads the settings from the environment. Throws `StartError` with one sentence that names the setting, what is wrong
 * and what it was; a secret's value is not repeated.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const entries = Object.entries(settings).map(([field, { name, schema, default: standard }]) => {
    const given = env[name];
    const value = given === undefined || given.trim() === '' ? standard : given.trim();
    const parsed = schema.safeParse(value);
    if (!parsed.success)
      throw new StartError(
        `${name} ${parsed.error.issues.map(sentenceOf)[0] ?? 'is not valid'}${isSecret(name) ? '' : `, but is "${value}"`}.`,
      );
    return [field, parsed.data];
  });
  const config = Object.fromEntries(entries) as Config;
  if ((config.adminEmail === '') !== (config.adminPassword === ''))
    throw new StartError('ADMIN_EMAIL and ADMIN_PASSWORD must be set together.');
  const wrong = checkTransport(config);
  if (wrong !== null) throw new StartError(wrong);
  return config;
}

/** Of "empty or …" only the second half tells what to do. */
function sentenceOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union') return issue.message;
  return (
    issue.errors
      .flat()
      .filter((inner) => inner.code !== 'invalid_value')
      .map((inner) => inner.message)[0] ?? issue.message
  );
}

function isSecret(name: string): boolean {
  return /PASSWORD|KEY|DATABASE_URL/.test(name);
}
