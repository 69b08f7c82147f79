import { createClient } from '@stationmaster/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { TestSocket } from '../testing/socket.ts';
import { followPassword } from './manage.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.drop());

it('a password written into the station leaves the old one right until the station has come with the new one', async () => {
  const client = createClient({ baseUrl: `http://127.0.0.1:${app.port}`, key: app.key });
  const { password: first } = await client.createStation({ body: { id: 'ROTATES', securityProfile: 1 } });
  const { rows } = await sql<{ id: number }>`select id from station where identity = 'ROTATES'`.execute(app.context.db);
  const id = rows[0]?.id ?? 0;
  const connect = async (password: string | null) => {
    const socket = await TestSocket.open(app.ocpp, 'ROTATES', password === null ? {} : { password });
    socket.socket.terminate();
  };
  await connect(first);
  await followPassword(app.context, id, 'the-second-password-0123');
  await followPassword(app.context, id, 'the-second-password-0123');
  await connect(first);
  await expect(connect('some-other-password')).rejects.toThrow('401');
  await connect('the-second-password-0123');
  await vi.waitFor(() => expect(connect(first)).rejects.toThrow('401'));

  await followPassword(app.context, id, 'the-third-password-01234');
  const { password: fourth } = await client.setStationPassword({ params: { stationId: 'ROTATES' }, body: {} });
  for (const old of ['the-second-password-0123', 'the-third-password-01234']) await expect(connect(old)).rejects.toThrow('401');
  await connect(fourth);
});

it.each([
  ['is heard of no more, lets the station in with either', null, true],
  ['is refused, changes nothing', 'Rejected', false],
  ['is taken, holds from its first use on', 'Accepted', true],
] as const)('a password that is written and %s', async (_, status, newHolds) => {
  const client = createClient({ baseUrl: `http://127.0.0.1:${app.port}`, key: app.key });
  const stationId = `WRITTEN-${status}`;
  const { password } = await client.createStation({ body: { id: stationId, securityProfile: 1 } });
  const first = String(password);
  const second = 'A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4';
  const station = await TestSocket.open(app.ocpp, stationId, { version: 'ocpp1.6', password: first });
  station.socket.on('message', (data) => {
    const [type, id, action] = JSON.parse(String(data)) as [number, string, string];
    if (type !== 2) return;
    if (action !== 'ChangeConfiguration') station.socket.send(JSON.stringify([3, id, { configurationKey: [] }]));
    else if (status === null) station.socket.terminate();
    else station.socket.send(JSON.stringify([3, id, { status }]));
  });
  await station.call('BootNotification', { chargePointVendor: 'Acme', chargePointModel: 'One' });
  const body = { verb: 'writeConfiguration' as const, variables: [{ variable: 'AuthorizationKey', value: second }] };
  const { id: commandId } = await client.sendCommand({ params: { stationId }, body });
  const isOver = async () => !['pending', 'sent'].includes((await client.getCommand({ params: { commandId } })).status);
  await vi.waitFor(async () => expect(await isOver()).toBe(true), 10_000);
  const letsIn = async (password: string) => {
    const socket = await TestSocket.open(app.ocpp, stationId, { version: 'ocpp1.6', password }).catch(() => null);
    socket?.socket.terminate();
    return socket !== null;
  };
  expect([await letsIn(first), await letsIn(second)]).toEqual([true, newHolds]);
  // The new one has been used: what is right now is one password.
  await vi.waitFor(async () => expect([await letsIn(first), await letsIn(second)]).toEqual([status === 'Rejected', newHolds]), 10_000);
});
