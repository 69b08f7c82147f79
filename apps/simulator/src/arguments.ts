import { parseArgs } from 'node:util';
import { type Version, versions } from '@stationmaster/ocpp';
import { type SigningManner, signingManners } from './crypto/ocmf-meter.ts';
import { isScenario, type ScenarioName, scenarios } from './scenario/scenarios.ts';

export interface Arguments {
  url: string;
  versions: readonly Version[];
  stations: number;
  scenario: ScenarioName;
  speed: number;
  /** World time goes back this far to begin with, ms. */
  sinceMs: number;
  password: string | null;
  /** PEM of the roots to trust. */
  ca: string | null;
  /** Where each station's certificate with its key is; `{id}` stands for its identity. */
  certificate: string | null;
  prefix: string;
  cards: readonly string[];
  seed: number;
  /** Seconds until it stops by itself; null: until Ctrl-C. */
  seconds: number | null;
  control: number | null;
  areMakersMixed: boolean;
  settings: Readonly<Record<string, string>>;
  /** null: their meters do not sign. */
  signs: SigningManner | null;
}

const byName: Readonly<Record<string, readonly Version[]>> = {
  '1.6': ['ocpp1.6'],
  '2.0.1': ['ocpp2.0.1'],
  '2.1': ['ocpp2.1'],
  mixed: versions,
};

export const help = `Points virtual charging stations at any CSMS that speaks OCPP-J.

  npm run simulate -- --url ws://localhost:8080/ocpp --stations 20 --scenario busy

  --url URL          OCPP endpoint; the station's identity is appended   (ws://localhost:8080/ocpp)
  --version V        1.6, 2.0.1, 2.1 or mixed                            (mixed)
  --stations N       how many                                            (5)
  --scenario NAME    what happens at them                                (sessions)
${Object.entries(scenarios)
  .map(([name, { what }]) => `                       ${name.padEnd(9)} ${what}`)
  .join('\n')}
  --speed X          world seconds in a second; never beyond the present (1)
  --since DAYS       begin that many days ago; useful with --speed       (0)
  --password TEXT    HTTP Basic password of every station; none without it
  --ca FILE          root certificates to trust with wss, PEM            (those of this machine)
  --cert FILE        certificate and key of the stations, one PEM file; {id} in its name
                     stands for the identity: --cert 'certs/{id}.pem'
  --prefix TEXT      identities are PREFIX-0001, PREFIX-0002, …          (SIM)
  --cards A,B,C      cards that drivers hold to the reader               (04A1B2C3D4)
  --makers           fictional makers with their own misbehaviour instead of flawless stations
  --sign MANNER      meters sign begin and end of each session (OCMF): good, or with a fault:
                       gap, badSignature, wrongKey, meterFault
  --set KEY=VALUE    another factory setting; Component.Variable in 2.x; may be repeated
  --seed N           the same seed gives the same network                (1)
  --seconds N        stop after N seconds; otherwise Ctrl-C stops
  --control PORT     control port for people and programs, on 127.0.0.1 only; GET / lists its verbs
  --help             this text

At the end: stations, sessions and delivered energy by the stations' own books.
`;

/** The command line, or the sentence that says what is wrong with it. */
export function readArguments(args: readonly string[]): Arguments | { wrong: string } | { help: true } {
  let values: ReturnType<typeof parse>;
  try {
    values = parse(args);
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
  if (values.help) return { help: true };
  const chosen = byName[values.version];
  if (chosen === undefined) return { wrong: `--version must be one of ${Object.keys(byName).join(', ')}.` };
  if (!isScenario(values.scenario)) return { wrong: `--scenario must be one of ${Object.keys(scenarios).join(', ')}.` };
  if (!/^wss?:\/\//.test(values.url) || !URL.canParse(values.url)) return { wrong: '--url must begin with ws:// or wss://.' };
  const signs = signingManners.find((manner) => manner === values.sign) ?? null;
  if (values.sign !== undefined && signs === null) return { wrong: `--sign must be one of ${signingManners.join(', ')}.` };
  for (const name of ['ca', 'cert'] as const)
    if (values[name] !== undefined && !values.url.startsWith('wss:')) return { wrong: `--${name} needs a --url that begins with wss://.` };
  const numbers = {
    stations: Number(values.stations),
    speed: Number(values.speed),
    since: Number(values.since),
    seed: Number(values.seed),
    seconds: Number(values.seconds ?? 0),
    control: Number(values.control ?? 0),
  };
  for (const [name, number] of Object.entries(numbers))
    if (!Number.isFinite(number) || number < 0) return { wrong: `--${name} must be a number.` };
  if (numbers.stations < 1 || numbers.speed <= 0) return { wrong: '--stations and --speed must be above 0.' };
  return {
    url: values.url,
    versions: chosen,
    stations: Math.floor(numbers.stations),
    scenario: values.scenario,
    speed: numbers.speed,
    sinceMs: numbers.since * 86_400_000,
    password: values.password ?? null,
    ca: values.ca ?? null,
    certificate: values.cert ?? null,
    prefix: values.prefix,
    cards: values.cards
      .split(',')
      .map((card) => card.trim())
      .filter((card) => card !== ''),
    seed: numbers.seed,
    seconds: values.seconds === undefined ? null : numbers.seconds,
    control: values.control === undefined ? null : numbers.control,
    areMakersMixed: values.makers,
    signs,
    settings: Object.fromEntries(values.set.map((pair) => [pair.split('=', 1)[0] ?? '', pair.slice(pair.indexOf('=') + 1)])),
  };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    strict: true,
    options: {
      url: { type: 'string', default: 'ws://localhost:8080/ocpp' },
      version: { type: 'string', default: 'mixed' },
      stations: { type: 'string', default: '5' },
      scenario: { type: 'string', default: 'sessions' },
      speed: { type: 'string', default: '1' },
      since: { type: 'string', default: '0' },
      password: { type: 'string' },
      ca: { type: 'string' },
      cert: { type: 'string' },
      prefix: { type: 'string', default: 'SIM' },
      cards: { type: 'string', default: '04A1B2C3D4' },
      sign: { type: 'string' },
      makers: { type: 'boolean', default: false },
      set: { type: 'string', multiple: true, default: [] },
      seed: { type: 'string', default: '1' },
      seconds: { type: 'string' },
      control: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  }).values;
}
