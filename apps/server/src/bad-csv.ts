import type { CsvFault } from '@stationmaster/domain';
import { Failure } from './errors.ts';

const mostTold = 100;

/** Failure `badCsv` of the first fault, with each of them as a detail: line, sentence, and its code for who has words of their own. */
export function badCsv(faults: readonly CsvFault[]): Failure {
  const [{ line, why } = { line: 1, why: '' }] = faults;
  return new Failure(
    'badCsv',
    { line, why },
    faults.slice(0, mostTold).map(({ line: at, why: message, ...rest }) => ({ path: `line ${at}`, message, ...rest })),
  );
}
