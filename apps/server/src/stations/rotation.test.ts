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
