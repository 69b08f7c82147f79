import { expect, test } from 'vitest';
import { actions, versions } from '../packages/ocpp/src/index.ts';
import { conformance } from './conformance-table.ts';
import { coverage } from './ocpp-coverage.ts';

/** Cells of the rows below the head of each table of a page. */
function rowsOf(page: string): string[][] {
  const lines = page.split('\n').filter((line) => line.startsWith('|'));
  return lines
    .filter((line, i) => !/^\|[-|]+\|$/.test(line) && !/^\|[-|]+\|$/.test(lines[i + 1] ?? ''))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
}

test('every message of every version has a row, and no cell is empty', () => {
  const rows = rowsOf(coverage().page);
  expect(rows).toHaveLength(versions.reduce((sum, version) => sum + actions[version].length, 0));
  expect(rows.flat().filter((cell) => cell === '')).toEqual([]);
  expect(rows).toContainEqual([
    ...['StartTransaction', '1.6', 'from the station', '`ocpp/v16/start-transaction.ts`'],
    ...[expect.stringContaining('v16/core-sessions.ts'), expect.stringContaining('`session`')],
  ]);
  expect(rows).toContainEqual([
    ...['UnlockConnector', '2.0.1', 'to the station', '`unlock in ocpp/v2x/commands/remote-control.ts`', '`v201/f-remote-control.ts`'],
    expect.stringContaining('station/connector-card'),
  ]);
});

test('every certification case has a row with its result', () => {
  const rows = rowsOf(conformance().page);
  const cases = rows.filter(([id = '']) => /^TC_\w+_CSMS$/.test(id));
  expect(cases).toHaveLength(77 + 252 + 252 + 78);
  expect(cases.filter(([, , , result = '']) => !/^(passed|failed) by |^waiting: ./.test(result))).toEqual([]);
  // The totals on top are those of the rows.
  const totals = rows.filter(([name = '']) => name.startsWith('OCPP')).map((cells) => cells.slice(1).map(Number));
  expect(totals.map(([all = 0, ...parts]) => all - parts.reduce((sum, part) => sum + part, 0))).toEqual([0, 0, 0, 0]);
  expect(totals.reduce((sum, [, passed = 0]) => sum + passed, 0)).toBe(
    cases.filter(([, , , result = '']) => result.startsWith('passed')).length,
  );
});
