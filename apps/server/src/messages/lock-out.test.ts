import type { Version } from '@stationmaster/ocpp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';
import { TestSocket } from '../testing/socket.ts';

const first = 'the-first-password';
const second = 'SECRET-0123456789abc';
let app: ApiApp;
let made = 0;
beforeAll(async () => {
  app = await startApiApp();
});
afterAll(() => app?.stop());

const booting: Record<Version, object> = {
  'ocpp1.6': { chargePointVendor: 'Acme', chargePointModel: 'One' },
  'ocpp2.0.1': { reason: 'PowerUp', chargingStation: { vendorName: 'Acme', model: 'Two' } },
  'ocpp2.1': { reason: 'PowerUp', chargingStation: { vendorName: 'Acme', model: 'Two' } },
};
const securityCtrlr = { component: { name: 'SecurityCtrlr' }, variable: { name: 'BasicAuthPassword' } };
const written: Record<Version, [string, object]> = {
  'ocpp1.6': ['ChangeConfiguration', { key: 'AuthorizationKey', value: second }],
  'ocpp2.0.1': ['SetVariables', { setVariableData: [{ ...securityCtrlr, attributeValue: second }] }],
  'ocpp2.1': ['SetVariables', { setVariableData: [{ ...securityCtrlr, attributeValue: second }] }],
};
const saying = (version: Version, status: string): unknown[] => [
  3,
  version === 'ocpp1.6' ? { status } : { setVariableResult: [{ ...securityCtrlr, attributeStatus: status }] },
];

type React = (station: TestSocket, messageId: string) => void;
const answer =
  (frame: readonly unknown[]): React =>
  ({ socket }, messageId) =>
    socket.send(JSON.stringify([frame[0], messageId, ...frame.slice(1)]));
const leave: React = ({ socket }) => socket.terminate();
const silence: React = () => undefined;

/** A station in service that met the password as told. Tells which of the two lets it in, and what the sender heard. */
async function passwordMet(version: Version, react: React) {
  const id = `LOCK-${++made}`;
  expect((await app.api('POST', '/stations', { id, securityProfile: 1, password: first })).status).toBe(201);
  const station = await TestSocket.open(app.ocpp.slice(0, -1), id, { version, password: first });
  await station.call('BootNotification', booting[version]);
  const [action, payload] = written[version];
  const sending = app.api('POST', `/stations/${id}/messages/${action}`, { payload, timeoutSeconds: 1 });
  const call = await station.until((frame) => frame[2] === action);
  expect(call[3]).toEqual(payload);
  react(station, call[1]);
  const { status, body } = await sending;
  const letsIn = async (password: string): Promise<boolean> => {
    const socket = await TestSocket.open(app.ocpp.slice(0, -1), id, { version, password }).catch(() => null);
    await socket?.close();
    return socket !== null;
  };
  return { id, heard: [status, body.outcome], letsIn };
}

const versions = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const;
test.each(
  versions.flatMap((version) => [
    [version, 'taken', answer(saying(version, 'Accepted')), 'result', true],
    [version, 'taken for after a reboot', answer(saying(version, 'RebootRequired')), 'result', true],
    [version, 'taken without a word, the line cut', leave, 'closed', true],
    [version, 'not answered', silence, 'timedOut', true],
    [version, 'answered with nonsense', answer([3, { status: 'Perhaps' }]), 'result', true],
    [version, 'refused', answer(saying(version, 'Rejected')), 'result', false],
    [version, 'refused with an error', answer([4, 'NotSupported', '', {}]), 'error', false],
  ]) as [Version, string, React, string, boolean][],
)('%s: a password that is %s locks nobody out', async (version, _, react, outcome, newHolds) => {
  const { id, heard, letsIn } = await passwordMet(version, react);
  expect(heard).toEqual([200, outcome]);
  expect([await letsIn(first), await letsIn(second)]).toEqual([true, newHolds]);
  // Once the new one was used, it is the only one.
  await vi.waitFor(async () => expect([await letsIn(first), await letsIn(second)]).toEqual([!newHolds, newHolds]), 10_000);
  const audit = (await app.api('GET', `/audit?action=sendMessage&subject=${id}`)).body.items;
  expect(JSON.stringify(audit)).toMatch(/"(value|attributeValue)":"\*\*\*"/);
});

test('the server never keeps the password in clear, whatever became of it', async () => {
  const tables = await app.query(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const leaks: string[] = [];
  for (const { name } of tables) {
    const [row] = await app.query(`select count(*)::int as n from "${name}" t where t::text like '%${second}%'`);
    if (row.n > 0) leaks.push(name);
  }
  expect(tables.length).toBeGreaterThan(50);
  expect(leaks).toEqual([]);
});
