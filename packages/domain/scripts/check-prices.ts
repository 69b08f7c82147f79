/**
 * `node packages/domain/scripts/check-prices.ts [count] [first seed]`: prices random sessions by random tariffs and compares each
 * with the slow walk second by second. 100,000 take some minutes. Prints the seeds that differ; exit code 1 when one does.
 */
import { costOf } from '../src/pricing/cost-of.ts';
import { randomCase } from '../src/pricing/testing/random-case.ts';
import { reference } from '../src/pricing/testing/reference.ts';

const count = Number(process.argv[2] ?? 100_000);
const first = Number(process.argv[3] ?? 0);
const minor = (text: string): bigint => BigInt(text.replace('.', ''));
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

let wrong = 0;
let lines = 0;
const begun = performance.now();
for (let done = 1; done <= count; done++) {
  const seed = first + done - 1;
  const { periods, tariff, around } = randomCase(seed);
  const cost = costOf({ periods, tariff, around });
  const expected = reference(periods, tariff, around);
  lines += cost.lines.length;
  if (minor(cost.net) !== expected.net || minor(cost.tax) !== expected.tax) {
    wrong++;
    say(`seed ${seed}: ${cost.net} + ${cost.tax}, the walk says ${expected.net} + ${expected.tax} (smallest coins)`);
  }
  if (done % 5_000 === 0) say(`${done} of ${count}, ${wrong} wrong, ${lines} lines, ${Math.round((performance.now() - begun) / 1000)} s`);
}
say(`${count} sessions, ${lines} lines, ${wrong} wrong`);
process.exitCode = wrong === 0 ? 0 : 1;
