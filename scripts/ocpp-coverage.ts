import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { recordKinds, stationEventKinds, verbs } from '@stationmaster/contract';
import { explainIn } from '../apps/server/src/frames/explain-in.ts';
import { explainOut } from '../apps/server/src/frames/explain-out.ts';
import { actions, actionsToStation, type Version, versions } from '../packages/ocpp/src/index.ts';

const root = join(import.meta.dirname, '..');
const server = 'apps/server/src';
const pages = 'apps/console/src/pages';
/** Where a version's handlers and commands are, and its certification cases, the closest first. */
const rooms: Record<Version, { server: 'v16' | 'v2x'; cases: readonly string[] }> = {
  'ocpp1.6': { server: 'v16', cases: ['v16'] },
  'ocpp2.0.1': { server: 'v2x', cases: ['v201', 'v2x'] },
  'ocpp2.1': { server: 'v2x', cases: ['v21', 'v201', 'v2x'] },
};

interface Row {
  action: string;
  version: Version;
  direction: string;
  handler: string;
  test: string;
  screen: string;
}
interface Source {
  path: string;
  text: string;
}

/**
 * docs/generated/ocpp-coverage.md: every message of every version with the file that handles or makes it, a test that says
 * it and the screens that show it; all found in the sources. And what is missing.
 */
export function coverage(): { page: string; problems: string[] } {
  const rows = versions.flatMap((version) => actions[version].map((action) => rowOf(version, action)));
  rows.sort((a, b) => a.action.localeCompare(b.action, 'en') || a.version.localeCompare(b.version));
  const problems = rows.flatMap(({ action, version, handler, test }) => [
    ...(handler === '' ? [`coverage: ${action} of ${version} has no handler`] : []),
    ...(test === '' ? [`coverage: ${action} of ${version} has no test`] : []),
  ]);
  const lines = rows.map(
    ({ action, version, direction, handler, test, screen }) =>
      `| ${action} | ${version.slice(4)} | ${direction} | ${handler || '**none yet**'} | ${test || '**none yet**'} | ${screen} |`,
  );
  const page = `# Messages

Every message of OCPP 1.6 (with its security extension), 2.0.1 and 2.1: the file that handles or makes it, a test that says it, and
where the console shows it. Below \`${server}\`, \`e2e/conformance\` and \`${pages}\`. Whatever has no verb of its own is
sent as written (\`messages/send.ts\`); every message is in the log of its station, in plain words where it says so.

| message | version | direction | handler | test | screen |
|---|---|---|---|---|---|
${lines.join('\n')}
`;
  return { page, problems };
}

function rowOf(version: Version, action: string): Row {
  const isOurs = (actionsToStation[version] as readonly string[]).includes(action);
  const goesBothWays = action === 'DataTransfer';
  const used = verbsOf(version, action);
  const handlers = isOurs ? makers(used) : handlerOf(version, action);
  return {
    action,
    version,
    direction: goesBothWays ? 'both' : isOurs ? 'to the station' : 'from the station',
    handler: [...handlers, ...(goesBothWays || (isOurs && handlers.length === 0) ? ['messages/send.ts'] : [])].map(code).join(', '),
    test: testOf(version, action).map(code).join(', '),
    screen: [...(isOurs || goesBothWays ? screensOfVerbs(used) : screensOf(version, action)), log(action, isOurs)].join(', '),
  };
}

const code = (text: string): string => `\`${text}\``;

function log(action: string, isOurs: boolean): string {
  const isExplained = Object.hasOwn(isOurs ? explainOut : explainIn, action);
  return `${code('station/messages-tab')}${isExplained ? ' in plain words' : ''}`;
}

/** The file of its row in the table of the version; none: not built. */
function handlerOf(version: Version, action: string): string[] {
  const folder = `ocpp/${rooms[version].server}`;
  const table = read(`${server}/${folder}/table.ts`);
  const name = new RegExp(`^ {2}${action}: (\\w+),`, 'm').exec(table)?.[1];
  const file = new RegExp(`import \\{ ${name} \\} from '\\./(.+)'`).exec(table)?.[1];
  return file === undefined ? [] : [`${folder}/${file}`];
}

interface Maker {
  verb: string;
  /** Where the verb becomes the message. */
  file: string;
}

/** The verbs that become this message, by the texts of their rows and of the functions those call. */
function verbsOf(version: Version, action: string): Maker[] {
  const says = new RegExp(`\\bmessage(?:21)?\\(\\s*'${action}'`);
  return makersOf(rooms[version].server).filter(({ text }) => says.test(text));
}

function makers(used: readonly Maker[]): string[] {
  return [...new Set(used.map(({ verb, file }) => `${verb} in ${file}`))];
}

