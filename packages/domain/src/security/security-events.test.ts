import { existsSync, readFileSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import { securityWeight } from './security-events.ts';

const shared = new URL('../../../../../shared/protocol/ocpp/', import.meta.url);

test.each([
  ['TamperDetectionActivated', true, 3],
  ['InvalidFirmwareSignature', true, 3],
  ['StartupOfTheDevice', true, 5],
  ['InvalidMessages', false, 6],
  ['AcmeDoorOpened', false, 6],
])('%s', (type, isCritical, severity) => expect(securityWeight(type)).toEqual({ isCritical, severity }));

it.runIf(existsSync(shared)).each([
  ['appendices-2.0.1-v1.4/security_events.csv', ';'],
  ['appendices-2.1-v2.0/security_events.csv', ';'],
  ['ocpp16-security-events.csv', ','],
])('calls critical whatever %s does', (path, separator) => {
  const rows = readFileSync(new URL(path, shared), 'utf8').trim().split('\n').slice(1);
  const listed = rows
    .map((row) => row.split(separator).map((cell) => cell.trim()))
    .filter((cells) => (separator === ',' ? cells[1] : cells.at(-1))?.toLowerCase() === 'yes')
    .map(([type = '']) => type);
  expect(listed.length).toBeGreaterThan(5);
  expect(listed.filter((type) => !securityWeight(type).isCritical)).toEqual([]);
});
