/**
 * `node packages/domain/scripts/plant-errors.ts [count] [first seed] [--briefly]`: would the second, independent calculation notice a mistake in the
 * engine? Each planted error is written into a copy of the engine as it is loaded; the copy prices the random sessions, and the walk
 * second by second must disagree with it. Exit code 1 when an error stays unseen, or when the engine itself is wrong. Briefly: a copy that was seen to be wrong prices no
 * more.
 */
import { readFileSync } from 'node:fs';
import { type LoadFnOutput, type LoadHookContext, type ResolveFnOutput, type ResolveHookContext, registerHooks } from 'node:module';
import type { costOf as CostOf } from '../src/pricing/cost-of.ts';
import { randomCase } from '../src/pricing/testing/random-case.ts';
import { reference } from '../src/pricing/testing/reference.ts';
import { plantedErrors } from './planted-errors.ts';

const [countText = '100000', firstText = '0'] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const [count, first] = [Number(countText), Number(firstText)];
const isBrief = process.argv.includes('--briefly');
const mark = '?planted=';
const source = new URL('../src/', import.meta.url).href;
const minor = (text: string): bigint => BigInt(text.replace('.', ''));
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

registerHooks({ resolve: inTheSameCopy, load: withItsError });

/** What a copy of the engine imports belongs to the same copy. */
function inTheSameCopy(
  specifier: string,
  context: ResolveHookContext,
  next: (specifier: string, context: ResolveHookContext) => ResolveFnOutput,
): ResolveFnOutput {
  const found = next(specifier, context);
  const copy = context.parentURL?.split(mark)[1];
  return copy === undefined || !found.url.startsWith(source) || found.url.includes(mark)
    ? found
    : { ...found, url: found.url + mark + copy };
}

function withItsError(url: string, context: LoadHookContext, next: (url: string, context: LoadHookContext) => LoadFnOutput): LoadFnOutput {
  const [plain = '', copy] = url.split(mark);
  const planted = copy === undefined ? undefined : plantedErrors[Number(copy)];
  if (planted === undefined || plain !== source + planted.file) return next(url, context);
  const text = readFileSync(new URL(plain), 'utf8');
  if (text.split(planted.text).length !== 2) throw new Error(`"${planted.text}" does not stand once in ${planted.file}`);
  return { format: 'module-typescript', shortCircuit: true, source: text.replace(planted.text, () => planted.instead) };
}

async function engine(copy: string): Promise<typeof CostOf> {
  return ((await import(`../src/pricing/cost-of.ts${copy}`)) as { costOf: typeof CostOf }).costOf;
}

const engines = [await engine(''), ...(await Promise.all(plantedErrors.map((_, index) => engine(mark + index))))];
const wrong = engines.map(() => 0);
for (let done = 1; done <= count; done++) {
  const { periods, tariff, around } = randomCase(first + done - 1);
  const expected = reference(periods, tariff, around);
  engines.forEach((costOf, index) => {
    if (isBrief && index > 0 && (wrong[index] ?? 0) > 0) return;
    const { net, tax } = costOf({ periods, tariff, around });
    if (minor(net) !== expected.net || minor(tax) !== expected.tax) wrong[index] = (wrong[index] ?? 0) + 1;
  });
  if (done % 5_000 === 0) say(`${done} of ${count}`);
}
const [own = 0, ...seen] = wrong;
say(`${count} sessions, ${own} wrong without an error`);
for (const [index, { name }] of plantedErrors.entries()) say(`${seen[index]} wrong: ${name}`);
process.exitCode = own === 0 && seen.every((sessions) => sessions > 0) ? 0 : 1;