const made = new Map<string, (Maker & { text: string })[]>();
function makersOf(room: 'v16' | 'v2x'): (Maker & { text: string })[] {
  const known = made.get(room);
  if (known !== undefined) return known;
  const folder = `ocpp/${room}/commands`;
  const result = filesIn(`${server}/${folder}`, /^(?!.*\.test).*\.ts$/).flatMap((source) => {
    const functions = functionsOf(source);
    return blocks(source.text, /^ {2}(\w+)(?::|,$)/gm)
      .filter(([name]) => (verbs as readonly string[]).includes(name))
      .map(([verb, own]) => ({ verb, file: source.path.slice(server.length + 1), text: withCalled(own, functions) }));
  });
  made.set(room, result);
  return result;
}

/** Of a file and of those it imports from beside it. */
function functionsOf({ path, text }: Source): Map<string, string> {
  const beside = [...text.matchAll(/from '\.\/([\w-]+\.ts)'/g)].map(([, file = '']) => read(join(dirname(path), file)));
  return new Map([...beside, text].flatMap((one) => blocks(one, /^(?:export )?(?:async )?(?:function|const) (\w+)/gm)));
}

/** Each part of a text that begins with such a line, by the name in it. */
function blocks(text: string, begin: RegExp): [name: string, block: string][] {
  const starts = [...text.matchAll(begin)];
  return starts.map(({ 1: name = '', index }, i) => [name, text.slice(index, starts[i + 1]?.index ?? text.length).split('\n}')[0] ?? '']);
}

/** With the functions it names, and those these name; another object of verbs is none. */
function withCalled(text: string, functions: ReadonlyMap<string, string>): string {
  const reached = new Map<string, string>();
  const follow = (from: string): void => {
    for (const [name, block] of functions) {
      const isVerbs = /^export const \w+ = \{/.test(block);
      if (isVerbs || reached.has(name) || !new RegExp(`\\b${name}\\b(?!:)`).test(from)) continue;
      reached.set(name, block);
      follow(block);
    }
  };
  follow(text);
  return [text, ...reached.values()].join('\n');
}

/** Certification cases that say it or want to hear it, else tests of the server. The name in a type, or as what is asked for, does not count. */
function testOf(version: Version, action: string): string[] {
  const exchange = new RegExp(
    `(?:\\b(?:call|callRefused|message|expectCall|hear|on|answers|send|say)\\(\\s*(?:[^'()]+,\\s*)?|action: )'${action}'`,
  );
  const says = ({ text }: Source): boolean => exchange.test(text);
  for (const room of rooms[version].cases) {
    const found = filesIn(`e2e/conformance/${room}`, /\.ts$/).filter(says);
    if (found.length > 0) return found.slice(0, 2).map(({ path }) => path.slice('e2e/conformance/'.length));
  }
  const found = filesIn(server, /\.test\.ts$/).filter(says);
  return found.slice(0, 1).map(({ path }) => path.slice(server.length + 1));
}

/** Pages that have the verb. */
function screensOfVerbs(used: readonly Maker[]): string[] {
  const found = filesIn(pages, /^(?!.*\.test).*\.tsx?$/).filter(({ text }) => used.some(({ verb }) => text.includes(`verb: '${verb}'`)));
  return [...namesOf(found), code('station/send-message')];
}

/** Pages of the nouns its handler calls, and those that show the records and events it leaves. */
function screensOf(version: Version, action: string): string[] {
  const [file] = handlerOf(version, action);
  if (file === undefined) return [];
  const called = imported(`${server}/${file}`);
  const text = [`${server}/${file}`, ...called].map(read).join('\n');
  const kinds = [...recordKinds, ...stationEventKinds].filter((kind) => text.includes(`kind: '${kind}'`));
  const showing = filesIn(pages, /^(?!.*\.test).*\.tsx?$/).filter((source) => kinds.some((kind) => source.text.includes(`'${kind}'`)));
  const nouns = called.map((path) => path.split('/')[3] ?? '').flatMap((noun) => [noun, noun.replace(/s$/, '')]);
  const own = new Set(nouns.filter((noun) => existsSync(join(root, pages, noun))));
  return [...[...own].map(code), ...namesOf(showing)];
}

function imported(path: string): string[] {
  return [...read(path).matchAll(/from '(\.\.\/\.\.\/[^']+)'/g)].map(([, to = '']) => normalize(join(dirname(path), to)));
}

/** At most three: the first say enough. */
function namesOf(found: readonly Source[]): string[] {
  return found.slice(0, 3).map(({ path }) => code(path.slice(pages.length + 1).replace(/\.tsx?$/, '')));
}

const texts = new Map<string, string>();
function read(path: string): string {
  const known = texts.get(path) ?? readFileSync(join(root, path), 'utf8');
  texts.set(path, known);
  return known;
}

/** Below a folder, in order of their names. */
function filesIn(folder: string, name: RegExp): Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => name.test(path))
    .sort()
    .map((path) => ({ path: `${folder}/${path}`, text: read(`${folder}/${path}`) }));
}
